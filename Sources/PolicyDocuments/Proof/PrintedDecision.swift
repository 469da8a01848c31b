internal import DecisionTable
internal import PolicyModel

/// A decision as a document prints it: what is read back from a page and compared with the table.
struct PrintedDecision: Hashable {
  /// A criterion or a condition with what stands under it.
  struct Item: Hashable {
    /// Empty for conditions, which have none.
    var label = ""
    /// The words, without citations.
    var words = ""
    /// What is tested, in the names that requests use; empty for groups.
    var test = ""
    var groups: [Group] = []
  }

  struct Group: Hashable {
    /// How the members are joined.
    let phrase: String
    let members: [Item]
  }

  struct Statement: Hashable {
    let outcome: String
    let item: Item
  }

  let scope: [Item]
  let statements: [Statement]
}

extension PrintedDecision {
  /// What a document has to print of a revision.
  init(of revision: Revision) {
    scope = [Item(revision.table.scope, revision)]
    statements = revision.table.statements.map { statement in
      Statement(
        outcome: statement.outcome.words, item: Item(statement.criterion, revision))
    }
  }
}

extension PrintedDecision.Item {
  fileprivate init(_ condition: Condition, _ revision: Revision) {
    switch condition {
    case .test(let test):
      let spoken = revision.spoken(test)
      self.init(words: "\(spoken.question) \(spoken.answer)".singleSpaced, test: test.printed)
    case .group(let connective, let conditions):
      self.init(groups: [
        PrintedDecision.Group(
          phrase: connective.phrase,
          members: conditions.map { PrintedDecision.Item($0, revision) })
      ])
    }
  }

  fileprivate init(_ criterion: Criterion, _ revision: Revision) {
    self.init(
      label: criterion.label,
      words: revision.texts[criterion.id]?.plainText.singleSpaced ?? "")
    for (phrase, conditions) in [
      (ConjunctPhrase.requirements, criterion.requirements),
      (ConjunctPhrase.exceptions, criterion.exceptions),
    ] where !conditions.isEmpty {
      groups.append(
        PrintedDecision.Group(
          phrase: phrase, members: conditions.map { PrintedDecision.Item($0, revision) }))
    }
    switch criterion.rule {
    case .test(let test): self.test = test.printed
    case .group(let connective, let criteria):
      groups.append(
        PrintedDecision.Group(
          phrase: connective.phrase,
          members: criteria.map { PrintedDecision.Item($0, revision) }))
    }
  }
}

extension String {
  /// White space as a reader sees it.
  var singleSpaced: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

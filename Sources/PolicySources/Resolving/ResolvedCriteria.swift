internal import DecisionTable
internal import PolicyModel
internal import Values

/// The declarations that the criteria of a revision refer to.
struct Resolution {
  let facts: [FactSource]
  let criteria: [String: CriterionSource]
  let tree: SourceTree

  init(_ revision: RevisionSource, in tree: SourceTree) {
    facts = revision.facts
    criteria = Dictionary(revision.criteria.map { ($0.id.value, $0) }) { first, _ in first }
    self.tree = tree
  }

  fileprivate func reference(to id: Located<String>) -> CriterionReference {
    guard let source = criteria[id.value] else {
      preconditionFailure("a reference to an unknown criterion passed the checks")
    }
    return CriterionReference(
      id: id.value,
      condition: Criterion(resolving: source, self, label: "", depth: 0).condition)
  }
}

extension Fact {
  init(resolving source: FactSource, in tree: SourceTree) {
    guard let type = source.type(in: tree) else {
      preconditionFailure("an invalid declaration of a fact passed the checks")
    }
    self.init(
      id: source.id.value, type: type, question: source.question, label: source.label,
      valueLabels: source.valueLabels)
  }
}

extension Criterion {
  /// - Parameter depth: 0 for a statement; its members are labelled one level deeper.
  init(resolving source: CriterionSource, _ scope: Resolution, label: String, depth: Int) {
    let rule: Rule =
      switch source.rule {
      case .test(let test): .test(UnaryTest(resolving: test, scope))
      case .group(let connective, let members):
        .group(
          connective,
          members.enumerated().map { index, member in
            Criterion(
              resolving: member, scope,
              label: "\(label).\(OutlineLabel.text(index: index, depth: depth + 1))",
              depth: depth + 1)
          })
      case .reference(let id): .reference(scope.reference(to: id))
      }
    self.init(
      id: source.id.value, label: label, text: source.wordedTests[0].printedText(scope).plainText,
      requirements: source.requirements.map { FactCondition(resolving: $0.condition, scope) },
      exceptions: source.exceptions.map { FactCondition(resolving: $0.condition, scope) },
      rule: rule)
  }
}

extension FactCondition {
  init(resolving source: ConditionSource, _ scope: Resolution) {
    self =
      switch source {
      case .test(let test): .test(UnaryTest(resolving: test, scope))
      case .group(let connective, let members):
        .group(connective, members.map { FactCondition(resolving: $0, scope) })
      case .reference(let id): .reference(scope.reference(to: id))
      }
  }
}

extension UnaryTest {
  init(resolving source: TestSource, _ scope: Resolution) {
    guard let fact = scope.facts.first(where: { $0.id.value == source.fact.value }) else {
      preconditionFailure("a test of an undeclared fact passed the checks")
    }
    self.init(
      fact: source.fact.value,
      values: source.values.map { value in
        do throws(ValueMismatch) {
          return try TestValue(value, of: fact, in: scope.tree)
        } catch {
          preconditionFailure("the value \(value) passed the checks")
        }
      })
  }
}

/// A decision as a document prints it, read from the document's bytes: text in its structure, not
/// yet its meaning.
struct PrintedDecision: Hashable {
  /// A criterion or a condition.
  struct Item: Hashable {
    /// Empty for conditions, which do not have labels.
    var label = ""
    /// The text without citations.
    var text = ""
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

  var scope: [Item] = []
  var statements: [Statement] = []
  /// Whatever the document prints in its criteria, or as a test elsewhere, that is not part of a
  /// decision. A document with any of it does not say what its table decides.
  var unexpected: [String] = []

  /// The items of the decision, in document order.
  var items: [Item] { (scope + statements.map(\.item)).flatMap(\.withDescendants) }

  /// Checks for the sentences that every decision needs around its items.
  ///
  /// - Parameter sentences: the paragraphs that the document prints directly in its criteria.
  mutating func checkSentences(_ sentences: [String]) {
    let otherwise = "\(StandardWording.otherwise.head) \(StandardWording.otherwise.text)"
    var expected = [StandardWording.scope]
    if statements.count > 1 { expected.append(StandardWording.precedence) }
    expected.append(otherwise)
    // Why the scope of a reconstructed revision is inferred is prose of that revision.
    let found = sentences.filter { !$0.hasPrefix("\(StandardWording.inferred) ") }
    if found != expected { unexpected.append(found.joined(separator: " ")) }
  }
}

extension PrintedDecision.Item {
  fileprivate var withDescendants: [PrintedDecision.Item] {
    [self] + groups.flatMap { $0.members.flatMap(\.withDescendants) }
  }
}

extension String {
  /// The text with each run of white space as one space, as a reader sees it.
  var singleSpaced: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Whether raised text is the numbers of references, such as `2,7`.
  var isCitation: Bool { allSatisfy { $0 == "," || ("0"..."9").contains($0) } }
}

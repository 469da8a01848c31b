/// A decision as a document prints it, read from its bytes: words and places, not yet their meaning.
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

  var scope: [Item] = []
  var statements: [Statement] = []
  /// What stands in or beside the criteria that is nothing of the above.
  var strangers: [String] = []
}

extension String {
  /// White space as a reader sees it.
  var singleSpaced: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

/// The words that two texts share, and those that only one of them has, in order.
struct WordDifference {
  enum Kind {
    case same
    case removed
    case added
  }

  struct Run: Equatable {
    let kind: Kind
    let text: String
  }

  /// Neighboring runs are of different kinds. A removal precedes what replaces it.
  let runs: [Run]

  /// Longer texts are shown as replaced, because the time of a comparison grows with the square of
  /// their difference.
  static let mostWords = 4_000

  init(from old: String, to new: String) {
    let before = old.split(separator: " ").map(String.init)
    let after = new.split(separator: " ").map(String.init)
    let steps =
      before.count + after.count <= WordDifference.mostWords
      ? alignment(of: before, with: after)
      : before.map { .removed($0) } + after.map { .added($0) }
    var runs: [(kind: Kind, words: [String])] = []
    for step in steps {
      let (kind, word): (Kind, String) =
        switch step {
        case .same(let word): (.same, word)
        case .removed(let word): (.removed, word)
        case .added(let word): (.added, word)
        }
      if runs.last?.kind == kind {
        runs[runs.count - 1].words.append(word)
      } else {
        runs.append((kind, [word]))
      }
    }
    self.runs = runs.map { Run(kind: $0.kind, text: $0.words.joined(separator: " ")) }
  }
}

internal import MarkupText

/// Changed text as HTML. Each insertion and deletion is also announced in words, because screen
/// readers do not reliably announce the elements.
enum RedlineMarkup {
  static func inserted(_ content: [Markup]) -> Markup {
    .tag(.ins, [unseen("Added: ")] + content + [unseen(" (end)")])
  }

  static func deleted(_ content: [Markup]) -> Markup {
    .tag(.del, [unseen("Removed: ")] + content + [unseen(" (end)")])
  }

  private static func unseen(_ text: String) -> Markup {
    .tag(.span, ["class": "unseen"], [.text(text)])
  }

  static func words(_ difference: WordDifference) -> [Markup] {
    var nodes: [Markup] = []
    for run in difference.runs {
      if !nodes.isEmpty { nodes.append(" ") }
      switch run.kind {
      case .same: nodes += .breakable(run.text)
      case .removed: nodes.append(deleted(.breakable(run.text)))
      case .added: nodes.append(inserted(.breakable(run.text)))
      }
    }
    return nodes
  }

  /// A paragraph for each line. Runs of unchanged lines are folded away.
  static func lines(_ text: TextDifference) -> [Markup] {
    var nodes: [Markup] = []
    var unchanged: [String] = []
    func fold() {
      guard !unchanged.isEmpty else { return }
      let count = "\(unchanged.count) \(unchanged.count == 1 ? "line" : "lines") unchanged"
      nodes.append(
        .tag(
          .details,
          [.tag(.summary, [.text(count)])] + unchanged.map { .tag(.p, .breakable($0)) }))
      unchanged = []
    }
    func append(_ content: [Markup]) {
      fold()
      nodes.append(.tag(.p, content))
    }
    for piece in text.pieces {
      switch piece {
      case .same(let line): unchanged.append(line)
      case .removed(let line): append([deleted(.breakable(line))])
      case .added(let line): append([inserted(.breakable(line))])
      case .changed(let difference): append(words(difference))
      }
    }
    fold()
    return nodes
  }
}

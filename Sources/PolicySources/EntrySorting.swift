package import Diagnostics
internal import Values

extension RevisionLogSource {
  /// The edit that lists the oldest revision first, or nil if lines cannot simply be moved: in a list
  /// on one line, or next to comments that could belong to either of two entries.
  package func sortingEntries(in text: SourceText) -> Fix? {
    let sorted = entries.enumerated().sorted { one, other in
      (one.element.revision.value.days.lowerBound, one.offset)
        < (other.element.revision.value.days.lowerBound, other.offset)
    }.map(\.element)
    let inOrder = zip(sorted, sorted.dropFirst()).allSatisfy { !$1.isOlder(than: $0) }
    guard inOrder, let first = entries.first, let last = entries.last else { return nil }
    let lines = entries.map { text.position(of: $0.span.range.lowerBound).line }
    let end = text.position(of: last.span.range.upperBound).line
    guard Set(lines).count == lines.count,
      let above = line(before: lines[0], in: text), !above.isComment,
      !(lines[0]...end).contains(where: { Line(text.text(text.range(ofLine: $0))).isComment }),
      lines.allSatisfy({ Line(text.text(text.range(ofLine: $0))).beginsElement })
    else { return nil }
    let ends = lines.dropFirst().map { $0 - 1 } + [end]
    var pieces: [String] = []
    for entry in sorted {
      let index = entries.firstIndex { $0.span == entry.span } ?? 0
      pieces.append(
        (lines[index]...ends[index]).map { text.text(text.range(ofLine: $0)) }
          .joined(separator: "\n"))
    }
    let range = text.range(ofLine: lines[0]).lowerBound..<text.range(ofLine: end).upperBound
    return Fix(
      "list the oldest first",
      [Fix.Edit(Span(path: first.span.path, range: range), pieces.joined(separator: "\n"))],
      isSafe: true)
  }

  private func line(before line: Int, in text: SourceText) -> Line? {
    line > 1 ? Line(text.text(text.range(ofLine: line - 1))) : nil
  }

  private struct Line {
    let content: Substring

    init(_ text: String) { content = text.drop { $0 == " " } }

    var isComment: Bool { content.hasPrefix("#") }
    var beginsElement: Bool { content.hasPrefix("- ") }
  }
}

extension RevisionLogSource.Entry {
  package func isOlder(than other: Self) -> Bool {
    revision.value.days.upperBound < other.revision.value.days.lowerBound
  }
}

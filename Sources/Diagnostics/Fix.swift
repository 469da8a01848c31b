/// A change of the sources that mends one finding and changes nothing else.
package struct Fix: Hashable, Sendable {
  /// Text that takes the place of a piece of a source; the piece may be empty.
  package struct Edit: Hashable, Sendable {
    package let span: Span
    package let text: String

    package init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// What it does, in the imperative.
  package let title: String
  /// In no order; none overlaps another.
  package let edits: [Edit]
  /// Whether nothing else can have been meant, so that no one has to look.
  package let isSafe: Bool

  package init(_ title: String, _ edits: [Edit], isSafe: Bool) {
    self.title = title
    self.edits = edits
    self.isSafe = isSafe
  }
}

extension Fix {
  /// Writes the nearest name in the place of an unknown one; nil where none is near enough.
  package static func respelling(
    _ name: String, at span: Span, among candidates: some Sequence<String>
  ) -> Fix? {
    let candidates = Array(candidates)
    guard let meant = nearestName(to: name, among: candidates) else { return nil }
    return Fix(
      "write `\(meant)`", [Edit(span, meant)],
      isSafe: isSlip(name, for: meant, among: candidates))
  }
}

extension [Diagnostic] {
  /// The sources with every safe fix made, and the findings whose fix was made.
  ///
  /// Of two fixes that touch one place the first is made, so that a second look finds the other.
  package func mending(_ sources: [SourceText]) -> (
    changed: [SourceText], mended: [Diagnostic]
  ) {
    var edits: [String: [Fix.Edit]] = [:]
    var mended: [Diagnostic] = []
    for finding in self {
      guard let fix = finding.fix, fix.isSafe, !fix.edits.isEmpty,
        fix.edits.allSatisfy({ edit in
          !(edits[edit.span.path] ?? []).contains { $0.overlaps(edit) }
        })
      else { continue }
      for edit in fix.edits { edits[edit.span.path, default: []].append(edit) }
      mended.append(finding)
    }
    let changed = sources.compactMap { source in
      edits[source.path].map { SourceText(path: source.path, bytes: source.bytes.replacing($0)) }
    }
    return (changed, mended)
  }
}

extension Fix.Edit {
  fileprivate func overlaps(_ other: Fix.Edit) -> Bool {
    span.range.overlaps(other.span.range)
      || span.range.lowerBound == other.span.range.lowerBound
  }
}

extension [UInt8] {
  /// From the back, so that no edit moves the place of another.
  package func replacing(_ edits: [Fix.Edit]) -> [UInt8] {
    var bytes = self
    for edit in edits.sorted(by: { $0.span.range.lowerBound > $1.span.range.lowerBound }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
    }
    return bytes
  }
}

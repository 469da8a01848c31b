internal import MessageText

/// An edit of the sources that corrects one finding and changes nothing else.
package struct Fix: Hashable, Sendable {
  /// Text that replaces a range of a source. The range or the text can be empty.
  package struct Edit: Hashable, Sendable {
    package let span: Span
    package let text: String

    package init(_ span: Span, _ text: String) {
      self.span = span
      self.text = text
    }
  }

  /// What the fix does, in the imperative.
  package let title: String
  /// The edits in any order. They do not overlap.
  package let edits: [Edit]
  /// Whether the author cannot have meant anything else, so that the fix can be applied without
  /// review.
  package let isSafe: Bool

  package init(_ title: String, _ edits: [Edit], isSafe: Bool) {
    self.title = title
    self.edits = edits
    self.isSafe = isSafe
  }
}

extension Fix {
  /// A fix that replaces an unknown name by the nearest known one; nil if none is near enough.
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
  /// Applies every safe fix.
  ///
  /// Of two fixes that touch the same text only the first is applied; checking again finds the
  /// other.
  ///
  /// - Returns: the sources that changed, and the findings whose fix was applied.
  package func applyingSafeFixes(to sources: [SourceText]) -> (
    changed: [SourceText], fixed: [Diagnostic]
  ) {
    var edits: [String: [Fix.Edit]] = [:]
    var fixed: [Diagnostic] = []
    for finding in self {
      guard let fix = finding.fix, fix.isSafe, !fix.edits.isEmpty,
        fix.edits.allSatisfy({ edit in
          !(edits[edit.span.path] ?? []).contains { $0.overlaps(edit) }
        })
      else { continue }
      for edit in fix.edits { edits[edit.span.path, default: []].append(edit) }
      fixed.append(finding)
    }
    let changed = sources.compactMap { source in
      edits[source.path].map { SourceText(path: source.path, bytes: source.bytes.replacing($0)) }
    }
    return (changed, fixed)
  }
}

extension Fix.Edit {
  fileprivate func overlaps(_ other: Fix.Edit) -> Bool {
    span.range.overlaps(other.span.range)
      || span.range.lowerBound == other.span.range.lowerBound
  }
}

extension [UInt8] {
  /// The bytes after the edits. They are applied from last to first, so that none shifts the range
  /// of another.
  package func replacing(_ edits: [Fix.Edit]) -> [UInt8] {
    var bytes = self
    for edit in edits.sorted(by: { $0.span.range.lowerBound > $1.span.range.lowerBound }) {
      bytes.replaceSubrange(edit.span.range, with: Array(edit.text.utf8))
    }
    return bytes
  }
}

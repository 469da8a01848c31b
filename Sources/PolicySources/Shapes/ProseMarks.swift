internal import Diagnostics
internal import PolicyModel

/// The marks that policies add to CommonMark.
extension ProseReader {
  /// Splits text at citations, `[@key]` and `[@one; @two]`, and at ranges.
  mutating func marks(in text: String) -> [Prose.Inline] {
    guard text.utf8.contains(UInt8(ascii: "[")) else { return ranges(in: text[...]) }
    // A mark whose footnote is missing is text for CommonMark.
    if let mark = text.firstMatch(of: footnoteMark) { refuseFootnote(String(mark.0)) }
    var inlines: [Prose.Inline] = []
    var rest = Substring(text)
    while let open = rest.firstRange(of: "[@"),
      let close = rest[open.upperBound...].firstIndex(of: "]")
    {
      if open.lowerBound > rest.startIndex {
        inlines += ranges(in: rest[..<open.lowerBound])
      }
      let inside = rest[open.upperBound..<close]
      let keys = ("@" + inside).split(separator: ";", omittingEmptySubsequences: false).map {
        $0.drop { $0 == " " }
      }
      if keys.allSatisfy({ $0.first == "@" && isReferenceKey($0.dropFirst()) }) {
        inlines.append(.citation(keys.map { String($0.dropFirst()) }))
      } else {
        refuse(
          .badCitation, "`[@\(inside.prefix(80))]`, which is not a citation", at: "[@\(inside)",
          "write `[@key]` or `[@one; @two]`")
      }
      rest = rest[rest.index(after: close)...]
    }
    if rest.contains("[@") {
      refuse(
        .badCitation, "a citation that does not end on its line", at: "[@",
        "write `[@key]` or `[@one; @two]` on one line")
    }
    if !rest.isEmpty { inlines += ranges(in: rest) }
    return inlines
  }

  /// Splits text at `{fact}`.
  private mutating func ranges(in text: Substring) -> [Prose.Inline] {
    guard text.utf8.contains(UInt8(ascii: "{")) else {
      return text.isEmpty ? [] : [.text(String(text))]
    }
    var inlines: [Prose.Inline] = []
    var rest = text
    while let match = rest.firstMatch(of: factInBraces) {
      if match.range.lowerBound > rest.startIndex {
        inlines.append(.text(String(rest[..<match.range.lowerBound])))
      }
      inlines.append(.range(fact: String(match.1)))
      if !printsRanges {
        refuse(
          .unprintableRange, "`\(match.0)`, where nothing is tested", at: String(match.0),
          "write the range of a test in the text of its criterion")
      }
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { inlines.append(.text(String(rest))) }
    return inlines
  }
}

/// A mark of a footnote: `[^1]`. The pattern is compiled once. It does not contain code of ours, so
/// threads can share it.
nonisolated(unsafe) private let footnoteMark = /\[\^[A-Za-z0-9_-]{1,20}\]/

/// A range to print: `{fact}`. The pattern is compiled once. It does not contain code of ours, so
/// threads can share it.
nonisolated(unsafe) private let factInBraces = /\{([a-z][a-z0-9_]{0,79})\}/

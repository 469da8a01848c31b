internal import DecisionTable
package import Diagnostics
package import Values

extension PolicySource {
  /// What a new row of the log says until its author writes what changed.
  package static let openedRow = "State here what changed, and what it claims."

  /// Why the next revision cannot be opened by an edit of the files.
  package enum OpeningError: Error, Hashable, Sendable {
    case notLater(than: String)
    case draftOpen(String)
    /// The list with this name is written in brackets.
    case inBrackets(String)
  }

  /// The files of the next revision: a copy of the last one with the new date, and `revisions.yaml` with
  /// a new entry and a new row of the log to fill in. Everything else is unchanged.
  package func opening(_ date: PrintedDate, log: SourceText, last: SourceText) throws(OpeningError)
    -> (revision: [UInt8], log: [UInt8])
  {
    guard let entry = self.log.entries.last, let row = self.log.rows.last,
      let file = file(of: entry.revision.value)
    else { throw .inBrackets("revisions") }
    guard date.isLater(than: entry.revision.value) else {
      throw .notLater(than: entry.revision.value.printed)
    }
    guard entry.status.value != .draft else {
      throw .draftOpen(entry.revision.value.printed)
    }
    let copied = last.bytes.replacing(
      file.source.revision.span.range, with: date.printed)
    let logged = try log.inserting(
      after: row.span, of: "log",
      [
        "revision: \(date.printed)", "changes:", "  - \(PolicySource.openedRow)",
      ])
    let listed = try SourceText(path: log.path, bytes: logged).inserting(
      after: entry.span, of: "revisions",
      [
        "revision: \(date.printed)", "supersedes: \(entry.revision.value.printed)",
        "status: draft",
      ])
    return (copied, listed)
  }
}

extension PrintedDate {
  /// Whether a revision of this date can follow one of another: in a later month, or on a day of the same
  /// month that is not before it.
  fileprivate func isLater(than other: PrintedDate) -> Bool {
    guard isoMonth == other.isoMonth else { return isoMonth > other.isoMonth }
    guard let day else { return false }
    return day > other.day ?? 0
  }
}

extension SourceText {
  /// The text with a new element after another one, in a list that is written with dashes.
  fileprivate func inserting(after span: Span, of list: String, _ lines: [String])
    throws(PolicySource.OpeningError) -> [UInt8]
  {
    let column = position(of: span.range.lowerBound).column - 1
    let line = bytes[..<span.range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let margin = bytes[line..<span.range.lowerBound]
    guard let dash = margin.firstIndex(of: UInt8(ascii: "-")),
      margin[..<dash].allSatisfy({ $0 == UInt8(ascii: " ") })
    else { throw .inBrackets(list) }
    let indent = String(repeating: " ", count: dash - line)
    let gap = String(repeating: " ", count: max(1, column - (dash - line) - 1))
    let rest = String(repeating: " ", count: column)
    let text =
      "\n" + indent + "-" + gap + lines[0] + lines.dropFirst().map { "\n" + rest + $0 }.joined()
    // A span can end after the line break; the new element follows the last text before it.
    var end = span.range.upperBound
    while end > 0, [0x20, 0x0A].contains(bytes[end - 1]) { end -= 1 }
    let endOfLine = bytes[end...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return bytes.replacing(endOfLine..<endOfLine, with: text)
  }
}

extension [UInt8] {
  fileprivate func replacing(_ range: Range<Int>, with text: String) -> [UInt8] {
    var result = self
    result.replaceSubrange(range, with: Array(text.utf8))
    return result
  }
}

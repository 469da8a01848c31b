package import Diagnostics

extension RevisionLogSource.Entry {
  /// The file with this entry released under a seal. Everything else is unchanged.
  ///
  /// - Parameter approvals: who approved the revision, on which day, and the digest of the seal.
  package func sealed(
    with digests: [(part: String, digest: String)],
    approvals: [(role: String, date: String, digest: String)] = [], in text: SourceText
  ) -> [UInt8] {
    let bytes = text.bytes
    let isFlow = bytes[span.range.upperBound - 1] == UInt8(ascii: "}")
    let people = approvals.map { approval in
      "{role: \(quoted(approval.role)), date: \(approval.date), digest: \(approval.digest)}"
    }
    let seal: String
    let offset: Int
    if isFlow {
      seal =
        ", seal: {" + digests.map { "\($0.part): \($0.digest)" }.joined(separator: ", ") + "}"
        + (people.isEmpty ? "" : ", approvals: [" + people.joined(separator: ", ") + "]")
      offset = span.range.upperBound - 1
    } else {
      let column = text.position(of: span.range.lowerBound).column - 1
      let margin = String(repeating: " ", count: column)
      seal =
        "\n\(margin)seal:"
        + digests.map { "\n\(margin)  \($0.part): \($0.digest)" }.joined()
        + (people.isEmpty
          ? "" : "\n\(margin)approvals:" + people.map { "\n\(margin)  - \($0)" }.joined())
      // The last value may be followed by a comment.
      offset = bytes[span.range.upperBound...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    }
    // The later edit comes first, so that it does not move the range of the other one.
    var edits = [
      (range: offset..<offset, text: seal),
      (range: status.span.range, text: "released"),
    ]
    edits.sort { $0.range.lowerBound > $1.range.lowerBound }
    var result = bytes
    for edit in edits { result.replaceSubrange(edit.range, with: Array(edit.text.utf8)) }
    return result
  }

  /// The file with this entry under a new seal in place of the one that it has. Everything else is unchanged.
  package func resealed(with digests: [(part: String, digest: String)], in text: SourceText)
    -> [UInt8]
  {
    guard let first = seal.first?.part.span, let last = seal.last?.digest.span else {
      return text.bytes
    }
    let isFlow = !text.bytes[first.range.lowerBound..<last.range.upperBound]
      .contains(UInt8(ascii: "\n"))
    let margin = String(
      repeating: " ", count: text.position(of: first.range.lowerBound).column - 1)
    let lines = digests.map { "\($0.part): \($0.digest)" }
    var result = text.bytes
    result.replaceSubrange(
      first.range.lowerBound..<last.range.upperBound,
      with: Array(lines.joined(separator: isFlow ? ", " : "\n\(margin)").utf8))
    return result
  }

  /// A scalar that YAML reads as this text.
  private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

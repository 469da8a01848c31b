internal import DecisionTable

extension CSVColumns {
  /// The header of the answers, with its line break.
  package var answerHeader: String { CSVAnswer(delimiter: delimiter).header }
}

/// Answers as rows of CSV, with the delimiter of the file of requests.
struct CSVAnswer {
  let delimiter: UInt8

  private static let columns = [
    "id", "policy", "revision", "basis", "result", "outcome", "statement", "criteria",
    "criterion_ids", "needs", "via", "ignored", "reconstructed", "draft", "error", "message",
    "line",
  ]

  fileprivate var header: String {
    CSVAnswer.columns.joined(separator: String(Unicode.Scalar(delimiter))) + "\n"
  }

  func write(
    id: String, _ table: Responder.Table, _ basis: RevisionHistory.Basis,
    _ decision: borrowing Decision, established: [EstablishedTerm],
    ignored: [String], to output: inout ByteBuffer
  ) {
    let verdict = table.decider.verdict(decision)
    write(
      [
        CSVAnswer.inert(id), table.policy, table.entry.id, basis.rawValue, verdict.result.rawValue,
        verdict.outcome?.rawValue ?? "", verdict.statement ?? "",
        verdict.criteria.joined(separator: ";"), verdict.criterionIDs.joined(separator: ";"),
        verdict.needs.joined(separator: ";"),
        established.map { "\($0.fact)=\($0.term) \($0.code)" }.joined(separator: ";"),
        ignored.joined(separator: ";"), table.entry.isReconstructed ? "true" : "",
        table.entry.status == .draft ? "true" : "", "",
        "", "",
      ], to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  /// Writes a row up to the number of the line, which is not known yet.
  func write(id: String, _ error: RequestError, to output: inout ByteBuffer) {
    write(
      [CSVAnswer.inert(id)]
        + CSVAnswer.columns.dropFirst().prefix { $0 != "error" }.map { _ in "" }
        + [error.code.rawValue, error.message, ""],
      to: &output)
  }

  /// An id with an apostrophe before it if a spreadsheet would compute it, or would take an
  /// apostrophe away. A plain negative number stays as it is.
  static func inert(_ id: String) -> String {
    guard let first = id.utf8.first, "=+-@\t\r\n'".utf8.contains(first) else { return id }
    let isNumber =
      first == UInt8(ascii: "-") && id.utf8.count > 1
      && id.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    return isNumber ? id : "'" + id
  }

  private func write(_ fields: [String], to output: inout ByteBuffer) {
    for (index, field) in fields.enumerated() {
      if index > 0 { output.append(delimiter) }
      guard field.utf8.contains(where: { $0 == 0x22 || $0 == delimiter || $0 < 0x20 }) else {
        output.append(field)
        continue
      }
      output.append(UInt8(ascii: "\""))
      for byte in field.utf8 {
        if byte == UInt8(ascii: "\"") { output.append(byte) }
        output.append(byte)
      }
      output.append(UInt8(ascii: "\""))
    }
  }
}

internal import DecisionTable
internal import Values

extension Facts {
  /// States the facts of a row; an empty field is unknown.
  mutating func read(_ row: borrowing CSVRow, _ columns: CSVColumns, for decider: Decider)
    throws(RequestError)
  {
    for (field, column) in columns.columns.enumerated() {
      guard case .fact(let name) = column, !row.isEmpty(field) else { continue }
      guard let fact = decider.names.place(of: name) else {
        throw RequestError(.unknownFact(name, known: decider.table.facts.map(\.id)))
      }
      let layout = decider.layout(of: fact)
      try row.with(field) { (text) throws(RequestError) in try read(text, as: layout) }
    }
  }

  private mutating func read(
    _ text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    switch layout.pointee.kind {
    case .boolean:
      switch String(decoding: text, as: UTF8.self) {
      case "true": set(true, of: layout)
      case "false": set(false, of: layout)
      case let other: throw wrongType(of: layout, "`\(other)`")
      }
    case .choice: try read(word: text, as: layout)
    case .code: try read(code: text, as: layout)
    case .date: try read(date: text, as: layout)
    case .number: try read(quantity: text, as: layout)
    case .duration:
      if CalendarDate(text) != nil {
        try read(date: text, as: layout)
      } else {
        try read(quantity: text, as: layout)
      }
    case .set: try read(list: text, as: layout)
    }
  }

  /// `20` or `20 a`.
  private mutating func read(
    quantity text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    let parts = text.split(separator: UInt8(ascii: " "), maxSplits: 1)
    guard let digits = parts.first else { throw wrongType(of: layout, "a blank") }
    try read(
      quantity: UnsafeBufferPointer(rebasing: digits),
      unit: parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : nil, as: layout)
  }

  /// `[]` or `a;b`: a complete list.
  private mutating func read(
    list text: UnsafeBufferPointer<UInt8>, as layout: UnsafePointer<FactLayout>
  )
    throws(RequestError)
  {
    guard let set = layout.pointee.set else { return }
    beginSet(isComplete: true, of: set)
    if !text.elementsEqual("[]".utf8) {
      for member in text.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
        try read(
          member: UnsafeBufferPointer(rebasing: member), isPresent: true, as: layout, set)
      }
    }
    try checked { (facts) throws(FactError) in try facts.endSet(of: layout) }
  }
}

/// Answers as CSV.
enum CSVAnswer {
  static func write(
    id: String, _ table: Responder.Table, _ basis: RevisionHistory.Basis,
    _ decision: borrowing Decision, established: [EstablishedTerm], to output: inout ByteBuffer
  ) {
    let verdict = table.decider.verdict(decision)
    write(
      [
        id, table.policy, table.entry.id, basis.rawValue, verdict.result.rawValue,
        verdict.outcome?.rawValue ?? "", verdict.criteria.joined(separator: ";"),
        verdict.needs.joined(separator: ";"),
        established.map { "\($0.fact)=\($0.term) \($0.code)" }.joined(separator: ";"),
        table.entry.isReconstructed ? "true" : "", table.entry.status == .draft ? "true" : "", "",
        "", "",
      ], to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  /// Up to the number of the line.
  static func write(id: String, _ error: RequestError, to output: inout ByteBuffer) {
    write(
      [id] + Array(repeating: "", count: 10) + [error.code.rawValue, error.message, ""], to: &output
    )
  }

  private static func write(_ fields: [String], to output: inout ByteBuffer) {
    for (place, field) in fields.enumerated() {
      if place > 0 { output.append(UInt8(ascii: ",")) }
      guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 < 0x20 }) else {
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

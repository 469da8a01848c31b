internal import DecisionTable
internal import Glibc
internal import JSONText
internal import Values

/// Answers requests one after the other, in room that it keeps: one for each thread.
package struct Answerer: ~Copyable {
  private let responder: Responder
  /// Nil where requests and answers are JSON.
  private let columns: CSVColumns?
  private var tape = JSONTape()
  private var row = CSVRow()
  /// By place of the table.
  private var facts: [Facts]
  private var decisions: [Decision]
  /// The place of the request's id in the tape or the row.
  private var id: Int?
  package private(set) var tally = Tally()

  /// - Parameter columns: of a CSV file of requests.
  package init(_ responder: Responder, columns: CSVColumns? = nil) {
    self.responder = responder
    self.columns = columns
    facts = responder.tables.map {
      $0.decider.facts(readingCodes: responder.defaults.readsCodes)
    }
    decisions = responder.tables.map { $0.decider.decision() }
  }

  /// Answers one request: a JSON object, of which members that are not named here are the caller's,
  /// or a row of the file's columns.
  ///
  /// - Parameter output: gets one line with its line break, if there is an answer.
  package mutating func answer(_ line: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer)
    throws(RequestError)
  {
    id = nil
    guard line.count <= Responder.longestLine else {
      throw RequestError(
        "line-too-long", "the request is longer than \(Responder.longestLine) bytes")
    }
    let (table, basis) = try read(line)
    responder.tables[table].decider.decide(facts[table], into: &decisions[table])
    tally.count(decisions[table].result, basis)
    if columns != nil {
      CSVAnswer.write(
        id: rowID, responder.tables[table], basis, decisions[table],
        established: facts[table].established, to: &output)
      return
    }
    writeID(to: &output)
    responder.tables[table].words[basis.place].write(
      decisions[table], established: facts[table].established, to: &output)
  }

  /// Writes what stands in place of an answer, up to the number of the line and from behind it.
  ///
  /// - Returns: where in the output the number belongs.
  package mutating func write(_ error: RequestError, to output: inout ByteBuffer) -> Int {
    tally.count(error)
    if columns != nil {
      CSVAnswer.write(id: rowID, error, to: &output)
      let place = output.count
      output.append(UInt8(ascii: "\n"))
      return place
    }
    writeID(to: &output)
    output.append(#","error":{"code":"#)
    output.append(JSON.string(error.code).compact)
    output.append(#","message":"#)
    output.append(JSON.string(error.message).compact)
    output.append(#","line":"#)
    let place = output.count
    output.append("}}\n")
    return place
  }

  private var rowID: String {
    if let id { row.text(id) } else { "" }
  }

  private func writeID(to output: inout ByteBuffer) {
    output.append(#"{"id":"#)
    guard let id else {
      output.append("null")
      return
    }
    if tape[id].isDecoded {
      output.append(JSON.string(tape.string(of: id)).compact)
    } else {
      // Without escapes it can stand in the answer as it stood in the request.
      output.append(UInt8(ascii: "\""))
      output.append(tape.bytes(of: id))
      output.append(UInt8(ascii: "\""))
    }
  }

  // MARK: Reading

  /// Reads a request into the facts of its table.
  private mutating func read(_ line: UnsafeBufferPointer<UInt8>) throws(RequestError) -> (
    table: Int, basis: RevisionHistory.Basis
  ) {
    if let columns { return try read(line, columns) }
    do throws(JSONError) {
      try tape.read(line)
    } catch {
      throw RequestError(error)
    }
    guard tape[0].kind == .object else {
      throw RequestError("not-an-object", "a request is an object, not \(JSON(tape, 0).kind)")
    }
    id = try text("id")
    let policyName = try text("policy")
    let revisionName = try text("revision")
    let dateText = try text("date")
    guard let stated = tape.member("facts", of: 0) else {
      throw RequestError(
        "missing-facts", "the request has no `facts`; write {} if nothing is known")
    }
    guard tape[stated].kind == .object else {
      throw RequestError("wrong-type", "`facts` is an object, not \(JSON(tape, stated).kind)")
    }
    let policy = try responder.policy(named: policyName.map { tape.bytes(of: $0) })
    let date = try responder.date(stated: dateText.map { tape.bytes(of: $0) })
    let (table, basis) = try responder.table(
      of: policy, revision: revisionName.map { tape.bytes(of: $0) }, on: date)
    facts[table].clear(date: date)
    try facts[table].read(stated, of: tape, for: responder.tables[table].decider)
    return (table, basis)
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ columns: CSVColumns)
    throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis)
  {
    try row.read(line)
    guard row.count == columns.columns.count else {
      throw RequestError(
        "bad-csv", "the row has \(row.count) fields, the header \(columns.columns.count)")
    }
    id = columns.place(of: .id)
    func field(_ column: CSVColumns.Column) -> String? {
      guard let place = columns.place(of: column), !row.isEmpty(place) else { return nil }
      return row.text(place)
    }
    let request = RequestHead(
      policy: field(.policy), revision: field(.revision), date: field(.date))
    let (table, basis, date) = try responder.table(for: request)
    facts[table].clear(date: date)
    try facts[table].read(row, columns, for: responder.tables[table].decider)
    return (table, basis)
  }

  /// The place of a member that is a string; nil where it is missing or null.
  private func text(_ name: StaticString) throws(RequestError) -> Int? {
    guard let place = tape.member(name, of: 0), tape[place].kind != .null else { return nil }
    guard tape[place].kind == .string else {
      throw RequestError("wrong-type", "`\(name)` is a string, not \(JSON(tape, place).kind)")
    }
    return place
  }
}

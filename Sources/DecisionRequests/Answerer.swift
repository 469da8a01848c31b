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
  private let rooms: UnsafeMutableBufferPointer<Room>
  /// The place of the request's id in the tape or the row.
  private var id: Int?
  package private(set) var tally = Tally()
  /// Nil where answers are given without their reasons.
  private let form: ExplanationForm?
  /// By place of the table, once it has explained.
  private var explainers: [Int: Explainer] = [:]

  /// - Parameters:
  ///   - columns: of a CSV file of requests.
  ///   - form: how answers to JSON requests are explained; nil is not at all.
  package init(
    _ responder: Responder, columns: CSVColumns? = nil, explaining form: ExplanationForm? = nil
  ) {
    self.responder = responder
    self.columns = columns
    self.form = form
    rooms = .allocate(capacity: responder.tables.count)
    for (place, table) in responder.tables.enumerated() {
      rooms.initializeElement(
        at: place,
        to: Room(
          facts: table.decider.facts(readingCodes: responder.defaults.readsCodes),
          decision: table.decider.decision()))
    }
  }

  deinit {
    rooms.deinitialize()
    rooms.deallocate()
  }

  private struct Room: ~Copyable {
    var facts: Facts
    var decision: Decision
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
        .lineTooLong, "the request is longer than \(Responder.longestLine) bytes")
    }
    let (table, basis) = try read(line)
    let room = rooms.baseAddress! + table
    responder.withTable(table) {
      $0.decider.decide(room.pointee.facts, into: &room.pointee.decision)
    }
    tally.count(room.pointee.decision.result, basis)
    if columns != nil {
      CSVAnswer.write(
        id: rowID, responder.tables[table], basis, room.pointee.decision,
        established: room.pointee.facts.established, to: &output)
      return
    }
    if let form {
      explain(table, basis, form, to: &output)
      return
    }
    writeAnswer(table, basis, to: &output)
  }

  private func writeAnswer(
    _ table: Int, _ basis: RevisionHistory.Basis, to output: inout ByteBuffer
  ) {
    writeID(to: &output)
    let room = rooms.baseAddress! + table
    responder.withTable(table) {
      $0.write(room.pointee.decision, on: room.pointee.facts, basis, to: &output)
    }
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
    output.append(JSON.string(error.code.rawValue).compact)
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

  private mutating func explain(
    _ place: Int, _ basis: RevisionHistory.Basis, _ form: ExplanationForm,
    to output: inout ByteBuffer
  ) {
    let table = responder.tables[place]
    let explainer = explainers[place] ?? Explainer(table.decider)
    explainers[place] = explainer
    let explained = ExplainedAnswer(
      id: id.map { tape.string(of: $0) }, table: table, basis: basis,
      explanation: explainer.explanation(of: rooms[place].facts),
      stated: tape.member("facts", of: 0).flatMap { JSON(tape, $0).object } ?? [],
      established: rooms[place].facts.established)
    switch form {
    case .text: output.append(explained.text)
    case .json:
      writeAnswer(place, basis, to: &output)
      // In place of the end of the object and of the line.
      output.removeLast(2)
      output.append(#","explanation":"#)
      output.append(explained.json.compact)
      output.append("}\n")
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
      throw RequestError(.notAnObject, "a request is an object, not \(JSON(tape, 0).kind)")
    }
    var head = Head()
    let end = tape.end(of: 0)
    var place = 1
    while place < end {
      head.take(place, of: tape)
      place = tape.end(of: place + 1)
    }
    id = try text(head.id, "id")
    let policyName = try text(head.policy, "policy")
    let revisionName = try text(head.revision, "revision")
    let dateText = try text(head.date, "date")
    guard let stated = head.facts else {
      throw RequestError(
        .missingFacts, "the request has no `facts`; write {} if nothing is known")
    }
    guard tape[stated].kind == .object else {
      throw RequestError(.wrongType, "`facts` is an object, not \(JSON(tape, stated).kind)")
    }
    let policy = try responder.policy(named: policyName.map { tape.bytes(of: $0) })
    let date = try responder.date(stated: dateText.map { tape.bytes(of: $0) })
    let (table, basis) = try responder.table(
      of: policy, revision: revisionName.map { tape.bytes(of: $0) }, on: date)
    rooms[table].facts.clear(date: date)
    try read(facts: stated, for: table)
    return (table, basis)
  }

  private mutating func read(facts: Int, for table: Int) throws(RequestError) {
    let room = rooms.baseAddress! + table
    try responder.withTable(table) { (table) throws(RequestError) in
      try room.pointee.facts.read(facts, of: tape, for: table.decider)
    }
  }

  /// Where the members of a request stand.
  private struct Head {
    var id: Int?
    var policy: Int?
    var revision: Int?
    var date: Int?
    var facts: Int?

    mutating func take(_ name: Int, of tape: borrowing JSONTape) {
      switch tape.bytes(of: name).count {
      case 2: if tape.isEqual(name, "id") { id = name + 1 }
      case 4: if tape.isEqual(name, "date") { date = name + 1 }
      case 5: if tape.isEqual(name, "facts") { facts = name + 1 }
      case 6: if tape.isEqual(name, "policy") { policy = name + 1 }
      case 8: if tape.isEqual(name, "revision") { revision = name + 1 }
      default: break
      }
    }
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ columns: CSVColumns)
    throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis)
  {
    try row.read(line)
    guard row.count == columns.columns.count else {
      throw RequestError(
        .badCSV, "the row has \(row.count) fields, the header \(columns.columns.count)")
    }
    id = columns.place(of: .id)
    func field(_ column: CSVColumns.Column) -> String? {
      guard let place = columns.place(of: column), !row.isEmpty(place) else { return nil }
      return row.text(place)
    }
    let request = RequestHead(
      policy: field(.policy), revision: field(.revision), date: field(.date))
    let (table, basis, date) = try responder.table(for: request)
    rooms[table].facts.clear(date: date)
    try rooms[table].facts.read(row, columns, for: responder.tables[table].decider)
    return (table, basis)
  }

  /// The place of a value that is a string; nil where it is missing or null.
  private func text(_ place: Int?, _ name: StaticString) throws(RequestError) -> Int? {
    guard let place, tape[place].kind != .null else { return nil }
    guard tape[place].kind == .string else {
      throw RequestError(.wrongType, "`\(name)` is a string, not \(JSON(tape, place).kind)")
    }
    return place
  }
}

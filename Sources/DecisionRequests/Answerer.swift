internal import DecisionAnalysis
internal import DecisionTable
internal import Glibc
internal import JSONText
internal import Values

/// Answers requests one after the other, in room that it keeps: one for each thread.
package struct Answerer: ~Copyable {
  private let responder: Responder
  /// Nil where requests and answers are JSON.
  private let columns: CSVColumns?
  private var plain = PlainRequest()
  private var tape = JSONTape()
  private var copy = PaddedCopy()
  /// What stands in the tape, where the request was read from it.
  private var values: JSONTokens?
  private var row = CSVRow()
  private let rooms: TableRooms
  /// The request's id, until the next request.
  private var id: UnsafeBufferPointer<UInt8>?
  /// It was written with escapes.
  private var isIDDecoded = false
  private var rowID = ""
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
    rooms = TableRooms(for: responder)
  }

  deinit { rooms.deallocate(responder) }

  /// Answers one request: a JSON object, of which members that are not named here are the caller's,
  /// or a row of the file's columns.
  ///
  /// - Parameters:
  ///   - readable: how many bytes can be read behind the line.
  ///   - output: gets one line with its line break, if there is an answer.
  package mutating func answer(
    _ line: UnsafeBufferPointer<UInt8>, readable: Int = 0, to output: inout ByteBuffer
  ) throws(RequestError) {
    id = nil
    isIDDecoded = false
    if columns != nil { rowID = "" }
    guard line.count <= Responder.longestLine else {
      throw RequestError(
        .lineTooLong, "the request is longer than \(Responder.longestLine) bytes")
    }
    let (table, basis) = try read(line, readable)
    let room = rooms.room(table)
    room.pointee.decide()
    tally.count(room.pointee.decision.result, basis)
    if columns != nil {
      CSVAnswer.write(
        id: rowID, responder.tables[table], basis, room.pointee.decision,
        established: room.pointee.facts.established, to: &output)
    } else if let form {
      explain(table, basis, form, to: &output)
    } else {
      writeAnswer(table, basis, to: &output)
    }
  }

  // Mutating, so that they work on this room where it lies and not on a copy of it.

  private mutating func writeAnswer(
    _ table: Int, _ basis: RevisionHistory.Basis, to output: inout ByteBuffer
  ) {
    writeID(to: &output)
    rooms.room(table).pointee.write(basis, to: &output)
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
    output.append(literal: #","error":{"code":"#)
    output.append(JSON.string(error.code.rawValue).compact)
    output.append(literal: #","message":"#)
    output.append(JSON.string(error.message).compact)
    output.append(literal: #","line":"#)
    let place = output.count
    output.append(literal: "}}\n")
    return place
  }

  private mutating func writeID(to output: inout ByteBuffer) {
    output.append(literal: #"{"id":"#)
    guard let id, let start = id.baseAddress else {
      output.append(literal: "null")
      return
    }
    if isIDDecoded {
      output.append(JSON.string(String(decoding: id, as: UTF8.self)).compact)
    } else {
      // Without escapes it can stand in the answer as it stood in the request, quotes and all.
      output.append(UnsafeBufferPointer(start: start - 1, count: id.count + 2))
    }
  }

  private mutating func explain(
    _ place: Int, _ basis: RevisionHistory.Basis, _ form: ExplanationForm,
    to output: inout ByteBuffer
  ) {
    let table = responder.tables[place]
    let explainer = explainers[place] ?? Explainer(table.decider)
    explainers[place] = explainer
    guard let values else { return }
    let explained = ExplainedAnswer(
      id: id.map { String(decoding: $0, as: UTF8.self) }, table: table, basis: basis,
      explanation: explainer.explanation(of: rooms.room(place).pointee.facts),
      stated: values.member("facts", of: 0).flatMap { JSON(values, $0).object } ?? [],
      established: rooms.room(place).pointee.facts.established)
    switch form {
    case .text: output.append(explained.text)
    case .json:
      writeAnswer(place, basis, to: &output)
      // In place of the end of the object and of the line.
      output.removeLast(2)
      output.append(literal: #","explanation":"#)
      output.append(explained.json.compact)
      output.append(literal: "}\n")
    }
  }

  // MARK: Reading

  /// Reads a request into the facts of its table.
  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ readable: Int)
    throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis)
  {
    if let columns { return try read(line, columns) }
    values = nil
    let line = PaddedText(line, readable: readable) ?? copy.text(line)
    // An explanation says what was stated, and takes that from the tape.
    if form == nil, let head = plain.read(line, for: responder, into: rooms) {
      id = head.id
      return (head.table, head.basis)
    }
    let values: JSONTokens
    do throws(JSONError) {
      values = try tape.read(line)
    } catch {
      throw RequestError(error)
    }
    self.values = values
    guard values[0].kind == .object else {
      throw RequestError(.notAnObject, "a request is an object, not \(JSON(values, 0).kind)")
    }
    var head = RequestMembers()
    let end = values.end(of: 0)
    var place = 1
    while place < end {
      head.take(place, of: values)
      place = values.end(of: place &+ 1)
    }
    if let place = try head.text(head.id, "id", of: values) {
      id = values.bytes(of: place)
      isIDDecoded = values[place].isDecoded
    }
    let policyName = try head.text(head.policy, "policy", of: values)
    let revisionName = try head.text(head.revision, "revision", of: values)
    let dateText = try head.text(head.date, "date", of: values)
    guard let stated = head.facts else {
      throw RequestError(
        .missingFacts, "the request has no `facts`; write {} if nothing is known")
    }
    guard values[stated].kind == .object else {
      throw RequestError(.wrongType, "`facts` is an object, not \(JSON(values, stated).kind)")
    }
    let policy = try responder.policy(named: policyName.map { values.bytes(of: $0) })
    let date = try responder.date(stated: dateText.map { values.bytes(of: $0) })
    let (table, basis) = try responder.table(
      of: policy, revision: revisionName.map { values.bytes(of: $0) }, on: date)
    rooms.open(table, of: responder)
    let room = rooms.room(table)
    room.pointee.facts.clear(date: date)
    try room.pointee.facts.read(stated, of: values, for: room.pointee.table.decider)
    return (table, basis)
  }

  private mutating func read(_ line: UnsafeBufferPointer<UInt8>, _ columns: CSVColumns)
    throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis)
  {
    try row.read(line)
    guard row.count == columns.columns.count else {
      throw RequestError(
        .badCSV, "the row has \(row.count) fields, the header \(columns.columns.count)")
    }
    rowID = columns.place(of: .id).map { row.text($0) } ?? ""
    func field(_ column: CSVColumns.Column) -> String? {
      guard let place = columns.place(of: column), !row.isEmpty(place) else { return nil }
      return row.text(place)
    }
    let request = RequestHead(
      policy: field(.policy), revision: field(.revision), date: field(.date))
    let (table, basis, date) = try responder.table(for: request)
    rooms.open(table, of: responder)
    let room = rooms.room(table)
    room.pointee.facts.clear(date: date)
    try room.pointee.facts.read(row, columns, for: room.pointee.table.decider)
    return (table, basis)
  }
}

/// Where the members of a request stand that mean something to it.
private struct RequestMembers {
  var id: Int?
  var policy: Int?
  var revision: Int?
  var date: Int?
  var facts: Int?

  mutating func take(_ name: Int, of values: JSONTokens) {
    if values.isEqual(name, "id") { id = name + 1 }
    if values.isEqual(name, "date") { date = name + 1 }
    if values.isEqual(name, "facts") { facts = name + 1 }
    if values.isEqual(name, "policy") { policy = name + 1 }
    if values.isEqual(name, "revision") { revision = name + 1 }
  }

  /// The place of a value that is a string; nil where it is missing or null.
  func text(_ place: Int?, _ name: StaticString, of values: JSONTokens) throws(RequestError)
    -> Int?
  {
    guard let place, values[place].kind != .null else { return nil }
    guard values[place].kind == .string else {
      throw RequestError(.wrongType, "`\(name)` is a string, not \(JSON(values, place).kind)")
    }
    return place
  }
}

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
  /// - Parameter output: gets one line with its line break, if there is an answer.
  package mutating func answer(_ line: UnsafeBufferPointer<UInt8>, to output: inout ByteBuffer)
    throws(RequestError)
  {
    id = nil
    isIDDecoded = false
    if columns != nil { rowID = "" }
    guard line.count <= Responder.longestLine else {
      throw RequestError(
        .lineTooLong, "the request is longer than \(Responder.longestLine) bytes")
    }
    let (table, basis) = try read(line)
    let facts = rooms.facts(table)
    let decision = rooms.decision(table)
    rooms.with(table) { $0.decider.decide(facts.pointee, into: &decision.pointee) }
    tally.count(decision.pointee.result, basis)
    if columns != nil {
      CSVAnswer.write(
        id: rowID, responder.tables[table], basis, decision.pointee,
        established: facts.pointee.established, to: &output)
    } else if let form {
      explain(table, basis, form, to: &output)
    } else {
      writeAnswer(table, basis, to: &output)
    }
  }

  private func writeAnswer(
    _ table: Int, _ basis: RevisionHistory.Basis, to output: inout ByteBuffer
  ) {
    writeID(to: &output)
    let facts = rooms.facts(table)
    let decision = rooms.decision(table)
    rooms.with(table) {
      $0.write(decision.pointee, on: facts.pointee, basis, to: &output)
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

  private func writeID(to output: inout ByteBuffer) {
    output.append(#"{"id":"#)
    guard let id else {
      output.append("null")
      return
    }
    if isIDDecoded {
      output.append(JSON.string(String(decoding: id, as: UTF8.self)).compact)
    } else {
      // Without escapes it can stand in the answer as it stood in the request.
      output.append(UInt8(ascii: "\""))
      output.append(id)
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
    guard let values else { return }
    let explained = ExplainedAnswer(
      id: id.map { String(decoding: $0, as: UTF8.self) }, table: table, basis: basis,
      explanation: explainer.explanation(of: rooms.facts(place).pointee),
      stated: values.member("facts", of: 0).flatMap { JSON(values, $0).object } ?? [],
      established: rooms.facts(place).pointee.established)
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
    values = nil
    // An explanation says what was stated, and takes that from the tape.
    if form == nil, plain.read(line, for: responder, into: rooms) {
      id = plain.id
      return (plain.table, plain.basis)
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
    let facts = rooms.facts(table)
    facts.pointee.clear(date: date)
    try facts.pointee.read(stated, of: values, for: rooms.prepared(table).decider)
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
    rooms.facts(table).pointee.clear(date: date)
    try rooms.facts(table).pointee.read(row, columns, for: rooms.prepared(table).decider)
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

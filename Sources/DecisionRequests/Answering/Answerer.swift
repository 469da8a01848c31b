internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText

/// Answers requests one after the other in storage that it reuses. Each thread has its own.
package struct Answerer: ~Copyable {
  private let responder: Responder
  private let workspaces: TableWorkspaces
  private var json = JSONRequestReader()
  /// Nil if requests and answers are JSON.
  private var csv: CSVRequestReader?
  package private(set) var tally = Tally()
  /// Nil if answers are given without their reasons.
  private let form: ExplanationForm?
  /// By index of the table, once it has explained an answer.
  private var explainers: [Int: Explainer] = [:]
  /// Whether answers say what to ask for next.
  private let asksNext: Bool
  /// By index of the table, once it has asked.
  private var questions: [Int: NextQuestion] = [:]

  /// - Parameters:
  ///   - columns: the columns of a CSV file of requests.
  ///   - form: how answers to requests in JSON are explained; nil for no explanation.
  ///   - asksNext: answers without an explanation also contain the fact to ask for next, as `question`.
  package init(
    _ responder: Responder, columns: CSVColumns? = nil, explaining form: ExplanationForm? = nil,
    asksNext: Bool = false
  ) {
    self.responder = responder
    self.form = form
    self.asksNext = asksNext
    csv = columns.map { CSVRequestReader($0, tableCount: responder.tables.count) }
    workspaces = TableWorkspaces(for: responder)
  }

  deinit { workspaces.deallocate(responder) }

  /// The id of the last request in JSON, if it could be read.
  package var requestID: String? { json.id?.text }

  /// What was answered since this was called last.
  package mutating func takeTally() -> Tally {
    defer { tally = Tally() }
    return tally
  }

  /// The delimiter of the rows that it reads; nil if it reads lines of JSON.
  var delimiter: UInt8? { csv?.columns.delimiter }

  /// Answers a request that is a JSON object; members without a meaning here are the caller's.
  ///
  /// - Parameters:
  ///   - readable: how many bytes can be read after the line.
  ///   - output: gets one line with its line break if there is an answer.
  package mutating func answer(
    _ line: UnsafeBufferPointer<UInt8>, readable: Int = 0, to output: inout ByteBuffer
  ) throws(RequestError) {
    let (table, basis) = try json.read(
      line, readable: readable, keepsValues: form != nil, for: responder, into: workspaces)
    try decide(table, basis)
    if let form {
      try explain(table, basis, form, to: &output)
    } else {
      writeAnswer(table, basis, to: &output)
      if asksNext { try ask(table, to: &output) }
    }
  }

  /// Answers a row of CSV. A blank row gets no answer.
  mutating func answer(_ record: CSVRecords.Record, to output: inout ByteBuffer)
    throws(RequestError)
  {
    guard try csv?.read(record) == true, let head = csv?.head, let delimiter else { return }
    let (table, basis, date) = try responder.table(for: head)
    workspaces.open(table, of: responder)
    let workspace = workspaces.workspace(table)
    workspace.pointee.facts.clear(date: date)
    try csv?.state(
      &workspace.pointee.facts, of: table, for: workspace.pointee.table.decider,
      besides: workspace.pointee.table.otherFacts)
    try decide(table, basis)
    CSVAnswer(delimiter: delimiter).write(
      id: csv?.id ?? "", responder.tables[table], basis, workspace.pointee.decision,
      established: workspace.pointee.facts.established,
      ignored: workspace.pointee.facts.ignored, to: &output)
  }

  // Mutating, so that they work on this storage and not on a copy of it.

  private mutating func decide(_ table: Int, _ basis: RevisionHistory.Basis) throws(RequestError) {
    let workspace = workspaces.workspace(table)
    try workspace.pointee.decide()
    tally.count(workspace.pointee.decision.result, basis)
  }

  private mutating func writeAnswer(
    _ table: Int, _ basis: RevisionHistory.Basis, to output: inout ByteBuffer
  ) {
    writeID(to: &output)
    workspaces.workspace(table).pointee.write(basis, to: &output)
  }

  /// Writes an error instead of an answer, without the number of the line.
  ///
  /// - Returns: the offset in the output at which the number belongs.
  package mutating func write(_ error: RequestError, to output: inout ByteBuffer) -> Int {
    tally.count(error)
    if let delimiter {
      CSVAnswer(delimiter: delimiter).write(id: csv?.id ?? "", error, to: &output)
      let offset = output.count
      output.append(UInt8(ascii: "\n"))
      return offset
    }
    writeID(to: &output)
    output.append(literal: #","error":{"code":"#)
    output.append(JSON.string(error.code.rawValue).compact)
    output.append(literal: #","message":"#)
    output.append(JSON.string(error.message).compact)
    output.append(literal: #","line":"#)
    let offset = output.count
    output.append(literal: "}}\n")
    return offset
  }

  private mutating func writeID(to output: inout ByteBuffer) {
    output.append(literal: #"{"id":"#)
    if let id = json.id { id.write(to: &output) } else { output.append(literal: "null") }
  }

  /// Adds the fact that is to be asked for next, or null if the decision is settled.
  private mutating func ask(_ index: Int, to output: inout ByteBuffer) throws(RequestError) {
    let decider = responder.tables[index].decider
    let next = questions[index] ?? NextQuestion(decider)
    questions[index] = next
    let fact: Int?
    do throws(Undecided) {
      fact = try next.fact(after: workspaces.workspace(index).pointee.facts)
    } catch {
      throw RequestError(error)
    }
    // The question replaces the end of the object and of the line.
    output.removeLast(2)
    output.append(literal: #","question":"#)
    output.append((fact.map { decider.table.facts[$0].json } ?? .null).compact)
    output.append(literal: "}\n")
  }

  private mutating func explain(
    _ index: Int, _ basis: RevisionHistory.Basis, _ form: ExplanationForm,
    to output: inout ByteBuffer
  ) throws(RequestError) {
    let table = responder.tables[index]
    let explainer = explainers[index] ?? Explainer(table.decider)
    explainers[index] = explainer
    guard let values = json.values else { return }
    let facts = workspaces.workspace(index)
    let explanation: Explanation
    do throws(Undecided) {
      explanation = try explainer.explanation(of: facts.pointee.facts)
    } catch {
      throw RequestError(error)
    }
    let stated = values.member("facts", of: 0).flatMap { JSON(values, $0).object } ?? []
    let explained = ExplainedAnswer(
      id: json.id?.text, table: table, basis: basis, explanation: explanation, stated: stated,
      established: facts.pointee.facts.established, ignored: facts.pointee.facts.ignored,
      counted: facts.pointee.countedEntries { fact in
        stated.contains { $0.name == fact && $0.value != .null }
      })
    switch form {
    case .text: output.append(explained.text)
    case .json:
      writeAnswer(index, basis, to: &output)
      // The explanation replaces the end of the object and of the line.
      output.removeLast(2)
      output.append(literal: #","explanation":"#)
      output.append(explained.json.compact)
      output.append(literal: "}\n")
    }
  }
}

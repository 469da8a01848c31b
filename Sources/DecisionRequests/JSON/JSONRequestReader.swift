internal import DecisionTable
internal import JSONText
internal import Values

/// Reads requests in JSON, one after the other, into the facts of the table that each is for.
struct JSONRequestReader: ~Copyable {
  private var plain = PlainRequest()
  private var tape = JSONTape()
  private var copy = PaddedCopy()
  /// The values of the last request, if it was read from the tape.
  private(set) var values: JSONTokens?
  /// The id of the last request, valid until the next one.
  private(set) var id: RequestID?

  /// - Parameters:
  ///   - readable: how many bytes can be read after the line.
  ///   - keepsValues: the values are asked for afterwards, so the request is read from the tape.
  @inline(__always)
  mutating func read(
    _ line: UnsafeBufferPointer<UInt8>, readable: Int, keepsValues: Bool,
    for responder: Responder, into workspaces: TableWorkspaces
  ) throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis) {
    id = nil
    values = nil
    guard line.count <= Responder.longestLine else {
      throw RequestError(
        .lineTooLong, "the request is longer than \(Responder.longestLine) bytes")
    }
    let line = PaddedText(line, readable: readable) ?? copy.text(line)
    if !keepsValues, let head = plain.read(line, for: responder, into: workspaces) {
      id = head.id.map { RequestID(content: $0, isWritten: true) }
      return (head.table, head.basis)
    }
    return try readTape(line, for: responder, into: workspaces)
  }

  @inline(never)
  private mutating func readTape(
    _ line: PaddedText, for responder: Responder, into workspaces: TableWorkspaces
  ) throws(RequestError) -> (table: Int, basis: RevisionHistory.Basis) {
    let values: JSONTokens
    do throws(JSONError) {
      values = try tape.read(line)
    } catch {
      throw RequestError(error)
    }
    self.values = values
    let members = try RequestMembers(of: values)
    id = try members.text(members.id, "id", of: values).map { RequestID($0, of: values) }
    let policyName = try members.text(members.policy, "policy", of: values)
    let revisionName = try members.text(members.revision, "revision", of: values)
    let dateText = try members.text(members.date, "date", of: values)
    let stated = try members.statedFacts(of: values)
    let policy = try responder.policy(named: policyName.map { values.bytes(of: $0) })
    let date = try responder.date(stated: dateText.map { values.bytes(of: $0) })
    let (table, basis) = try responder.table(
      of: policy, revision: revisionName.map { values.bytes(of: $0) }, on: date)
    workspaces.open(table, of: responder)
    let workspace = workspaces.workspace(table)
    workspace.pointee.facts.clear(date: date)
    let prepared = workspace.pointee.table
    try workspace.pointee.facts.read(
      stated, of: values, for: prepared.decider, besides: prepared.otherFacts)
    return (table, basis)
  }
}

/// The id of a request in JSON.
struct RequestID: BitwiseCopyable {
  let content: UnsafeBufferPointer<UInt8>
  /// The content lies between quotes in the request and can be copied into the answer with them.
  let isWritten: Bool

  init(content: UnsafeBufferPointer<UInt8>, isWritten: Bool) {
    self.content = content
    self.isWritten = isWritten
  }

  /// The id in a string of a tape. An answer escapes what is not ASCII anew, since a terminal obeys
  /// some of these characters.
  init(_ string: Int, of values: JSONTokens) {
    content = values.bytes(of: string)
    isWritten = !values[string].isDecoded && content.allSatisfy { $0 < 0x7F }
  }

  var text: String { String(decoding: content, as: UTF8.self) }

  @inline(__always)
  func write(to output: inout ByteBuffer) {
    if isWritten, let start = content.baseAddress {
      output.append(UnsafeBufferPointer(start: start - 1, count: content.count + 2))
    } else {
      output.append(JSON.string(text).compact)
    }
  }
}

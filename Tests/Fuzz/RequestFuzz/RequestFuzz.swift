internal import DecisionRequests
internal import DecisionTable
internal import Glibc
internal import JSONText

/// Reads the bytes as JSON, and answers them as requests in JSON and in CSV.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  // The copy has exactly the size of the input, so that a read past its end is detected.
  let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count)
  defer { bytes.deallocate() }
  _ = bytes.initialize(fromContentsOf: UnsafeBufferPointer(start: start, count: count))
  read(Array(bytes))
  answer(UnsafeBufferPointer(bytes))
  answerRows(bytes)
  return 0
}

/// Printing a value and reading it again gives the same value.
private func read(_ bytes: [UInt8]) {
  guard let json = try? JSON(bytes: bytes) else { return }
  guard let again = try? JSON(bytes: Array(json.compact.utf8)), again == json,
    let pretty = try? JSON(bytes: Array(json.pretty.utf8)), pretty == json
  else { fatalError("a value changed when it was printed and read again") }
}

/// A line gets the same answer among other lines, alone, and through its tape.
private func answer(_ bytes: UnsafeBufferPointer<UInt8>) {
  var answerer = Answerer(responder)
  var block = AnsweredBlock()
  block.answer(bytes, by: &answerer)
  block.number(from: 1)
  let together = Array(block.output.bytes)
  var alone: [UInt8] = []
  let other = Array(#"{"theirs":[],"#.utf8)
  for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
  {
    // A new answerer has seen no names before, so it cannot guess any.
    var answerer = Answerer(responder)
    var block = AnsweredBlock()
    block.answer(UnsafeBufferPointer(rebasing: line), by: &answerer)
    block.number(from: number + 1)
    alone += block.output.bytes
    guard line.first == UInt8(ascii: "{"), !String(decoding: line, as: UTF8.self).contains("theirs")
    else { continue }
    let plain = Array(block.output.bytes)
    // A member that is a list makes the answerer use the tape.
    (other + line.dropFirst()).withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: number + 1)
    let taped = Array(block.output.bytes)
    // Error messages contain byte offsets, which differ here.
    guard plain == taped || isError(plain) && isError(taped) else {
      fatalError("a request gets a different answer through its tape")
    }
  }
  guard together == alone else {
    fatalError("a request gets a different answer among other requests")
  }
  for line in together.split(separator: 0x0A) {
    guard (try? JSON(bytes: Array(line))) != nil else { fatalError("an answer is not JSON") }
  }
}

/// As a CSV file: the rows are the same, and get the same answers, wherever the file is cut into blocks.
private func answerRows(_ bytes: UnsafeMutableBufferPointer<UInt8>) {
  guard
    let start = try? RequestFileStart(
      Array(bytes), named: "requests.csv", stated: nil, facts: responder.facts),
    let columns = start.format.columns
  else { return }
  let rows = UnsafeBufferPointer(rebasing: UnsafeBufferPointer(bytes)[start.size...])
  var answerer = Answerer(responder, columns: columns)
  var block = AnsweredBlock()
  block.answer(rows, by: &answerer)
  block.number(from: 1)
  let together = Array(block.output.bytes)
  var alone: [UInt8] = []
  var line = 1
  for row in wholeRows(of: rows, delimiter: columns.delimiter, in: max(1, rows.count / 3)) {
    var answerer = Answerer(responder, columns: columns)
    row.withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: line)
    line += block.lineCount
    alone += block.output.bytes
  }
  guard together == alone else { fatalError("a row gets a different answer among other rows") }
}

/// The records of a file that arrives in pieces.
private func wholeRows(of bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, in size: Int)
  -> [[UInt8]]
{
  var scanner = CSVScanner(delimiter: delimiter)
  var rows: [[UInt8]] = []
  var row: [UInt8] = []
  for first in stride(from: 0, to: bytes.count, by: size) {
    let piece = UnsafeBufferPointer(rebasing: bytes[first..<min(first + size, bytes.count)])
    var start = 0
    while let end = scanner.endOfRecord(in: piece, from: start) {
      rows.append(row + piece[start..<end])
      row = []
      start = end
    }
    row += piece[start...]
  }
  return row.isEmpty ? rows : rows + [row]
}

private func isError(_ answer: [UInt8]) -> Bool {
  (try? JSON(bytes: Array(answer)))?["error"] != nil
}

/// The table that the environment names.
private let responder: Responder = {
  guard let path = getenv("TABLE").map({ String(cString: $0) }), let file = fopen(path, "r")
  else { fatalError("TABLE does not name a decision-table.json") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
    bytes += buffer[..<count]
  }
  guard let compiled = try? CompiledTable(json: bytes) else { fatalError("TABLE is damaged") }
  let entry = RevisionHistory.Entry(
    id: compiled.revision, printed: compiled.printed, status: .released, supersedes: nil,
    approval: nil, effective: nil, isReconstructed: false)
  guard
    let responder = try? Responder(policies: [
      CompiledPolicy(
        id: compiled.policy, history: RevisionHistory(entries: [entry]),
        tables: [entry.id: compiled.table])
    ])
  else { fatalError("TABLE has no revision") }
  return responder
}()

internal import CInterface
internal import CPolicyc
internal import Glibc

/// Calls the functions of policyc.h as the input says: each call is a byte for the function, one for the fact, one for the
/// size of the text, and the text.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  var calls = Calls(UnsafeBufferPointer(start: start, count: count))
  let request = policyc_request_new(table)
  defer { policyc_request_free(request) }
  while let call = calls.next() {
    // The text has exactly its size in memory, so that a read past its end is detected.
    call.withText { text, size in
      var status: policyc_status
      switch call.function % 7 {
      case 0: status = policyc_set_text(request, call.fact, text, size)
      case 1: status = policyc_set_number(request, call.fact, text, size, nil, 0)
      case 2: status = policyc_set_number(request, call.fact, "12", 2, text, size)
      case 3: status = policyc_set_json(request, call.fact, text, size)
      case 4: status = policyc_set_facts(request, text, size)
      case 5: status = policyc_request_clear(request, text, size)
      default: status = policyc_set_boolean(request, call.fact, size & 1 == 1)
      }
      guard policyc_status_name(status) != nil else { fatalError("a status without a name") }
      if status != POLICYC_OK, status != POLICYC_BAD_ARGUMENT {
        guard policyc_request_message(request) != nil else {
          fatalError("an error without a message")
        }
      }
    }
    check(request)
  }
  var loaded: OpaquePointer?
  if policyc_table_load(start, count, &loaded, nil) == POLICYC_OK { policyc_table_free(loaded) }
  return 0
}

/// An answer refers to names that there are.
private func check(_ request: OpaquePointer?) {
  var answer = policyc_answer()
  guard policyc_decide(request, &answer) == POLICYC_OK else { return }
  guard policyc_name(table, POLICYC_RESULTS, Int(answer.result)) != nil,
    (0..<answer.criterion_count).allSatisfy({
      policyc_name(table, POLICYC_CRITERIA, answer.criteria[$0]) != nil
    }),
    (0..<answer.need_count).allSatisfy({
      policyc_name(table, POLICYC_FACTS, answer.needs[$0]) != nil
    }),
    answer.need_count == 0 || answer.result == POLICYC_NEEDS_INFORMATION
  else { fatalError("an answer that contradicts itself") }
}

private struct Calls {
  private var rest: Slice<UnsafeBufferPointer<UInt8>>

  init(_ bytes: UnsafeBufferPointer<UInt8>) { rest = bytes[...] }

  mutating func next() -> Call? {
    guard rest.count >= 3 else { return nil }
    let head = Array(rest.prefix(3))
    rest = rest.dropFirst(3)
    let text = Array(rest.prefix(Int(head[2])))
    rest = rest.dropFirst(text.count)
    return Call(function: head[0], fact: Int(head[1] % 16), text: text)
  }
}

private struct Call {
  let function: UInt8
  let fact: Int
  let text: [UInt8]

  func withText(_ body: (UnsafePointer<CChar>, Int) -> Void) {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: max(1, text.count))
    defer { copy.deallocate() }
    for (index, byte) in text.enumerated() { copy[index] = CChar(bitPattern: byte) }
    body(copy, text.count)
  }
}

nonisolated(unsafe) private let table: OpaquePointer = {
  guard let path = getenv("TABLE"), let file = fopen(path, "r") else {
    fatalError("TABLE does not name a compiled table")
  }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 22)
  let count = fread(&bytes, 1, bytes.count, file)
  var table: OpaquePointer?
  guard policyc_table_load(bytes, count, &table, nil) == POLICYC_OK, let table else {
    fatalError("not a compiled table")
  }
  return table
}()

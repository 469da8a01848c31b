internal import JSONText

/// Reads whatever it is given; what is read prints as what reads again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let json = try? JSON(bytes: bytes) else { return 0 }
  guard let again = try? JSON(bytes: Array(json.compact.utf8)), again == json,
    let pretty = try? JSON(bytes: Array(json.pretty.utf8)), pretty == json
  else { fatalError("what was read does not print as what reads as the same") }
  return 0
}

// swift-format-ignore-file: AlwaysUseLowerCamelCase

public import CPolicyc
internal import DecisionRequests
internal import DecisionTable
internal import Values

@c @implementation
public func policyc_request_new(_ table: OpaquePointer?) -> OpaquePointer? {
  LoadedTable.with(table, or: nil) { StatedRequest($0.decider).handle }
}

@c @implementation
public func policyc_request_free(_ request: OpaquePointer?) { StatedRequest.free(request) }

@c @implementation
public func policyc_request_clear(
  _ request: OpaquePointer?, _ date: UnsafePointer<CChar>?, _ size: Int
) -> policyc_status {
  StatedRequest.with(request) { request throws(RequestError) in
    request.facts.clear()
    guard let text = UnsafeBufferPointer(text: date, size: size) else { return }
    request.facts.clear(date: try request.date(text))
  }
}

@c @implementation
public func policyc_set_boolean(_ request: OpaquePointer?, _ fact: Int, _ value: Bool)
  -> policyc_status
{
  StatedRequest.with(request, fact) { request, layout throws(RequestError) in
    guard layout.pointee.kind == .boolean else {
      throw request.wrongType(of: layout, "true or false")
    }
    request.facts.set(value, of: layout)
  }
}

@c @implementation
public func policyc_set_text(
  _ request: OpaquePointer?, _ fact: Int, _ text: UnsafePointer<CChar>?, _ size: Int
) -> policyc_status {
  guard let text = UnsafeBufferPointer(text: text, size: size) else {
    return policyc_status(POLICYC_BAD_ARGUMENT)
  }
  return StatedRequest.with(request, fact) { request, layout throws(RequestError) in
    switch layout.pointee.kind {
    case .choice: try request.facts.read(word: text, as: layout)
    case .code: try request.facts.read(code: text, as: layout)
    case .date, .duration: try request.facts.read(date: text, as: layout)
    case .boolean, .number, .set, .records: throw request.wrongType(of: layout, "a text")
    }
  }
}

@c @implementation
public func policyc_set_number(
  _ request: OpaquePointer?, _ fact: Int, _ digits: UnsafePointer<CChar>?, _ size: Int,
  _ unit: UnsafePointer<CChar>?, _ unitSize: Int
) -> policyc_status {
  guard let digits = UnsafeBufferPointer(text: digits, size: size) else {
    return policyc_status(POLICYC_BAD_ARGUMENT)
  }
  let unit = UnsafeBufferPointer(text: unit, size: unitSize).map {
    String(decoding: $0, as: UTF8.self)
  }
  return StatedRequest.with(request, fact) { request, layout throws(RequestError) in
    guard layout.pointee.kind == .number || layout.pointee.kind == .duration else {
      throw request.wrongType(of: layout, "a number")
    }
    try request.facts.read(quantity: digits, unit: unit, as: layout)
  }
}

@c @implementation
public func policyc_set_json(
  _ request: OpaquePointer?, _ fact: Int, _ json: UnsafePointer<CChar>?, _ size: Int
) -> policyc_status {
  guard let json = UnsafeBufferPointer(text: json, size: size) else {
    return policyc_status(POLICYC_BAD_ARGUMENT)
  }
  return StatedRequest.with(request, fact) { request, layout throws(RequestError) in
    try request.read(json: json, as: layout)
  }
}

@c @implementation
public func policyc_set_facts(
  _ request: OpaquePointer?, _ json: UnsafePointer<CChar>?, _ size: Int
) -> policyc_status {
  guard let json = UnsafeBufferPointer(text: json, size: size) else {
    return policyc_status(POLICYC_BAD_ARGUMENT)
  }
  return StatedRequest.with(request) { request throws(RequestError) in
    try request.read(facts: json)
  }
}

@c @implementation
public func policyc_decide(
  _ request: OpaquePointer?, _ answer: UnsafeMutablePointer<policyc_answer>?
) -> policyc_status {
  guard let answer else { return policyc_status(POLICYC_BAD_ARGUMENT) }
  return StatedRequest.with(request) { request throws(RequestError) in
    answer.pointee = try request.decide()
  }
}

@c @implementation
public func policyc_request_message(_ request: OpaquePointer?) -> UnsafePointer<CChar>? {
  StatedRequest.message(of: request)
}

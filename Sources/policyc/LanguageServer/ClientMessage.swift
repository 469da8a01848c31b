internal import JSONText

/// A message from the editor: one of the three kinds of JSON-RPC 2.0 messages.
enum ClientMessage {
  case request(id: JSON, method: String, parameters: JSON)
  case notification(method: String, parameters: JSON)
  /// The response to a request from the server. It is ignored, because this server does not send requests.
  case response

  init(_ json: JSON) throws(Refusal) {
    if case .array = json {
      throw Refusal(
        code: Refusal.invalidRequest, message: "policyc does not accept batches of messages")
    }
    guard case .object = json else {
      throw Refusal(code: Refusal.invalidRequest, message: "a message is a JSON object")
    }
    guard let method = json["method"] else {
      guard json["result"] != nil || json["error"] != nil else {
        throw Refusal(code: Refusal.invalidRequest, message: "a message needs a `method`")
      }
      self = .response
      return
    }
    guard let name = method.string else {
      throw Refusal(code: Refusal.invalidRequest, message: "`method` is a string")
    }
    let parameters = json["params"] ?? .null
    guard json["id"] != nil else {
      self = .notification(method: name, parameters: parameters)
      return
    }
    guard let id = ClientMessage.id(of: json) else {
      throw Refusal(code: Refusal.invalidRequest, message: "`id` is a number or a string")
    }
    self = .request(id: id, method: name, parameters: parameters)
  }

  /// The identifier of a message, or nil if it is missing or neither a number nor a string.
  static func id(of json: JSON) -> JSON? {
    switch json["id"] {
    case .number(let digits): .number(digits)
    case .string(let text): .string(text)
    default: nil
    }
  }
}

/// An error response, with its code from JSON-RPC or the Language Server Protocol.
struct Refusal: Error {
  let code: Int
  let message: String

  static let parseError = -32700
  static let invalidRequest = -32600
  static let methodNotFound = -32601
  static let invalidParameters = -32602
  static let serverNotInitialized = -32002
  static let requestFailed = -32803
}

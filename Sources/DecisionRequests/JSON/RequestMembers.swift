internal import JSONText

/// The members of a JSON request that mean something to it, as indices of their values on its tape.
struct RequestMembers {
  private(set) var id: Int?
  private(set) var policy: Int?
  private(set) var revision: Int?
  private(set) var date: Int?
  private(set) var facts: Int?

  /// - Throws: for a value that is not an object.
  init(of values: JSONTokens) throws(RequestError) {
    guard values[0].kind == .object else {
      throw RequestError(.notAnObject, "a request is an object, not \(JSON(values, 0).kind)")
    }
    let end = values.end(of: 0)
    var name = 1
    while name < end {
      if values.isEqual(name, "id") { id = name + 1 }
      if values.isEqual(name, "date") { date = name + 1 }
      if values.isEqual(name, "facts") { facts = name + 1 }
      if values.isEqual(name, "policy") { policy = name + 1 }
      if values.isEqual(name, "revision") { revision = name + 1 }
      name = values.end(of: name &+ 1)
    }
  }

  /// The index of a value that is a string; nil if it is missing or null.
  func text(_ value: Int?, _ name: StaticString, of values: JSONTokens) throws(RequestError)
    -> Int?
  {
    guard let value, values[value].kind != .null else { return nil }
    guard values[value].kind == .string else {
      throw RequestError(.wrongType, "`\(name)` is a string, not \(JSON(values, value).kind)")
    }
    return value
  }

  /// The index of the object of facts.
  func statedFacts(of values: JSONTokens) throws(RequestError) -> Int {
    guard let facts else {
      throw RequestError(
        .missingFacts, "the request does not have `facts`; write {} if nothing is known")
    }
    guard values[facts].kind == .object else {
      throw RequestError(.wrongType, "`facts` is an object, not \(JSON(values, facts).kind)")
    }
    return facts
  }
}

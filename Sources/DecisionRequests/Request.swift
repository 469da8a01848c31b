package import JSONText

/// One request, its facts not yet compared with any table.
package struct Request: Sendable {
  package let id: String?
  package let policy: String?
  package let revision: String?
  package let date: String?
  package let facts: [JSON.Member]

  /// Reads one JSON object; members other than these are the caller's, and passed over.
  package init(bytes: [UInt8]) throws(RequestError) {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(bytes: bytes)
    } catch {
      throw RequestError(error.kind.rawValue, "\(error.message) (byte \(error.offset + 1))")
    }
    guard json.object != nil else {
      throw RequestError("not-an-object", "a request is an object, not \(json.kind)")
    }
    func text(_ name: String) throws(RequestError) -> String? {
      guard let value = json[name], value != .null else { return nil }
      guard let text = value.string else {
        throw RequestError(
          "wrong-type", "`\(name)` is a string, not \(value.kind)", id: json["id"]?.string)
      }
      return text
    }
    id = try text("id")
    policy = try text("policy")
    revision = try text("revision")
    date = try text("date")
    guard let facts = json["facts"] else {
      throw RequestError(
        "missing-facts", "the request has no `facts`; write {} if nothing is known", id: id)
    }
    guard let members = facts.object else {
      throw RequestError("wrong-type", "`facts` is an object, not \(facts.kind)", id: id)
    }
    self.facts = members
  }
}

/// Why one request has no answer; the run goes on.
package struct RequestError: Error, Hashable, Sendable {
  /// Kebab-case, for machines.
  package let code: String
  package let message: String
  package let id: String?

  package init(_ code: String, _ message: String, id: String? = nil) {
    self.code = code
    self.message = message
    self.id = id
  }

  func of(_ id: String?) -> RequestError { RequestError(code, message, id: self.id ?? id) }
}

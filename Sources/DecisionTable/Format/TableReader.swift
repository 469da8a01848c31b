internal import JSONText

/// A value of the file that knows its path.
struct TableReader {
  let json: JSON
  let path: String

  init(_ json: JSON, path: String = "") {
    self.json = json
    self.path = path
  }

  /// A file of this format, and which of the known versions it is.
  static func file<Version: RawRepresentable<Int>>(
    _ bytes: [UInt8], format: String, _: Version.Type
  ) throws(TableError) -> (TableReader, Version) {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(bytes: bytes)
    } catch {
      throw .notJSON(error.message, offset: error.offset)
    }
    guard json["format"]?.string == format else {
      throw .unsupportedFormat(json["format"]?.string ?? "no format is named")
    }
    guard case .number(let digits)? = json["version"],
      let version = Int(digits).flatMap(Version.init(rawValue:))
    else {
      throw .unsupportedFormat("version \(json["version"]?.compact ?? "is missing")")
    }
    return (TableReader(json), version)
  }

  func malformed(_ reason: String) -> TableError { .malformed(member: path, reason: reason) }

  func optional(_ name: String) -> TableReader? {
    json[name].map { TableReader($0, path: path.isEmpty ? name : "\(path).\(name)") }
  }

  func member(_ name: String) throws(TableError) -> TableReader {
    guard let member = optional(name) else { throw malformed("the member `\(name)` is missing") }
    return member
  }

  func text(_ name: String) throws(TableError) -> String { try member(name).text() }

  func text() throws(TableError) -> String {
    guard let text = json.string else { throw malformed("expected a string, not \(json.kind)") }
    return text
  }

  func elements(_ name: String) throws(TableError) -> [TableReader] {
    try member(name).elements()
  }

  func elements() throws(TableError) -> [TableReader] {
    guard let elements = json.array else {
      throw malformed("expected an array, not \(json.kind)")
    }
    return elements.enumerated().map { TableReader($1, path: "\(path)[\($0)]") }
  }

  func word(among known: [String], of fact: Fact) throws(TableError) -> String {
    let word = try text()
    guard known.contains(word) else { throw malformed("`\(word)` is not a value of `\(fact.id)`") }
    return word
  }

  /// False where the member is missing, an error where it is something else than a boolean.
  func flag(_ name: String) throws(TableError) -> Bool {
    guard let member = optional(name) else { return false }
    guard let value = member.json.boolean else { throw member.malformed("expected a boolean") }
    return value
  }

  func texts(_ name: String) throws(TableError) -> [String] {
    var texts: [String] = []
    for element in try elements(name) { texts.append(try element.text()) }
    return texts
  }

  /// The one connective of a group with its members, or nil where there is none.
  func connective() throws(TableError) -> (connective: Connective, of: [TableReader])? {
    let written = Connective.Key.allCases.filter { json[$0.rawValue] != nil }
    guard written.count < 2 else { throw malformed("two connectives are in one object") }
    guard let key = written.first else { return nil }
    let some = try member(key.rawValue)
    switch key {
    case .allOf: return (.allOf, try some.nonEmptyElements())
    case .anyOf: return (.anyOf, try some.nonEmptyElements())
    case .noneOf: return (.noneOf, try some.nonEmptyElements())
    case .someOf: break
    }
    let least = try some.member("at_least")
    guard case .number(let digits) = least.json, let count = Int(digits), count > 0 else {
      throw least.malformed("expected a count of at least 1")
    }
    return (.atLeast(count), try some.member("of").nonEmptyElements())
  }

  func nonEmptyElements() throws(TableError) -> [TableReader] {
    let elements = try elements()
    guard !elements.isEmpty else { throw malformed("the group is empty") }
    return elements
  }
}

internal import JSONText
internal import Values

/// Why bytes are not a decision table that can be executed here.
public enum TableError: Error, Hashable, Sendable {
  case notJSON(String, offset: Int)
  /// Another format, or a version of it that this library does not read.
  case unsupportedFormat(String)
  /// The member that is wrong, as in `table.statements[0].when.fact`, and what is wrong with it.
  case malformed(member: String, reason: String)
  case tooLarge(bound: Int)
}

extension DecisionTable {
  /// Reads a `decision-table.json` of format version 1.
  public init(decisionTableJSON bytes: [UInt8]) throws(TableError) {
    let file: JSON
    do throws(JSONError) {
      file = try JSON(bytes: bytes)
    } catch {
      throw .notJSON(error.message, offset: error.offset)
    }
    guard file["format"]?.string == DecisionTable.formatName else {
      throw .unsupportedFormat(file["format"]?.string ?? "no format is named")
    }
    guard file["version"] == .number(String(DecisionTable.formatVersion)) else {
      throw .unsupportedFormat("version \(file["version"]?.compact ?? "is missing")")
    }
    try self.init(TableReader(file).member("table"))
  }

  fileprivate init(_ body: TableReader) throws(TableError) {
    var facts: [Fact] = []
    for entry in try body.elements("facts") {
      let fact = try Fact(entry)
      guard !facts.contains(where: { $0.id == fact.id }) else {
        throw entry.malformed("the fact `\(fact.id)` is declared twice")
      }
      facts.append(fact)
    }
    let scope = try Condition(try body.member("scope"), facts)
    var statements: [Statement] = []
    for entry in try body.elements("statements") {
      let name = try entry.text("outcome")
      guard let outcome = Outcome(rawValue: name) else {
        throw entry.malformed("`\(name)` is not an outcome")
      }
      statements.append(Statement(outcome: outcome, criterion: try Criterion(entry, facts)))
    }
    var bindings: [CodeBinding] = []
    for entry in try body.elements("bindings") { bindings.append(try CodeBinding(entry)) }
    do throws(DiagramTooLarge) {
      try self.init(facts: facts, scope: scope, statements: statements, bindings: bindings)
    } catch {
      throw .tooLarge(bound: error.bound)
    }
  }
}

/// A value of the file that knows its path.
private struct TableReader {
  let json: JSON
  let path: String

  init(_ json: JSON, path: String = "") {
    self.json = json
    self.path = path
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

  func texts(_ name: String) throws(TableError) -> [String] {
    var texts: [String] = []
    for element in try elements(name) { texts.append(try element.text()) }
    return texts
  }

  /// The one connective of a group with its members, or nil where there is none.
  func connective() throws(TableError) -> (connective: Connective, of: [TableReader])? {
    let plain: [(name: String, connective: Connective)] = [
      ("all_of", .allOf), ("any_of", .anyOf), ("none_of", .noneOf),
    ]
    for (name, connective) in plain {
      if let member = optional(name) { return (connective, try member.nonEmptyElements()) }
    }
    guard let some = optional("some_of") else { return nil }
    let least = try some.member("at_least")
    guard case .number(let digits) = least.json, let count = Int(digits), count > 0 else {
      throw least.malformed("expected a count of at least 1")
    }
    return (.atLeast(count), try some.member("of").nonEmptyElements())
  }

  private func nonEmptyElements() throws(TableError) -> [TableReader] {
    let elements = try elements()
    guard !elements.isEmpty else { throw malformed("the group is empty") }
    return elements
  }
}

extension Fact {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    let type: FactType
    switch try entry.text("type") {
    case "boolean": type = .boolean
    case "code": type = .code
    case "choice": type = .choice(try entry.texts("of"))
    case "set": type = .set(terminology: try entry.text("of"), terms: try entry.texts("terms"))
    case let name: throw entry.malformed("`\(name)` is not a type of fact")
    }
    self.init(id: try entry.text("id"), type: type, question: try entry.text("ask"))
  }
}

extension UnaryTest {
  fileprivate init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    let id = try entry.text("fact")
    guard let fact = facts.first(where: { $0.id == id }) else {
      throw entry.malformed("the fact `\(id)` is not declared")
    }
    let elements = try entry.elements("in")
    guard !elements.isEmpty else { throw entry.malformed("the test names no value") }
    var values: [Value] = []
    for element in elements { values.append(try Value(element, of: fact)) }
    self.init(fact: id, values: values)
  }
}

extension Value {
  fileprivate init(_ entry: TableReader, of fact: Fact) throws(TableError) {
    switch fact.type {
    case .boolean:
      guard let value = entry.json.boolean else { throw entry.malformed("expected a boolean") }
      self = .boolean(value)
    case .code: self = .code(try Code(entry))
    case .choice(let known), .set(_, let known):
      let word = try entry.text()
      guard known.contains(word) else {
        throw entry.malformed("`\(word)` is not a value of `\(fact.id)`")
      }
      self = .word(word)
    }
  }
}

extension Code {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    let text = try entry.text()
    do throws(CodeError) {
      try self.init(text)
    } catch {
      throw entry.malformed(error.reason)
    }
  }
}

extension Condition {
  fileprivate init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    guard let group = try entry.connective() else {
      self = .test(try UnaryTest(entry, facts))
      return
    }
    var conditions: [Condition] = []
    for member in group.of { conditions.append(try Condition(member, facts)) }
    self = .group(group.connective, conditions)
  }

  fileprivate static func list(_ name: String, of entry: TableReader, _ facts: [Fact])
    throws(TableError) -> [Condition]
  {
    guard let list = entry.optional(name) else { return [] }
    var conditions: [Condition] = []
    for element in try list.elements() { conditions.append(try Condition(element, facts)) }
    return conditions
  }
}

extension Criterion {
  fileprivate init(_ entry: TableReader, _ facts: [Fact]) throws(TableError) {
    let rule: Rule
    if let group = try entry.connective() {
      var criteria: [Criterion] = []
      for member in group.of { criteria.append(try Criterion(member, facts)) }
      rule = .group(group.connective, criteria)
    } else {
      rule = .test(try UnaryTest(try entry.member("when"), facts))
    }
    self.init(
      id: try entry.text("id"), label: try entry.text("label"), text: try entry.text("text"),
      requirements: try Condition.list("require", of: entry, facts),
      exceptions: try Condition.list("unless", of: entry, facts), rule: rule)
  }
}

extension CodeBinding {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    guard let confidence = Confidence(rawValue: try entry.text("confidence")) else {
      throw entry.malformed("the confidence is none of high, medium, low")
    }
    guard let decides = entry.optional("decides")?.json.boolean else {
      throw entry.malformed("expected `decides` to be a boolean")
    }
    self.init(
      code: try Code(try entry.member("code")),
      isCategory: entry.optional("category")?.json.boolean ?? false,
      terms: try entry.texts("terms"), confidence: confidence, decides: decides)
  }
}

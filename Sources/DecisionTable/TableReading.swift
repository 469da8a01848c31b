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

/// A `decision-table.json`: the table with what must be said of it when it answers.
public struct CompiledTable: Sendable {
  public let policy: String
  /// The month by which the revision is named.
  public let revision: String
  /// The revision as the payer prints it.
  public let printed: String
  public let title: String
  /// The text of the revision is not held; each answer has to say so.
  public let isReconstructed: Bool
  public let table: DecisionTable

  /// Reads format version 1.
  public init(json bytes: [UInt8]) throws(TableError) {
    let json: JSON
    do throws(JSONError) {
      json = try JSON(bytes: bytes)
    } catch {
      throw .notJSON(error.message, offset: error.offset)
    }
    guard json["format"]?.string == DecisionTable.formatName else {
      throw .unsupportedFormat(json["format"]?.string ?? "no format is named")
    }
    guard json["version"] == .number(String(DecisionTable.formatVersion)) else {
      throw .unsupportedFormat("version \(json["version"]?.compact ?? "is missing")")
    }
    let file = TableReader(json)
    policy = try file.text("policy")
    revision = try file.text("revision")
    printed = try file.text("printed")
    title = try file.text("title")
    isReconstructed = try file.flag("reconstructed")
    table = try DecisionTable(try file.member("table"))
  }
}

extension DecisionTable {
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
    guard written.count < 2 else { throw malformed("two connectives stand in one place") }
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
    case "set":
      var terms: [Term] = []
      for term in try entry.elements("terms") {
        terms.append(Term(id: try term.text("id"), label: try term.text("label")))
      }
      type = .set(terminology: try entry.text("of"), terms: terms)
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
    case .choice(let known): self = .word(try entry.word(among: known, of: fact))
    case .set(_, let known):
      self = .word(try entry.word(among: known.map(\.id), of: fact))
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
    guard entry.optional("fact") == nil else {
      throw entry.malformed("a test and a group stand in one place")
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
      guard entry.optional("when") == nil else {
        throw entry.malformed("a test and a group stand in one place")
      }
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
      terminology: try entry.text("terminology"), code: try Code(try entry.member("code")),
      isCategory: try entry.flag("category"),
      terms: try entry.texts("terms"), confidence: confidence, decides: decides)
  }
}

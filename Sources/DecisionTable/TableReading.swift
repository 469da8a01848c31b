internal import JSONText
internal import Values

extension DecisionTable {
  init(_ body: TableReader) throws(TableError) {
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

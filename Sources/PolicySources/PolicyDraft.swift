package import DecisionTable
internal import JSONText
internal import Values

/// A new policy made from a decision table of another program: one draft revision with its facts and
/// statements, and a fact that asks whether the service is requested at all.
package struct PolicyDraft: Sendable {
  private let template: PolicyTemplate
  private let facts: [Fact]
  private let statements: [Statement]
  /// Comments at the top of the revision, one line each.
  private let remarks: [String]

  package var id: String { template.id }

  /// - Parameters:
  ///   - facts: booleans, choices, numbers and dates.
  ///   - statements: criteria of tests with requirements and exceptions.
  package init(
    _ template: PolicyTemplate, facts: [Fact], statements: [Statement], remarks: [String]
  ) {
    self.template = template
    self.facts = facts
    self.statements = statements
    self.remarks = remarks
  }

  /// The sources by the names of their files in the folder of the policy, as YAML that is still to be
  /// formatted.
  package var files: [(name: String, text: String)] {
    template.files.map { file in
      file.name == template.revisionName ? (file.name, revisionFile) : file
    }
  }

  private var revisionFile: String {
    let source: JSON = .object([
      "policy": .string(template.id), "revision": .string(template.revision.printed),
      "title": .string(template.title), "facts": .object(members: declarations),
      "scope": .object(members: [(service, .boolean(true))]),
      "statements": .array(statements.map(statement)),
    ])
    let lines = remarks.map { "# \($0.split(whereSeparator: \.isNewline).joined(separator: " "))" }
    return ([template.revisionModeline] + lines + [source.block(indent: 0).dropFirst() + "\n"])
      .joined(separator: "\n")
  }

  /// The name of the fact for the service, which differs from those of all other facts.
  package var service: String {
    let names = Set(facts.map(\.id))
    var name = "service_requested"
    while names.contains(name) { name = "this_\(name)" }
    return name
  }

  // MARK: Facts

  private var declarations: [(String, JSON)] {
    let scope = Fact(
      id: service, type: .boolean, question: "Is the service of this policy requested?")
    return ([scope] + facts).map { ($0.id, declaration($0)) }
  }

  private func declaration(_ fact: Fact) -> JSON {
    let ask = JSON.string(fact.question)
    switch fact.type {
    case .boolean: return ["type": "boolean", "ask": ask]
    case .date: return ["type": "date", "ask": ask]
    case .choice(let words):
      return ["type": "choice", "of": .array(words.map { .string($0) }), "ask": ask]
    case .number(let type):
      return .object([
        "type": .string(type.isInteger ? "integer" : "number"),
        "minimum": type.minimum.map { .number($0.description) },
        "maximum": type.maximum.map { .number($0.description) }, "ask": ask,
      ])
    case .code, .set, .duration, .records:
      preconditionFailure("a draft does not have facts of this type")
    }
  }

  // MARK: Criteria

  private func statement(_ statement: Statement) -> JSON {
    criterion(statement.criterion, outcome: statement.outcome)
  }

  /// - Parameter outcome: the outcome, if the criterion is a statement.
  private func criterion(_ criterion: Criterion, outcome: Outcome? = nil) -> JSON {
    var members: [(String, JSON)] = [("id", .string(criterion.id))]
    if let outcome { members.append(("outcome", .string(outcome.rawValue))) }
    members.append(("text", .string(criterion.text)))
    let requirements = criterion.requirements.flatMap(\.tests).map(test)
    if !requirements.isEmpty { members.append(("require", .array(requirements))) }
    if !criterion.exceptions.isEmpty {
      members.append(("unless", .array(criterion.exceptions.map(condition))))
    }
    switch criterion.rule {
    case .test(let test): members.append(("when", self.test(test)))
    // What every request meets is what its scope tests.
    case .group(.allOf, let criteria) where criteria.isEmpty:
      members.append(("when", .object(members: [(service, .boolean(true))])))
    case .group(let connective, let criteria):
      members.append((connective.key.rawValue, .array(criteria.map { self.criterion($0) })))
    case .reference: preconditionFailure("the criteria of a draft do not refer to others")
    }
    return .object(members: members)
  }

  private func condition(_ condition: FactCondition) -> JSON {
    switch condition {
    case .test(let test): self.test(test)
    case .group(let connective, let members):
      .object(members: [(connective.key.rawValue, .array(members.map(self.condition)))])
    case .reference: preconditionFailure("the criteria of a draft do not refer to others")
    }
  }

  private func test(_ test: UnaryTest) -> JSON {
    let type = facts.first { $0.id == test.fact }?.type
    let values = test.values.map { value($0, type) }
    return .object(members: [(test.fact, values.count == 1 ? values[0] : .array(values))])
  }

  private func value(_ value: TestValue, _ type: FactType?) -> JSON {
    switch value {
    case .boolean(let value): return .boolean(value)
    case .word(let word): return .string(word)
    case .code(let code): return .string(code.description)
    case .records: preconditionFailure("a draft does not have facts of this type")
    case .range(let interval):
      let isDate = type == .date
      func point(_ bound: Interval.Bound) -> JSON {
        guard isDate, let day = bound.value.integer.flatMap(CalendarDate.init(dayNumber:)) else {
          return .number(bound.value.description)
        }
        return .string(day.description)
      }
      if let lower = interval.lower, lower == interval.upper { return point(lower) }
      var ends: [(String, JSON)] = []
      if let lower = interval.lower {
        let key: BoundKey =
          isDate ? (lower.isIncluded ? .from : .after) : lower.isIncluded ? .atLeast : .over
        ends.append((key.rawValue, point(lower)))
      }
      if let upper = interval.upper {
        let key: BoundKey =
          isDate ? (upper.isIncluded ? .until : .before) : upper.isIncluded ? .atMost : .under
        ends.append((key.rawValue, point(upper)))
      }
      return .object(members: ends)
    }
  }
}

extension JSON {
  /// As YAML, with a line for each member of deeply nested values. JSON is YAML, and its printer escapes
  /// what needs escaping.
  fileprivate func block(indent: Int) -> String {
    let margin = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .object(let members) where depth > 2:
      return members.map { margin + $0.name + ":" + $0.value.block(indent: indent + 2) }.joined()
    case .array(let elements) where depth > 2:
      return elements.map { element in
        margin + "-"
          + (element.depth > 2
            ? " "
              + element.block(indent: indent + 2)
              .drop { $0.isWhitespace } : " " + element.compact)
      }.joined()
    default: return " " + compact
    }
  }

  private var depth: Int {
    switch self {
    case .null, .boolean, .number, .string: 0
    case .array(let elements): 1 + (elements.map(\.depth).max() ?? 0)
    case .object(let members): 1 + (members.map(\.value.depth).max() ?? 0)
    }
  }

  fileprivate static func object(members: [(String, JSON)]) -> JSON {
    .object(members.map { Member($0.0, $0.1) })
  }
}

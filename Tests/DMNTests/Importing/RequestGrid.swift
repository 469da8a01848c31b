import DecisionTable
import Values

@testable import DMN

/// Complete requests over four facts, with every value that `cells` can distinguish.
enum RequestGrid {
  static let inputs: [(name: String, type: String?)] = [
    ("age", "number"), ("risk", "string"), ("affordable", "boolean"), ("day", "date"),
  ]

  /// The possible cells of each column.
  static let cells: [[String]] = [
    [
      "-", ">= 18", "< 18", "[18..60)", "not([18..60))", "18", "< 10, > 70", "!= 18",
      "]18..60[", "null, 18", "not(null)", "!= null", "not(null, 18)", "[12, 18]", "null",
    ],
    [
      "-", "\"low\"", "\"low\",\"high\"", "not(\"low\")", "not(\"low\",\"high\")", "!= \"high\"",
      "not(null)", "null, \"low\"", "!= null",
      "not(null, \"low\")",
    ],
    ["-", "true", "false", "not(true)", "true, false", "!= true", "null, true"],
    [
      "-", "> date(\"2020-01-01\")", "[date(\"2020-01-01\")..date(\"2021-01-01\")]",
      "not((@\"2020-01-01\"..@\"2021-01-01\"))", "!= @\"2021-01-01\"",
    ],
  ]

  static let requests: [[FEELValue]] = {
    let ages = [1, 10, 12, 18, 30, 60, 65, 70, 75].map { FEELValue.number(ExactDecimal($0)) }
    let risks = ["low", "high", "unknown"].map { FEELValue.string($0) }
    let days = ["2019-05-05", "2020-01-01", "2020-06-01", "2021-01-01", "2021-01-02"]
      .map { FEELValue.date(CalendarDate($0)!) }
    return ages.flatMap { age in
      risks.flatMap { risk in
        [true, false].flatMap { affordable in
          days.map { [age, risk, .boolean(affordable), $0] }
        }
      }
    }
  }()

  static func named(_ request: [FEELValue]) -> [String: FEELValue] {
    Dictionary(zip(inputs.map(\.name), request)) { first, _ in first }
  }

  /// The facts of the request, as a policy with these facts states them.
  static func stated(_ request: [FEELValue], of facts: [Fact]) -> [String: FactValue] {
    var stated: [String: FactValue] = [:]
    for (input, value) in zip(inputs, request) {
      guard let fact = facts.first(where: { $0.id == input.name }) else { continue }
      switch (value, fact.type) {
      case (.number(let number), _): stated[fact.id] = .quantity(number, unit: nil)
      case (.boolean(let flag), _): stated[fact.id] = .boolean(flag)
      case (.date(let day), _): stated[fact.id] = .date(day)
      case (.string(let text), .choice(let words)):
        stated[fact.id] = .choice(words.contains(text) ? text : "other")
      default: break
      }
    }
    return stated
  }
}

extension LoweredTable {
  /// The table of a policy with these statements and a scope that includes every request.
  var policyTable: DecisionTable {
    DecisionTable(
      facts: facts, scope: .group(.allOf, []), statements: statements, bindings: [])
  }
}

/// A decision table of DMN: rules that test the inputs, and the answer of each.
package struct RuleTable: Hashable, Sendable {
  package let id: String
  package let hitPolicy: HitPolicy
  package let inputs: [InputClause]
  /// Never empty. If there are several, the answer of a rule is a context with their names.
  package let outputs: [OutputClause]
  package let rules: [TableRule]
  package let line: Int

  package init(
    id: String, hitPolicy: HitPolicy, inputs: [InputClause], outputs: [OutputClause],
    rules: [TableRule], line: Int = 0
  ) {
    self.id = id
    self.hitPolicy = hitPolicy
    self.inputs = inputs
    self.outputs = outputs
    self.rules = rules
    self.line = line
  }
}

/// How many rules may match a request, and what the answer is if several do.
package enum HitPolicy: Hashable, Sendable {
  /// At most one rule matches.
  case unique
  /// All rules that match give the same answer.
  case any
  /// Of the matching answers, the one that the output values list first.
  case priority
  /// The answer of the first rule that matches.
  case first
  /// All matching answers, in the order of the rules.
  case ruleOrder
  /// All matching answers, in the order of the output values.
  case outputOrder
  /// All matching answers, or one value aggregated from them.
  case collect(Aggregation?)

  package enum Aggregation: String, Hashable, Sendable, CaseIterable {
    case sum = "SUM"
    case count = "COUNT"
    case minimum = "MIN"
    case maximum = "MAX"
  }

  /// Whether the answer is a list of the answers of all matching rules.
  var answersWithList: Bool {
    switch self {
    case .ruleOrder, .outputOrder, .collect(nil): true
    case .unique, .any, .priority, .first, .collect: false
    }
  }

  /// The name in files, without the aggregation.
  package var name: String {
    switch self {
    case .unique: "UNIQUE"
    case .any: "ANY"
    case .priority: "PRIORITY"
    case .first: "FIRST"
    case .ruleOrder: "RULE ORDER"
    case .outputOrder: "OUTPUT ORDER"
    case .collect: "COLLECT"
    }
  }
}

/// An input column: the expression that its cells test, and the values that it can have.
package struct InputClause: Hashable, Sendable {
  package let id: String
  package let label: String?
  package let expression: FEELExpression
  package let type: String?
  package let values: UnaryTests?
  package let line: Int

  package init(
    id: String, label: String?, expression: FEELExpression, type: String?, values: UnaryTests?,
    line: Int = 0
  ) {
    self.id = id
    self.label = label
    self.expression = expression
    self.type = type
    self.values = values
    self.line = line
  }
}

/// An output column.
package struct OutputClause: Hashable, Sendable {
  package let id: String
  package let name: String?
  package let type: String?
  /// The possible answers, highest priority first.
  package let values: UnaryTests?
  /// The answer if no rule matches.
  package let defaultEntry: FEELExpression?
  package let line: Int

  package init(
    id: String, name: String?, type: String?, values: UnaryTests?,
    defaultEntry: FEELExpression? = nil, line: Int = 0
  ) {
    self.id = id
    self.name = name
    self.type = type
    self.values = values
    self.defaultEntry = defaultEntry
    self.line = line
  }
}

/// A rule: a row of the table.
package struct TableRule: Hashable, Sendable {
  package let id: String
  package let description: String?
  /// One cell for each input.
  package let tests: [UnaryTests]
  /// One cell for each output.
  package let answers: [FEELExpression]
  package let line: Int
  /// The line of each cell in `tests`; empty if the model was not read from a file.
  private let testLines: [Int]

  package init(
    id: String, description: String?, tests: [UnaryTests], answers: [FEELExpression],
    line: Int = 0, testLines: [Int] = []
  ) {
    self.id = id
    self.description = description
    self.tests = tests
    self.answers = answers
    self.line = line
    self.testLines = testLines
  }

  /// The line of the cell for an input.
  func line(ofTest column: Int) -> Int {
    testLines.indices.contains(column) ? testLines[column] : line
  }
}

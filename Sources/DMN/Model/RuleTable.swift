/// A decision table of DMN: rows of unary tests over its inputs, and what each row answers.
package struct RuleTable: Hashable, Sendable {
  package let id: String
  package let hitPolicy: HitPolicy
  package let inputs: [InputClause]
  /// Never empty. Where there are several, a row answers a context with their names.
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

/// How many rows may match, and what is answered when several do.
package enum HitPolicy: Hashable, Sendable {
  /// At most one row matches.
  case unique
  /// Rows that match answer the same.
  case any
  /// The answer that the output values list first.
  case priority
  /// The first row that matches.
  case first
  /// All answers, in the order of the rows.
  case ruleOrder
  /// All answers, in the order of the output values.
  case outputOrder
  /// All answers, or one number made of them.
  case collect(Aggregation?)

  package enum Aggregation: String, Hashable, Sendable, CaseIterable {
    case sum = "SUM"
    case count = "COUNT"
    case minimum = "MIN"
    case maximum = "MAX"
  }

  /// Whether it answers one row at most.
  package var isSingleHit: Bool {
    switch self {
    case .unique, .any, .priority, .first: true
    case .ruleOrder, .outputOrder, .collect: false
    }
  }

  /// As files write it.
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

/// A column of tests: what they test, and which values that can have.
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

/// A column of answers.
package struct OutputClause: Hashable, Sendable {
  package let id: String
  package let name: String?
  package let type: String?
  /// The answers that there are, the one of highest priority first.
  package let values: UnaryTests?
  /// What is answered where no row matches.
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

/// A row.
package struct TableRule: Hashable, Sendable {
  package let id: String
  package let description: String?
  /// A cell an input.
  package let tests: [UnaryTests]
  /// A cell an output.
  package let answers: [FEELExpression]
  package let line: Int

  package init(
    id: String, description: String?, tests: [UnaryTests], answers: [FEELExpression],
    line: Int = 0
  ) {
    self.id = id
    self.description = description
    self.tests = tests
    self.answers = answers
    self.line = line
  }
}

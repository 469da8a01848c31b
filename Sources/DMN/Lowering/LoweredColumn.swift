internal import DecisionTable
internal import Values

/// A column as a fact, and its cells as values that tests name.
struct LoweredColumn {
  let clause: InputClause
  let fact: Fact
  /// The words of strings, by the strings.
  private let words: [String: String]

  enum Cell {
    case anything
    case values([TestValue])
    case unsaid(String)
  }

  init(
    _ clause: InputClause, tests: [UnaryTests], of decision: ModelDecision, in model: DecisionModel,
    _ remarks: inout [ModelProblem]
  ) throws(ModelProblem) {
    guard case .name(let parts) = clause.expression else {
      throw ModelProblem(
        "the column tests `\(clause.expression.text)`, which is computed", line: clause.line,
        help: "test an input, and compute its value before")
    }
    self.clause = clause
    let name = parts.joined(separator: " ")
    let id = name.identifier
    var renamed: [(String, String)] = id == name ? [] : [(parts.joined(separator: "."), id)]
    if model.decisions.contains(where: { $0.name == parts[0] }) {
      remarks.append(
        ModelProblem(
          "`\(parts[0])` is a decision of its own; the draft asks for it as a fact",
          line: clause.line, help: "write its criteria in its place"))
    }
    let declared = DeclaredType(clause, parts, in: model)
    var words: [String: String] = [:]
    let type: FactType
    switch declared.base {
    case "boolean": type = .boolean
    case "number": type = .number(declared.numberType(of: id, clause, &remarks))
    case "date": type = .date
    case "string":
      let listed = declared.strings ?? tests.flatMap(\.strings)
      for text in listed where words[text] == nil {
        words[text] = text.identifier
        if words[text] != text { renamed.append((text, text.identifier)) }
      }
      guard Set(words.values).count == words.count, !words.isEmpty else {
        throw ModelProblem(
          "the values of `\(name)` are no words that can be told apart", line: clause.line,
          help: "list them as input values that differ in letters or digits")
      }
      let order = listed.compactMap { words[$0] }.uniqued
      let isClosed = declared.strings != nil || order.contains("other")
      type = .choice(isClosed ? order : order + ["other"])
    default:
      throw ModelProblem(
        "the column is of the type `\(declared.base)`", line: clause.line,
        help: "test a string, a number, a boolean or a date")
    }
    self.words = words
    if !renamed.isEmpty {
      let pairs = renamed.map { "`\($0)` as `\($1)`" }.joined(separator: ", ")
      remarks.append(
        ModelProblem(
          "the draft writes \(pairs)", line: clause.line,
          help: "give them the names by which requests know them"))
    }
    let label = clause.label.flatMap { $0 == name ? nil : $0 } ?? name
    fact = Fact(id: id, type: type, question: "What is \(label)?")
  }

  func values(of cell: UnaryTests) -> Cell {
    switch cell {
    case .any: return .anything
    case .anyOf(let tests):
      guard let values = values(of: tests) else { return unsaid(cell) }
      return values.isEmpty ? .unsaid("`\(clause.expression.text)` must be null") : .values(values)
    case .noneOf(let tests):
      guard let values = values(of: tests), let others = complement(of: values) else {
        return unsaid(cell)
      }
      return others.isEmpty ? unsaid(cell) : .values(others)
    }
  }

  private func unsaid(_ cell: UnaryTests) -> Cell {
    .unsaid("`\(cell.text)` is not read as values of `\(fact.id)`")
  }

  /// Without null, of which requests state nothing.
  private func values(of tests: [PositiveUnaryTest]) -> [TestValue]? {
    var values: [TestValue] = []
    for test in tests where test != .equal(.null) {
      switch (test, fact.type) {
      case (.equal(.boolean(let value)), .boolean): values.append(.boolean(value))
      case (.equal(.string(let text)), .choice):
        guard let word = words[text] else { return nil }
        values.append(.word(word))
      case (_, .number), (_, .date):
        guard let interval = interval(of: test) else { return nil }
        values.append(.range(interval))
      default: return nil
      }
    }
    return values
  }

  private func interval(of test: PositiveUnaryTest) -> Interval? {
    func bound(_ value: FEELExpression, _ isIncluded: Bool) -> Interval.Bound? {
      point(value).map { Interval.Bound($0, isIncluded: isIncluded) }
    }
    let interval: Interval
    switch test {
    case .equal(let value):
      guard let point = point(value) else { return nil }
      interval = Interval(point)
    case .comparison(let sign, let value):
      guard let end = bound(value, sign == .atLeast || sign == .atMost) else { return nil }
      switch sign {
      case .atLeast, .greater: interval = Interval(lower: end, upper: nil)
      case .atMost, .less: interval = Interval(lower: nil, upper: end)
      case .equal, .unequal: return nil
      }
    case .interval(let range):
      guard let lower = bound(range.from.value, range.from.isIncluded),
        let upper = bound(range.to.value, range.to.isIncluded)
      else { return nil }
      interval = Interval(lower: lower, upper: upper)
    }
    return interval.isEmpty ? nil : interval
  }

  /// A literal on the line of the fact.
  private func point(_ value: FEELExpression) -> ExactDecimal? {
    switch (value, fact.type) {
    case (.number(let value), .number): value
    case (.call(.date, let arguments), .date):
      if case .string(let text)? = arguments.first {
        CalendarDate(text).map { ExactDecimal($0.dayNumber) }
      } else {
        nil
      }
    default: nil
    }
  }

  /// Every other value that a request can state.
  private func complement(of values: [TestValue]) -> [TestValue]? {
    if let all = fact.type.allValues { return all.filter { !values.contains($0) } }
    var rest: [Interval] = [Interval(lower: nil, upper: nil)]
    for case .range(let taken) in values { rest = rest.flatMap { $0.without(taken) } }
    return rest.map { .range($0) }
  }
}

extension Interval {
  /// What is left of it without another one: nothing, one stretch or two.
  fileprivate func without(_ other: Interval) -> [Interval] {
    var left: [Interval] = []
    if let end = other.lower {
      left.append(
        Interval(lower: lower, upper: upper.least(.init(end.value, isIncluded: !end.isIncluded))))
    }
    if let end = other.upper {
      left.append(
        Interval(
          lower: lower.greatest(.init(end.value, isIncluded: !end.isIncluded)), upper: upper))
    }
    return left.filter { !$0.isEmpty }
  }
}

extension Interval.Bound? {
  /// As upper bounds, the one that allows less.
  fileprivate func least(_ other: Interval.Bound) -> Interval.Bound {
    guard let self else { return other }
    if self.value == other.value { return self.isIncluded ? other : self }
    return self.value < other.value ? self : other
  }

  /// The same as lower bounds.
  fileprivate func greatest(_ other: Interval.Bound) -> Interval.Bound {
    guard let self else { return other }
    if self.value == other.value { return self.isIncluded ? other : self }
    return self.value > other.value ? self : other
  }
}

extension String {
  /// As facts and words are named: `Risk category` is `risk_category`.
  fileprivate var identifier: String {
    var name = ""
    var isAfterSmall = false
    for scalar in unicodeScalars {
      let isLarge = ("A"..."Z").contains(scalar)
      let isSmall = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
      // `RiskCategory` is two words.
      if !isLarge && !isSmall || isLarge && isAfterSmall, name.last != "_" { name += "_" }
      if isLarge || isSmall { name += String(scalar).lowercased() }
      isAfterSmall = isSmall
    }
    let trimmed = String(
      name.drop { $0 == "_" }.reversed().drop { $0 == "_" }.reversed().prefix(76))
    return trimmed.first.map { ("a"..."z").contains($0) } == true ? trimmed : "v_\(trimmed)"
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}

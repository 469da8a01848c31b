internal import DecisionTable
internal import Values

/// What a model says of the values of a column.
struct DeclaredType {
  /// The name of a type of FEEL.
  let base: String
  private let allowed: [UnaryTests]

  init(_ clause: InputClause, _ parts: [String], in model: DecisionModel) {
    var allowed = clause.values.map { [$0] } ?? []
    var name =
      clause.type ?? model.inputs.first { $0.name == parts[0] }?.type
      ?? model.decisions.first { $0.name == parts[0] }?.type
    // The components of a structure, then what its type is of.
    var rest = clause.type == nil ? parts.dropFirst() : []
    for _ in 0..<32 {
      guard let definition = model.itemDefinitions.first(where: { $0.name == name }) else { break }
      switch definition.content {
      case .structure(let components):
        guard let component = components.first(where: { $0.name == rest.first }),
          case .values(let type, let values) = component.content
        else { break }
        if let values { allowed.append(values) }
        rest = rest.dropFirst()
        name = type
        continue
      case .values(let type, let values):
        if let values { allowed.append(values) }
        name = type
        continue
      }
      break
    }
    base = name ?? "unknown"
    self.allowed = allowed
  }

  /// The strings that are allowed, where they are listed.
  var strings: [String]? {
    for case .anyOf(let tests) in allowed {
      let listed = UnaryTests.anyOf(tests).strings
      if !listed.isEmpty { return listed }
    }
    return nil
  }

  /// With the bounds that are allowed, which a fact includes.
  func numberType(of fact: String, _ clause: InputClause, _ remarks: inout [ModelProblem])
    -> NumberType
  {
    var minimum: ExactDecimal?
    var maximum: ExactDecimal?
    for case .anyOf(let tests) in allowed {
      let ranges = tests.filter { $0 != .equal(.null) }
      guard ranges.count == 1 else { continue }
      let (low, high) = ranges[0].ends
      if let low { minimum = minimum.map { max($0, low.value) } ?? low.value }
      if let high { maximum = maximum.map { min($0, high.value) } ?? high.value }
      for end in [low, high].compactMap({ $0 }) where !end.isIncluded {
        remarks.append(
          ModelProblem(
            "`\(fact)` is never \(end.value) itself, and the draft lets it be", line: clause.line,
            help: "bound it by the nearest value that it can have"))
      }
    }
    return NumberType(unit: nil, isInteger: false, minimum: minimum, maximum: maximum)
  }
}

extension PositiveUnaryTest {
  /// The bounds of a range of numbers.
  fileprivate var ends: (lower: Interval.Bound?, upper: Interval.Bound?) {
    func bound(_ value: FEELExpression, _ isIncluded: Bool) -> Interval.Bound? {
      if case .number(let value) = value { .init(value, isIncluded: isIncluded) } else { nil }
    }
    switch self {
    case .interval(let range):
      return (
        bound(range.from.value, range.from.isIncluded), bound(range.to.value, range.to.isIncluded)
      )
    case .comparison(.atLeast, let value): return (bound(value, true), nil)
    case .comparison(.greater, let value): return (bound(value, false), nil)
    case .comparison(.atMost, let value): return (nil, bound(value, true))
    case .comparison(.less, let value): return (nil, bound(value, false))
    case .comparison, .equal: return (nil, nil)
    }
  }
}

extension UnaryTests {
  /// The strings that it names.
  var strings: [String] {
    let tests: [PositiveUnaryTest] =
      switch self {
      case .any: []
      case .anyOf(let tests), .noneOf(let tests): tests
      }
    return tests.compactMap { test in
      if case .equal(.string(let text)) = test { text } else { nil }
    }
  }
}

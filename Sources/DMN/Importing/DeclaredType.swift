internal import DecisionTable
internal import Values

/// The type that a model declares for a column: a base type of FEEL or of a tool, and the allowed
/// values of every item definition that leads to it.
struct DeclaredType {
  /// The name of the base type; nil if the model does not declare one.
  let base: String?
  private let allowed: [UnaryTests]

  init(of clause: InputClause, in model: DecisionModel) {
    var path: [String] = []
    if case .name(let parts) = clause.expression { path = parts }
    var allowed = clause.values.map { [$0] } ?? []
    var name =
      clause.type ?? model.inputs.first { $0.name == path.first }?.type
      ?? model.decisions.first { $0.name == path.first }?.type
    // The type of a clause is already that of the component.
    var components = clause.type == nil ? path.dropFirst() : []
    for _ in 0..<32 {
      guard let definition = model.itemDefinitions.first(where: { $0.name == name }) else { break }
      switch definition.content {
      case .structure(let members):
        guard let member = members.first(where: { $0.name == components.first }),
          case .values(let type, let values) = member.content
        else { break }
        if let values { allowed.append(values) }
        components = components.dropFirst()
        name = type
        continue
      case .values(let type, let values):
        if let values { allowed.append(values) }
        name = type
        continue
      }
      break
    }
    base = name
    self.allowed = allowed
  }

  /// The kind of the values; nil for a type that says nothing about them, such as `Any`.
  var kind: LiteralKind? {
    switch base {
    case "string": .string
    case "boolean": .boolean
    case "number", "integer", "long", "short", "double", "float", "decimal": .number
    case "date": .date
    default: nil
    }
  }

  var isInteger: Bool { ["integer", "long", "short"].contains(base) }

  /// The allowed strings; nil if the model does not list them.
  var strings: [String]? {
    for case .anyOf(let tests) in allowed {
      let listed = tests.compactMap { test in
        if case .equal(.string(let text)) = test { text } else { nil }
      }
      if !listed.isEmpty { return listed }
    }
    return nil
  }

  /// The allowed range of a number. The range of a fact includes its bounds, so an excluded bound
  /// is reported.
  func numberType(
    of fact: String, isInteger: Bool, line: Int, _ remarks: inout [ModelProblem]
  ) -> NumberType {
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
            "the model excludes \(end.value) from `\(fact)`, but the draft allows it", line: line,
            help: "set the bound of the fact to the nearest value that it can have"))
      }
    }
    return NumberType(unit: nil, isInteger: isInteger, minimum: minimum, maximum: maximum)
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

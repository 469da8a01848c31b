/// A fact of a random type, whose bounds and tests use values at the limits of that type.
struct RandomFact {
  enum Kind: CaseIterable {
    case boolean, code, choice, set, number, integer, date, duration
  }

  let name: String
  let kind: Kind
  /// The values for tests. They are ascending if the type is ordered.
  private let values: [String]
  private let members: [String]

  init(_ name: String, _ choices: inout Choices) {
    self.name = name
    kind = choices.one(of: Kind.allCases)
    var members = ["type: \(kind)", "ask: Is it so?"]
    var values: [String]
    switch kind {
    case .boolean: values = ["true", "false"]
    case .code: values = Edge.codes
    case .choice: values = Edge.words
    case .set: values = Edge.terms
    case .number: values = Edge.numbers
    case .integer: values = Edge.integers
    case .date: values = Edge.dates
    case .duration: values = Edge.months
    }
    switch kind {
    case .choice: members.append("of: [\(Edge.words.joined(separator: ", "))]")
    case .set: members.append("of: terms")
    case .number, .integer:
      if choices.rarely(2) {
        values.removeFirst(choices.number(below: values.count - 2))
        members.append("minimum: \(values[0])")
      }
      if choices.rarely(2) {
        values.removeLast(choices.number(below: values.count - 1))
        members.append("maximum: \(values[values.count - 1])")
      }
      if choices.rarely(2) {
        members.append("unit: '\(choices.one(of: ["a", "mg/g", "%", "{pack-years}"]))'")
      }
    case .duration:
      let unit = choices.one(of: ["a", "mo", "wk", "d"])
      if unit == "wk" || unit == "d" { values = Edge.days }
      members.append("unit: \(unit)")
    case .boolean, .code, .date: break
    }
    self.values = values
    self.members = members
  }

  var declaration: String { "  \(name): {\(members.joined(separator: ", "))}" }

  /// Whether the fact is ordered, so that the text of a criterion can print its test.
  var isOrdered: Bool {
    switch kind {
    case .number, .integer, .date, .duration: true
    case .boolean, .code, .choice, .set: false
    }
  }

  func test(_ choices: inout Choices) -> String {
    guard isOrdered else {
      let first = choices.number(below: values.count)
      let count = choices.rarely(3) ? min(2, values.count - first) : 1
      return "{\(name): [\(values[first..<first + count].joined(separator: ", "))]}"
    }
    if choices.rarely(40) { return "{\(name): \(choices.one(of: Edge.mistakes))}" }
    let (lower, upper) = boundKeys(&choices)
    let first = choices.number(below: values.count)
    let last = first + choices.number(below: values.count - first)
    switch choices.number(below: 4) {
    case 0: return "{\(name): {\(lower): \(values[first])}}"
    case 1: return "{\(name): {\(upper): \(values[last])}}"
    case 2: return "{\(name): {\(lower): \(values[first]), \(upper): \(values[last])}}"
    default:
      let others = last > first ? [values[first], values[last]] : [values[first]]
      return "{\(name): [\(others.joined(separator: ", "))]}"
    }
  }

  private func boundKeys(_ choices: inout Choices) -> (lower: String, upper: String) {
    let isIncluded = (choices.rarely(2), choices.rarely(2))
    switch kind {
    case .date: return (isIncluded.0 ? "after" : "from", isIncluded.1 ? "before" : "until")
    case .duration: return (isIncluded.0 ? "over" : "at_least", isIncluded.1 ? "under" : "within")
    default: return (isIncluded.0 ? "over" : "at_least", isIncluded.1 ? "under" : "at_most")
    }
  }

  /// A value in the form in which a case states it.
  func stated(_ choices: inout Choices) -> String {
    switch kind {
    case .set: choices.one(of: ["[]", "[anemia]", "{present: [asthma], absent: [cough]}"])
    case .duration: choices.one(of: Edge.dates + ["0", "1", "100000"])
    default: choices.one(of: values)
    }
  }
}

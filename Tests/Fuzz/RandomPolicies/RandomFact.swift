/// A fact of any type, declared and tested by values at the edges of that type.
struct RandomFact {
  enum Kind: CaseIterable {
    case boolean, code, choice, set, number, integer, date, duration
  }

  let name: String
  let kind: Kind
  /// Of a number, an integer or a duration.
  let unit: String?

  init(_ name: String, _ choices: inout Choices) {
    self.name = name
    kind = choices.one(of: Kind.allCases)
    switch kind {
    case .number, .integer: unit = choices.one(of: [nil, "a", "mg/g", "%", "{pack-years}"])
    case .duration: unit = choices.one(of: ["a", "mo", "wk", "d"])
    case .boolean, .code, .choice, .set, .date: unit = nil
    }
  }

  func declaration(_ choices: inout Choices) -> String {
    var members = ["type: \(kind)", "ask: Is it so?"]
    switch kind {
    case .choice: members.append("of: [one, two, three]")
    case .set: members.append("of: terms")
    case .number, .integer:
      if choices.rarely(2) { members.append("minimum: \(choices.one(of: Edge.numbers))") }
      if choices.rarely(2) { members.append("maximum: \(choices.one(of: Edge.numbers))") }
    case .boolean, .code, .date, .duration: break
    }
    if let unit { members.append("unit: '\(unit)'") }
    return "  \(name): {\(members.joined(separator: ", "))}"
  }

  func test(_ choices: inout Choices) -> String {
    let count = choices.rarely(3) ? 2 : 1
    let values = (0..<count).map { _ in testValue(&choices) }
    return "{\(name): \(count == 1 ? values[0] : "[\(values.joined(separator: ", "))]")}"
  }

  private func testValue(_ choices: inout Choices) -> String {
    switch kind {
    case .boolean: return choices.one(of: ["true", "false"])
    case .code: return choices.one(of: Edge.codes)
    case .choice: return choices.one(of: ["one", "two", "three"])
    case .set: return choices.one(of: ["anemia", "asthma", "cough"])
    case .number, .integer:
      return range(["at_least", "over"], ["at_most", "under"], Edge.numbers, &choices)
    case .date: return range(["from", "after"], ["until", "before"], Edge.dates, &choices)
    case .duration:
      return range(["at_least", "over"], ["within", "under"], Edge.lengths, &choices)
    }
  }

  private func range(
    _ lower: [String], _ upper: [String], _ values: [String], _ choices: inout Choices
  ) -> String {
    let form = choices.number(below: 4)
    if form == 3 { return choices.one(of: values) }
    let low = form != 1 ? ["\(choices.one(of: lower)): \(choices.one(of: values))"] : []
    let high = form != 0 ? ["\(choices.one(of: upper)): \(choices.one(of: values))"] : []
    return "{\((low + high).joined(separator: ", "))}"
  }

  /// A value as a case states it.
  func stated(_ choices: inout Choices) -> String {
    switch kind {
    case .boolean: choices.one(of: ["true", "false"])
    case .code: choices.one(of: Edge.codes)
    case .choice: choices.one(of: ["one", "two", "three"])
    case .set: choices.one(of: ["[]", "[anemia]", "{present: [asthma], absent: [cough]}"])
    case .number, .integer: choices.one(of: Edge.numbers)
    case .date: choices.one(of: Edge.dates)
    case .duration: choices.one(of: Edge.dates + Edge.numbers)
    }
  }
}

/// Values at and next to the bounds of what sources can write.
enum Edge {
  static let numbers = [
    "0", "1", "2", "-1", "0.5", "1.000000000000000000000000000000001",
    "0.9999999999999999999999999999999999", "9999999999999999999999999999999999",
    "-9999999999999999999999999999999999", "1e6000", "1e6111", "-1e6111", "9e6111", "1e-6176",
    "-1e-6176", "1e34", "1e33", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "1234567890123456789012345678.901234", "1e-33", "0e9999", "-0",
    "1e6112", "100000", "99999999999999999999999999999999995e-1",
  ]
  static let dates = [
    "2024-02-29", "1900-01-01", "1900-01-02", "2199-12-31", "2199-12-30", "2100-02-28",
    "2100-03-01", "2000-02-29", "1999-12-31", "2000-01-01", "2024-03-01",
  ]
  static let lengths = [
    "0", "1", "1 months", "12 months", "1 years", "100000", "99999", "8333 years", "8334 years",
    "1e5", "14285 weeks", "100000 days", "0 days", "7 days", "3600 months", "300 years",
    "109572 days", "109573 days",
  ]
  static let codes = ["CPT:76498", "CPT:71271", "HCPCS:G0399", "ICD-10-CM:E83.110"]
}

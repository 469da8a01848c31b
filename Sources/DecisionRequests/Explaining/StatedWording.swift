internal import DecisionTable
internal import JSONText
internal import Values

/// What a request states of a scalar fact, as a phrase: `from 7 to under 9`, `some day of 2024-03`,
/// `former or never`. A single value is printed as it is stated.
struct StatedWording {
  let text: String

  /// - Parameter stated: a valid value of the fact.
  init(_ stated: JSON, of type: FactType) {
    text = StatedWording.phrase(stated, of: type) ?? stated.compact
  }

  private static func phrase(_ stated: JSON, of type: FactType) -> String? {
    if let values = stated["one_of"]?.array { return list(values) }
    if let values = stated["not"]?.array { return "anything but \(list(values))" }
    if let text = stated.string {
      guard type == .date || type.isDuration, CalendarPeriod(text) != nil else { return nil }
      return "some day of \(text)"
    }
    return days(stated) ?? numbers(stated, of: type)
  }

  private static func list(_ values: [JSON]) -> String {
    values.compactMap(\.string).joined(separator: " or ")
  }

  private static func days(_ stated: JSON) -> String? {
    func day(_ key: StatedDay) -> String? { stated[key.rawValue]?.string }
    let lower = day(.from).map { "from \($0)" } ?? day(.after).map { "after \($0)" }
    let upper = day(.until).map { "to \($0)" } ?? day(.before).map { "to before \($0)" }
    guard let lower else {
      return day(.until).map { "until \($0)" } ?? day(.before).map { "before \($0)" }
    }
    return upper.map { "\(lower) \($0)" } ?? lower
  }

  private static func numbers(_ stated: JSON, of type: FactType) -> String? {
    func number(_ key: StatedBound) -> String? { stated[key.rawValue]?.compact }
    let unit = (stated["unit"]?.string ?? type.unit).map { " \(UnitWords.plural($0))" } ?? ""
    let least = number(.atLeast).map { ("from \($0)", "at least \($0)") }
    let lower = least ?? number(.over).map { ("over \($0)", "over \($0)") }
    let most = number(.atMost).map { ("to \($0)", "at most \($0)") }
    let upper = most ?? number(.under).map { ("to under \($0)", "under \($0)") }
    switch (lower, upper) {
    case (let lower?, let upper?): return "\(lower.0) \(upper.0)\(unit)"
    case (let end?, nil), (nil, let end?): return "\(end.1)\(unit)"
    case (nil, nil): return nil
    }
  }
}

extension FactType {
  fileprivate var isDuration: Bool { if case .duration = self { true } else { false } }

  /// The UCUM code of the unit of a number without one.
  fileprivate var unit: String? {
    switch self {
    case .number(let type): type.unit
    case .duration(let unit): unit.ucum
    default: nil
    }
  }
}

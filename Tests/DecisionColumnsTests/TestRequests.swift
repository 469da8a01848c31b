import DecisionTable
import DecisionTableTestSupport
import TestSupport
import Testing
import Values

@testable import DecisionColumns

/// Requests by name as columns, each in a random form that can say them.
struct TestRequests {
  private(set) var columns: [TestColumn] = []

  init(
    _ requests: [[String: FactValue]], of table: DecisionTable, _ random: inout SplitMix64,
    isVaried: Bool = true
  ) throws {
    func form<Form: CaseIterable>(_ forms: Form.Type, _ usual: Form) -> Form {
      isVaried ? Form.allCases.randomElement(using: &random)! : usual
    }
    let epoch = 25_567
    let service = Int32(RandomTable.service.dayNumber - epoch)
    columns.append(
      .values("date", "tdD", requests.map { _ in Optional(service) }, or: 0))
    for fact in table.facts {
      let values = requests.map { $0[fact.id] }
      switch fact.type {
      case .boolean:
        columns.append(
          .booleans(
            fact.id, values.map { if case .boolean(let value)? = $0 { value } else { nil } }))
      case .choice, .code:
        columns.append(
          .texts(
            fact.id,
            values.map { value in
              switch value {
              case .choice(let word)?: word
              case .code(let code)?: code.description
              default: nil
              }
            }, form(TestColumn.TextForm.self, .dictionary)))
      case .number:
        columns.append(
          .numbers(
            fact.id, values.map { $0?.number }, isVaried ? Int.random(in: 0..<4, using: &random) : 0
          ))
      case .date:
        columns.append(
          .days(
            fact.id, values.map { $0?.day }, isVaried ? Int.random(in: 0..<3, using: &random) : 0))
      case .duration:
        columns.append(.days("\(fact.id)_since", values.map { $0?.day }, 0))
        columns.append(.numbers("\(fact.id)_months", values.map { $0?.months }, 0))
      case .set:
        for (suffix, members) in [("_present", true), ("_absent", false)] {
          columns.append(
            .lists(
              fact.id + suffix, values.map { $0?.members(areThose: members) },
              form(TestColumn.ListForm.self, .narrow), form(TestColumn.TextForm.self, .dictionary)))
        }
      case .records: Issue.record("a list of entries")
      }
    }
  }
}

extension TestColumn {
  /// Numbers as decimals of 128, 64 or 32 bits with two digits after the point, or as doubles.
  fileprivate static func numbers(_ name: String, _ values: [String?], _ form: Int) -> TestColumn {
    let hundredths = values.map { $0.map { Int((Double($0)! * 100).rounded()) } }
    switch form {
    case 0: return .values(name, "d:10,2", hundredths.map { $0.map { Int128($0) } }, or: 0)
    case 1: return .values(name, "d:10,2,64", hundredths.map { $0.map { Int64($0) } }, or: 0)
    case 2: return .values(name, "d:9,2,32", hundredths.map { $0.map { Int32($0) } }, or: 0)
    default: return .values(name, "g", values.map { $0.map { Double($0)! } }, or: 0)
    }
  }

  fileprivate static func days(_ name: String, _ values: [Int?], _ form: Int) -> TestColumn {
    let days = values.map { $0.map { Int64($0 - 25_567) } }
    switch form {
    case 0: return .values(name, "tdD", days.map { $0.map { Int32($0) } }, or: 0)
    case 1: return .values(name, "tdm", days.map { $0.map { $0 * 86_400_000 } }, or: 0)
    default: return .values(name, "tsu:", days.map { $0.map { $0 * 86_400_000_000 } }, or: 0)
    }
  }
}

extension FactValue {
  fileprivate var number: String? {
    if case .quantity(let value, _) = self { "\(value)" } else { nil }
  }

  fileprivate var day: Int? { if case .date(let day) = self { day.dayNumber } else { nil } }

  /// The length of a duration in months.
  fileprivate var months: String? {
    guard case .quantity(let value, let unit) = self else { return nil }
    return unit == "mo" ? "\(value)" : value.multiplied(by: ExactDecimal(12)).map { "\($0)" }
  }

  fileprivate func members(areThose present: Bool) -> [String]? {
    guard case .partialSet(let those, let others) = self else { return nil }
    return (present ? those : others).compactMap { if case .term(let id) = $0 { id } else { nil } }
  }
}

internal import DecisionTable
internal import Values

/// On which dates of service codes are valid, as one table or some compared ones have it.
///
/// A code is itself within its period and another code outside. Where tables give a code different
/// periods there are dates on which only some of them know it. It then counts as a value of its own
/// for each way in which it is known, and a test of it names those that its table knows.
struct CodeValidity: Sendable {
  /// All dates in stretches, on each of which no code that tests name begins or ends to be valid.
  let stretches: [ServiceDates]
  /// Of codes that tests name and some table limits.
  private let limits: [Code: Limit]
  /// A code that only some tables know, by the value that stands for it.
  private let partlyKnown: [TestValue: PartlyKnown]
  /// Codes with a period, named by tests or not: a request needs a date to state them.
  private let periods: [Code: CodePeriod]

  private struct Limit: Sendable {
    /// By table.
    let periods: [CodePeriod?]
    /// Stretches of dates, and which tables know the code on them.
    let pieces: [(stretches: Range<Int>, known: [Bool])]

    /// The ways in which some tables know the code and others do not.
    var partly: [[Bool]] {
      var seen: Set<[Bool]> = []
      return pieces.map(\.known).filter {
        $0.contains(true) && $0.contains(false) && seen.insert($0).inserted
      }
    }
  }

  private struct PartlyKnown: Sendable {
    let code: Code
    let known: [Bool]
  }

  /// - Parameter dated: further codes that a request can only state with a date of service.
  init(_ tables: [DecisionTable], dated: [CodePeriod] = []) {
    let periodsByTable = tables.map(\.periodsByCode)
    let own = periodsByTable.reduce(into: [:]) { all, some in all.merge(some) { one, _ in one } }
    periods = dated.reduce(into: own) { all, period in all[period.code] = all[period.code] ?? period
    }
    let named = Set(tables.flatMap(\.namedCodes))
    let limited = own.keys.filter(named.contains).sorted()
    let stretches = ServiceDates.stretches(
      of: limited.flatMap { code in periodsByTable.compactMap { $0[code] } })
    let starts = Dictionary(
      uniqueKeysWithValues: stretches.enumerated().map { ($1.from, $0) })
    var limits: [Code: Limit] = [:]
    var partlyKnown: [TestValue: PartlyKnown] = [:]
    for code in limited {
      let periods = periodsByTable.map { $0[code] }
      let own = ServiceDates.stretches(of: periods.compactMap(\.self))
      let bounds = own.compactMap { starts[$0.from] } + [stretches.count]
      let limit = Limit(
        periods: periods,
        pieces: own.enumerated().map { place, dates in
          (
            stretches: bounds[place]..<bounds[place + 1],
            known: periods.map { $0?.contains(dates) ?? true }
          )
        })
      for known in limit.partly {
        partlyKnown[CodeValidity.value(code, known: known)] = PartlyKnown(
          code: code, known: known)
      }
      limits[code] = limit
    }
    self.stretches = stretches
    self.limits = limits
    self.partlyKnown = partlyKnown
  }

  private static func value(_ code: Code, known: [Bool]) -> TestValue {
    let tables = known.indices.filter { known[$0] }.map(String.init).joined(separator: ", ")
    return .word("\(code) of \(tables)")
  }

  // MARK: Values

  /// The code of a value.
  func code(_ value: TestValue) -> Code? {
    value.code ?? partlyKnown[value]?.code
  }

  func isLimited(_ value: TestValue) -> Bool { code(value).map { limits[$0] != nil } ?? false }

  /// The stretches on whose dates a request can state the value.
  func stretches(of value: TestValue) -> [Range<Int>] {
    guard let code = code(value), let limit = limits[code] else { return [stretches.indices] }
    return limit.pieces.filter { piece in
      partlyKnown[value].map { $0.known == piece.known } ?? !piece.known.contains(false)
    }.map(\.stretches)
  }

  /// A date for a request with these codes, of a stretch on which it can state them; nil where none
  /// of them has a period.
  func date(of codes: [Code], on stretch: Int) -> CalendarDate? {
    guard let period = codes.lazy.compactMap({ periods[$0] }).first else { return nil }
    return stretches[stretch].example ?? period.from ?? period.until
  }

  // MARK: Tests

  /// The table with what its tests name read as it knows codes.
  ///
  /// - Precondition: the period of each code is that of one of the tables.
  func reading(_ table: DecisionTable) -> DecisionTable {
    guard !partlyKnown.isEmpty else { return table }
    let periods = table.periodsByCode
    return table.replacingTests { test in
      UnaryTest(
        fact: test.fact,
        values: test.values.flatMap { value in
          [value] + values(besides: value, under: periods)
        })
    }
  }

  /// The values that stand for a code where not all tables know it, and one with this period does.
  private func values(besides value: TestValue, under periods: [Code: CodePeriod]) -> [TestValue] {
    guard case .code(let code) = value, let limit = limits[code] else { return [] }
    guard let table = limit.periods.firstIndex(of: periods[code]) else {
      preconditionFailure("a period of none of the tables")
    }
    return limit.partly.filter { $0[table] }.map { CodeValidity.value(code, known: $0) }
  }

  /// Tests that tell every value apart that stands for a code which not all tables know.
  func separatingTests(of tests: [UnaryTest]) -> [UnaryTest] {
    tests.flatMap { test in
      test.values.flatMap { value -> [UnaryTest] in
        guard case .code(let code) = value, let limit = limits[code] else { return [] }
        return limit.partly.map {
          UnaryTest(fact: test.fact, values: [CodeValidity.value(code, known: $0)])
        }
      }
    }
  }
}

extension DecisionTable {
  /// Of a code that is listed twice the first period counts.
  var periodsByCode: [Code: CodePeriod] {
    Dictionary(periods.map { ($0.code, $0) }) { first, _ in first }
  }

  /// The codes that tests name.
  var namedCodes: Set<Code> {
    Set(tests.flatMap(\.values).compactMap(\.code))
  }
}

extension CodePeriod {
  /// Whether a stretch lies in it; none does in part.
  fileprivate func contains(_ stretch: ServiceDates) -> Bool {
    if let from, stretch.from.map({ $0 < from }) ?? (from.dayNumber > 0) { return false }
    if let until, stretch.until.map({ $0 > until }) ?? (until.adding(days: 1) != nil) {
      return false
    }
    return true
  }
}

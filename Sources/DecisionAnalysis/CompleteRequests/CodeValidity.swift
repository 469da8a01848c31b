internal import DecisionTable
internal import Values

/// The dates of service on which codes are valid, for one table or for several compared tables.
///
/// Outside its period, a code counts as a different code. If tables give a code different periods,
/// there are dates on which only some of the tables know it. The code is then split into one value
/// for each such combination of tables, and a test of the code names the values that its table knows.
struct CodeValidity: Sendable {
  /// All dates, split into stretches within which no code that tests name becomes valid or invalid.
  let stretches: [ServiceDates]
  /// The codes that tests name and for which some table has a period.
  private let limits: [Code: Limit]
  /// The codes that only some tables know, by the values that represent them.
  private let partlyKnown: [TestValue: PartlyKnown]
  /// All codes with a period, including those that no test names; stating them needs a date.
  private let periods: [Code: CodePeriod]

  private struct Limit: Sendable {
    /// The code's period in each table.
    let periods: [CodePeriod?]
    /// Stretches of dates, with the tables that know the code on them.
    let pieces: [(stretches: Range<Int>, known: [Bool])]

    /// The distinct combinations in which some tables know the code and others do not.
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
        pieces: own.enumerated().map { index, dates in
          (
            stretches: bounds[index]..<bounds[index + 1],
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

  /// The code that a value represents.
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

  /// A date in a stretch for a request with these codes, or nil if none of them has a period.
  func date(of codes: [Code], on stretch: Int) -> CalendarDate? {
    guard let period = codes.lazy.compactMap({ periods[$0] }).first else { return nil }
    return stretches[stretch].example ?? period.from ?? period.until
  }

  // MARK: Tests

  /// The table with the tests of partly known codes extended to the values that it knows.
  ///
  /// - Precondition: each code's period equals its period in one of the tables.
  func reading(_ table: DecisionTable) -> DecisionTable {
    guard !partlyKnown.isEmpty else { return table }
    let periods = table.periodsByCode
    return table.replacingTests { test in
      UnaryTest(
        fact: test.fact,
        values: test.values.flatMap { value in
          [value] + partialValues(of: value, under: periods)
        })
    }
  }

  /// The values that represent a code on dates on which only some tables know it, among them a table
  /// with these periods.
  private func partialValues(of value: TestValue, under periods: [Code: CodePeriod]) -> [TestValue]
  {
    guard case .code(let code) = value, let limit = limits[code] else { return [] }
    guard let table = limit.periods.firstIndex(of: periods[code]) else {
      preconditionFailure("a period of none of the tables")
    }
    return limit.partly.filter { $0[table] }.map { CodeValidity.value(code, known: $0) }
  }

  /// Tests that separate the values of every code that only some tables know.
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
  /// The period of each code; the first one if a code is listed twice.
  var periodsByCode: [Code: CodePeriod] {
    Dictionary(periods.map { ($0.code, $0) }) { first, _ in first }
  }

  /// The codes that tests name.
  var namedCodes: Set<Code> {
    Set(tests.flatMap(\.values).compactMap(\.code))
  }
}

extension CodePeriod {
  /// Whether a stretch lies within the period. A stretch never overlaps a period only in part.
  fileprivate func contains(_ stretch: ServiceDates) -> Bool {
    if let from, stretch.from.map({ $0 < from }) ?? (from.dayNumber > 0) { return false }
    if let until, stretch.until.map({ $0 > until }) ?? (until.adding(days: 1) != nil) {
      return false
    }
    return true
  }
}

internal import Values

extension RecordMeasures {
  /// The orders of the stretches before the dates of service of the calendar, each with one such date.
  var orders: [(order: RecordAxis.Order, service: CivilDay)] {
    let counted = mostCountedDays
    var seen: Set<RecordAxis.Order> = []
    var orders: [(order: RecordAxis.Order, service: CivilDay)] = []
    func add(_ service: CivilDay) {
      let order = RecordAxis(self, before: service).order(countedDays: counted)
      if seen.insert(order).inserted { orders.append((order, service)) }
    }
    guard dependsOnDate else {
      add(CivilDay(number: CivilDay.start(ofMonth: RecordMeasures.exampleYear * 12 + 6)))
      return orders
    }
    for year in representativeYears {
      let first = CivilDay.start(ofMonth: year * 12)
      for number in first...CivilDay.end(ofMonth: year * 12 + 11) { add(CivilDay(number: number)) }
    }
    return orders
  }

  private static let exampleYear = 2024

  /// Whether the stretches can have another order on another date of service.
  ///
  /// Days alone keep their order, and so do months alone if at each number of months there is only one
  /// cut: cuts at different numbers of months are at least 27 days apart.
  private var dependsOnDate: Bool {
    var months: Set<Int> = []
    var hasDays = false
    for cut in cuts {
      switch cut {
      case .days(let count): if count > 0 { hasDays = true }
      case .months(let count, _): if !months.insert(count).inserted { return true }
      case .fullMonths, .calendarYear: return true
      }
    }
    return hasDays && !months.isEmpty || mostCountedDays > 26 && !months.isEmpty
  }

  /// Years of the calendar such that every other year has the same leap years before it, as far back as
  /// cuts reach, as one of these.
  private var representativeYears: [Int] {
    let reach =
      cuts.map { cut in
        switch cut {
        case .days(let count): count / 365 + 2
        case .months(let count, _), .fullMonths(let count): count / 12 + 2
        case .calendarYear(let years): years + 2
        }
      }.max() ?? 0
    var seen: Set<[Bool]> = []
    // Years near the present make the better examples.
    let years = (CalendarDate.first.year...CalendarDate.last.year).sorted { one, other in
      (abs(one - RecordMeasures.exampleYear), one) < (
        abs(other - RecordMeasures.exampleYear), other
      )
    }
    return years.filter { year in
      seen.insert((0...reach).map { CivilDay.isLeap(year - $0) }).inserted
    }
  }
}

extension CivilDay {
  fileprivate static func isLeap(_ year: Int) -> Bool {
    end(ofMonth: year * 12 + 11) - start(ofMonth: year * 12) == 365
  }
}

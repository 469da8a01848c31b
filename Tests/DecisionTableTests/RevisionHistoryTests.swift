import DecisionTable
import Testing
import Values

@Suite struct RevisionHistoryTests {
  private func entry(
    _ printed: String, approval: String? = nil, effective: String? = nil,
    status: RevisionHistory.Status = .released, lastDay: String? = nil
  ) -> RevisionHistory.Entry {
    let date = try! PrintedDate(printed)
    return RevisionHistory.Entry(
      id: date.isoMonth, printed: printed, status: status, supersedes: nil,
      approval: approval.map { try! PrintedDate($0) },
      effective: effective.map { try! PrintedDate($0) },
      lastDay: lastDay.flatMap { CalendarDate($0) }, isReconstructed: false)
  }

  private var history: RevisionHistory {
    RevisionHistory(entries: [
      entry("08/15/2020"), entry("2/22", approval: "2/22"), entry("12/22", approval: "4/3/23"),
      entry("11/23", approval: "1/23/24"), entry("11/24", approval: "1/1/25", status: .draft),
    ])
  }

  @Test(arguments: ["11/23", "2023-11"])
  func namesAsPrintedAndAsAMonth(_ name: String) throws {
    let found = try history.revision(named: name)
    #expect(found.entry.id == "2023-11")
    #expect(found.basis == .named)
  }

  @Test(arguments: [
    ("2022-02-28", "2022-02"), ("2023-04-02", "2022-02"), ("2023-04-03", "2022-12"),
    ("2024-01-22", "2022-12"), ("2024-01-23", "2023-11"), ("2026-01-01", "2023-11"),
  ])
  func approvalStandsInOnRequest(_ date: String, _ id: String) throws {
    let found = try history.revision(on: CalendarDate(date)!, approvalStandsIn: true)
    #expect(found.entry.id == id)
    #expect(found.basis == .approval)
  }

  @Test func withoutAnEffectiveDateNoneIsInForce() {
    let date = CalendarDate("2024-02-01")!
    #expect(throws: RevisionHistory.ResolutionError.noRevisionInForce(date)) {
      try history.revision(on: date, approvalStandsIn: false)
    }
  }

  @Test func insideAMonthTheRevisionHasToBeNamed() {
    #expect(throws: RevisionHistory.ResolutionError.self) {
      try history.revision(on: CalendarDate("2022-02-10")!, approvalStandsIn: true)
    }
    #expect(throws: RevisionHistory.ResolutionError.self) {
      try history.revision(on: CalendarDate("2022-01-31")!, approvalStandsIn: true)
    }
  }

  @Test func anEffectiveDateComesFirst() throws {
    let history = RevisionHistory(entries: [
      entry("1/24", approval: "1/15/24", effective: "3/1/24")
    ])
    let found = try history.revision(on: CalendarDate("2024-03-01")!, approvalStandsIn: true)
    #expect(found.basis == .effective)
    #expect(throws: RevisionHistory.ResolutionError.self) {
      try history.revision(on: CalendarDate("2024-02-29")!, approvalStandsIn: true)
    }
  }

  /// It may be in force already, so the older one does not decide.
  @Test(arguments: [nil, "4/24", "4/1/24"])
  func aNewerRevisionWithoutADateLeavesItOpen(_ approval: String?) {
    let newer = entry("3/24", approval: approval)
    let history = RevisionHistory(entries: [entry("1/24", effective: "2/1/24"), newer])
    let date = CalendarDate("2024-05-01")!
    #expect(throws: RevisionHistory.ResolutionError.undecidedByDate(date, newer)) {
      try history.revision(on: date, approvalStandsIn: false)
    }
    // A draft does not count.
    let drafted = RevisionHistory(entries: [
      entry("1/24", effective: "2/1/24"), entry("3/24", approval: approval, status: .draft),
    ])
    #expect((try? drafted.revision(on: date, approvalStandsIn: false))?.entry.id == "2024-01")
  }

  /// After the last day of a retired revision there is none, also where an older one was in force before.
  @Test(arguments: [
    ("2024-02-29", "2023-05"), ("2024-03-01", "2024-01"), ("2024-12-31", "2024-01"),
    ("2025-01-01", nil), ("2026-01-01", nil),
  ])
  func aRetiredRevisionDecidesUpToItsLastDay(_ date: String, _ id: String?) {
    let history = RevisionHistory(entries: [
      entry("5/23", effective: "6/1/23"),
      entry("1/24", effective: "3/1/24", status: .retired, lastDay: "2024-12-31"),
    ])
    let found = try? history.revision(on: CalendarDate(date)!, approvalStandsIn: false)
    #expect(found?.entry.id == id)
  }
}

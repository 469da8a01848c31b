internal import DecisionTable
internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// The units of facts are units of UCUM, and those of durations are units of the calendar.
  static let unknownUnit = Check.ofRevision(.unknownUnit) { file, _, _ in
    file.source.declarations.compactMap { fact in
      fact.kind == .duration ? calendarFinding(of: fact) : ucumFinding(of: fact)
    }
  }

  private static func calendarFinding(of fact: FactSource) -> Diagnostic? {
    guard let unit = fact.unit, CalendarUnit(ucum: unit.value) == nil else { return nil }
    let meant = UnitWords.code(meantBy: unit.value).flatMap { CalendarUnit(ucum: $0)?.ucum }
    return Diagnostic(
      .unknownUnit, "`\(unit.value)` is not a unit of the calendar", at: unit.span,
      help: meant.map { "write `\($0)`" }
        ?? "write `a` (years), `mo` (months), `wk` (weeks) or `d` (days)")
  }

  private static func ucumFinding(of fact: FactSource) -> Diagnostic? {
    guard let unit = fact.unit, UnitOfMeasure(unit.value) == nil else { return nil }
    let meant = UnitWords.code(meantBy: unit.value)
    return Diagnostic(
      .unknownUnit, "`\(unit.value)` is not a unit of UCUM", at: unit.span,
      help: meant.map { "write `\($0)`" }
        ?? "write the unit as UCUM does, as in `kg/m2`; if the fact counts things, name them in braces, as in `{\(counted(unit.value))}`"
    )
  }

  /// What a fact may count, as an example for the braces.
  private static func counted(_ unit: String) -> String {
    unit.allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" } ? unit : "pack-years"
  }
}

extension DiagnosticKind {
  static let unknownUnit = DiagnosticKind(
    "unknown-unit",
    why: """
      Units are written as the Unified Code for Units of Measure (UCUM) writes them, so that every
      system reads the same: `a` is a year, `mm[Hg]` a millimeter of mercury. Things
      that are counted are named in curly braces: `{pack-years}`.
      """,
    before: "blood_pressure: {type: number, unit: mmHg, …}",
    after: "blood_pressure: {type: number, unit: 'mm[Hg]', …}")
}

internal import DecisionTable
internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// Units are known, and least values are not above greatest ones.
  static let factDeclaration = Check.ofRevision(.unknownUnit) { file, _, _ in
    file.source.facts.flatMap { fact in
      [unitFinding(of: fact), boundsFinding(of: fact)].compactMap(\.self)
    } + (file.source.coding?.rows ?? []).compactMap(validityFinding)
  }

  private static func unitFinding(of fact: FactSource) -> Diagnostic? {
    guard let unit = fact.unit else { return nil }
    if fact.kind == .duration {
      guard CalendarUnit(ucum: unit.value) == nil else { return nil }
      let meant = UnitWords.code(of: unit.value).flatMap { CalendarUnit(ucum: $0)?.ucum }
      return Diagnostic(
        .unknownUnit, "`\(unit.value)` is no unit of the calendar", at: unit.span,
        help: meant.map { "write `\($0)`" }
          ?? "write `a` (years), `mo` (months), `wk` (weeks) or `d` (days)")
    }
    guard UnitOfMeasure(unit.value) == nil else { return nil }
    let isWord = unit.value.allSatisfy { $0.isLetter || $0 == "-" || $0 == "_" }
    let help =
      knownUnits[unit.value.lowercased()] ?? UnitWords.code(of: unit.value)
      ?? (isWord ? "{\(unit.value)}" : nil)
    return Diagnostic(
      .unknownUnit, "`\(unit.value)` is no unit known here", at: unit.span,
      help: help.map { "write `\($0)`" } ?? "write it as UCUM does, as in `kg/m2`, `mm[Hg]`, `/h`")
  }

  /// How UCUM writes what people often write.
  private static let knownUnits = [
    "mmhg": "mm[Hg]", "cmh2o": "cm[H2O]", "kg/m²": "kg/m2", "kg/m^2": "kg/m2", "lb": "[lb_av]",
    "lbs": "[lb_av]", "iu": "[IU]", "µg": "ug", "mcg": "ug", "percent": "%", "hr": "h", "yr": "a",
    "yrs": "a", "ml": "mL", "°c": "Cel", "cm2": "cm2",
  ]

  private static func boundsFinding(of fact: FactSource) -> Diagnostic? {
    guard let minimum = fact.minimum, let maximum = fact.maximum, minimum.value > maximum.value
    else { return nil }
    return Diagnostic(
      .reversedBounds, "the greatest value of `\(fact.id.value)` is below its least",
      at: maximum.span, notes: [.init("the least value stands here", at: .init(minimum.span))],
      help: "write `minimum: \(maximum.value)` and `maximum: \(minimum.value)`")
  }

  private static func validityFinding(of row: CodingSource.Row) -> Diagnostic? {
    guard let from = row.validity?.from, let until = row.validity?.until, from.value > until.value
    else { return nil }
    return Diagnostic(
      .reversedBounds, "`\(row.code.value)` ends to be valid before it begins", at: until.span,
      notes: [.init("the first day stands here", at: .init(from.span))],
      help: "swap the two days")
  }
}

extension DiagnosticKind {
  static let unknownUnit = DiagnosticKind(
    "unknown-unit",
    why: """
      Units are written as the Unified Code for Units of Measure (UCUM) writes them, so that every
      system understands the same by them: `a` is a year, `mm[Hg]` a millimeter of mercury. What is
      counted and has no unit stands in curly braces: `{pack-years}`.
      """,
    before: "blood_pressure: {type: number, unit: mmHg, …}",
    after: "blood_pressure: {type: number, unit: 'mm[Hg]', …}")
}

internal import DecisionTable
internal import Diagnostics
internal import MessageText
internal import PolicySources
internal import Values

extension Check {
  /// Tests name values that their fact can have.
  static let unknownValue = Check.ofRevision(
    .unknownTerm, .unknownChoice, .unknownAttribute, .mistypedTest, .wrongUnit, .emptyRange,
    .valueOutOfBounds
  ) { file, _, tree in
    let facts = Dictionary(file.source.facts.map { ($0.id.value, $0) }) { first, _ in first }
    var findings: [Diagnostic] = []
    for test in file.source.tests {
      guard let fact = facts[test.fact.value], fact.type(in: tree) != nil else { continue }
      for value in test.values {
        guard let finding = finding(for: value, of: fact, in: tree) else { continue }
        if findings.ends(before: finding.label.span) { return findings }
        findings.append(finding)
      }
    }
    return findings
  }

  private static func finding(
    for value: TestValueSource, of declared: FactSource, in tree: SourceTree
  ) -> Diagnostic? {
    do throws(ValueMismatch) {
      _ = try TestValue(value, of: declared, in: tree)
      return nil
    } catch {
      let span = error.span
      let fact = value.attribute(at: span, of: declared) ?? declared
      let note = Diagnostic.Note(
        "the fact is declared here", at: .init(fact.id.span, fact.kind.phrase))
      var written = ""
      if case .text(let text)? = value.parts.first(where: { $0.span == span }) {
        written = text.value
      }
      switch error.reason {
      case .notBoolean:
        return Diagnostic(
          .mistypedTest, "`\(written)` is neither true nor false", at: span,
          notes: [note], help: "write `true` or `false`")
      case .notCode(let error):
        return Diagnostic(
          .badCode, error.reason, at: span, notes: [note],
          help: "write the code with its system, as in `CPT:76498`")
      case .unknownChoice(let known):
        return Diagnostic(
          .unknownChoice, "`\(written)` is not a value of `\(fact.id.value)`", at: span,
          notes: [note], help: choice(among: known),
          fix: .respelling(written, at: span, among: known))
      case .unknownTerm(let terminology, let known):
        guard tree.terminology(terminology) != nil else { return nil }
        return Diagnostic(
          .unknownTerm, "`\(written)` is not a term of `\(terminology)`", at: span,
          help: "add the term to the terminology",
          fix: .respelling(written, at: span, among: known))
      case .unlike(let message, let help):
        return Diagnostic(.mistypedTest, message, at: span, notes: [note], help: help)
      case .unknownUnit(let unit, let help):
        return Diagnostic(
          .unknownUnit, "`\(unit)` is not a unit of UCUM", at: span, notes: [note], help: help)
      case .wrongUnit(let message, let help):
        return Diagnostic(.wrongUnit, message, at: span, notes: [note], help: help)
      case .reversed(let help):
        return Diagnostic(
          .reversedBounds, "the range ends before it begins", at: span, help: help)
      case .excludesEverything:
        return Diagnostic(
          .emptyRange, "the range does not contain a value of `\(fact.id.value)`", at: span,
          notes: [note], help: "widen the range, or remove the test")
      case .unknownAttribute(let name, let known):
        return Diagnostic(
          .unknownAttribute, "the entries of `\(fact.id.value)` do not have `\(name)`", at: span,
          notes: [note],
          help: choice(among: known).map { "declare it under `each:`, or \($0)" }
            ?? "declare it under `each:`",
          fix: .respelling(name, at: span, among: known))
      case .emptyWindow:
        return Diagnostic(
          .emptyRange, "no day is in this window", at: span, help: "widen the window")
      case .outOfBounds(let bounds):
        return Diagnostic(
          .valueOutOfBounds, "the value is outside the bounds of `\(fact.id.value)`", at: span,
          notes: [.init("the fact is declared here", at: .init(fact.id.span, bounds))],
          help: "correct the value or the bounds")
      }
    }
  }
}

extension TestValueSource {
  /// The attribute of which a test of records names the value at a location.
  fileprivate func attribute(at span: Span, of fact: FactSource) -> FactSource? {
    guard case .records(let test) = self else { return nil }
    let named = test.attributeTests.first { named in
      named.values.contains { value in
        value.span.range.contains(span.range.lowerBound)
      }
    }
    return named.flatMap { fact.attribute($0.fact.value) }
  }
}

extension DiagnosticKind {
  static let unknownAttribute = DiagnosticKind(
    "unknown-attribute",
    why: """
      A test of a list names attributes that its entries declare under `each`. A misspelt attribute
      would be unknown in every request.
      """,
    before:
      "hemoglobin: {type: records, each: {value: …}, …}\nwhen: {hemoglobin: {latest: {level: {under: 10}}}}",
    after:
      "hemoglobin: {type: records, each: {value: …}, …}\nwhen: {hemoglobin: {latest: {value: {under: 10}}}}"
  )

  static let unknownTerm = DiagnosticKind(
    "unknown-term",
    why: """
      Tests and cases name terms of the set's terminology. A misspelt term would be a condition that
      nobody can have.
      """,
    before: "when: {conditions: thalasemia_major}",
    after: "when: {conditions: thalassemia_major}")

  static let unknownChoice = DiagnosticKind(
    "unknown-choice",
    why: "Tests and cases name declared values of a choice, since a request cannot have another.",
    before: "require: [{purpose: liver_iron}]",
    after: "require: [{purpose: liver_iron_concentration}]")

  static let mistypedTest = DiagnosticKind(
    "mistyped-test",
    why: """
      A test compares a fact with values of the same kind: a boolean with true or false, a number
      with numbers, a date with dates, a time before the date of service with lengths of time. Any
      other value would never be equal.
      """,
    before: "require: [{suspected_iron_overload: suspected}]\nwhen: {age: {within: 15 years}}",
    after: "require: [{suspected_iron_overload: true}]\nwhen: {age: {at_most: 15 years}}")

  static let wrongUnit = DiagnosticKind(
    "wrong-unit",
    why: """
      A value is written in the unit of its fact, or in one that can be converted to it exactly, as
      months can to years. By the calendar, days cannot be converted to months or years.
      """,
    before: "weight: {type: number, unit: kg, …}\nwhen: {weight: {over: 250 pack-years}}",
    after: "weight: {type: number, unit: kg, …}\nwhen: {weight: {over: 250 kg}}")

  static let emptyRange = DiagnosticKind(
    "empty-range",
    why: """
      The range is empty, so the test could never hold. There is no integer over 5 and under 6, and
      no value over the maximum of a fact.
      """,
    before: "children: {type: integer, …}\nwhen: {children: {over: 5, under: 6}}",
    after: "children: {type: integer, …}\nwhen: {children: {at_least: 5, at_most: 6}}")

  static let valueOutOfBounds = DiagnosticKind(
    "value-out-of-bounds",
    why: """
      The declaration of the fact has the minimum and maximum that a request can state. A test with
      a value beyond them was written for another unit or another fact.
      """,
    before:
      "age: {type: integer, unit: a, minimum: 0, maximum: 130, …}\nwhen: {age: {at_least: 600}}",
    after: "age: {type: integer, unit: a, minimum: 0, maximum: 130, …}\nwhen: {age: {at_least: 50}}"
  )
}

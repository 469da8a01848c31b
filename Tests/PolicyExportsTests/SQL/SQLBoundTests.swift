import PolicyChecks
import PolicyExports
import PolicyModel
import TestSupport
import Testing

/// A bound of the policy is in the query as it is in the policy: included or excluded, on its side.
@Suite struct SQLBoundTests {
  /// A fact and a test of it, and the conditions of the query below the bound that is tested.
  struct Bound: CustomTestStringConvertible, Sendable {
    let fact: String
    let test: String
    let conditions: [String]

    var testDescription: String { test }
  }

  @Test(arguments: [
    Bound(fact: "type: number", test: "{at_least: 20}", conditions: [#"("x" < 20)"#]),
    Bound(fact: "type: number", test: "{over: 20}", conditions: [#"("x" <= 20)"#]),
    Bound(fact: "type: number", test: "{at_most: 20.5}", conditions: [#"("x" <= 20.5)"#]),
    Bound(fact: "type: number", test: "{under: 20.5}", conditions: [#"("x" < 20.5)"#]),
    Bound(
      fact: "type: number", test: "{at_least: 2, under: 3}",
      conditions: [#"("x" < 2)"#, #"("x" < 3)"#]),
    // A day ends where the next one begins.
    Bound(
      fact: "type: date", test: "{from: 2024-02-29}", conditions: [#"("x" < DATE '2024-02-29')"#]),
    Bound(
      fact: "type: date", test: "{after: 2024-02-29}",
      conditions: [#"("x" < DATE '2024-03-01')"#]),
    Bound(
      fact: "type: date", test: "{until: 2024-02-29}",
      conditions: [#"("x" < DATE '2024-03-01')"#]),
    Bound(
      fact: "type: date", test: "{before: 2024-02-29}",
      conditions: [#"("x" < DATE '2024-02-29')"#]),
    // A duration reaches its bound on the anniversary.
    Bound(
      fact: "type: duration, unit: a", test: "{at_least: 5 years}",
      conditions: [
        #"("date" < CAST("x_since" + INTERVAL '60 months' AS DATE))"#, #"("x_months" < 60)"#,
      ]),
    Bound(
      fact: "type: duration, unit: a", test: "{over: 5 years}",
      conditions: [
        #"("date" <= CAST("x_since" + INTERVAL '60 months' AS DATE))"#, #"("x_months" <= 60)"#,
      ]),
    Bound(
      fact: "type: duration, unit: d", test: "{within: 2 weeks}",
      conditions: [#"("date" <= ("x_since" + 14))"#, #"("x_days" <= 14)"#]),
    Bound(
      fact: "type: duration, unit: d", test: "{under: 2 weeks}",
      conditions: [#"("date" < ("x_since" + 14))"#, #"("x_days" < 14)"#]),
  ])
  func bounds(_ bound: Bound) throws {
    let query = try decisionQuery(ExportedPolicies.testing(bound.fact, bound.test))
    let cell = try #require(query.first { $0.contains(#" AS "x.cell""#) })
    #expect(cell.ranges(of: " AND ").count == bound.conditions.count, "\(cell)")
    for condition in bound.conditions {
      #expect(cell.contains(" AND \(condition)) THEN"), "\(cell)")
    }
  }

  /// The first and the last day of a code are days on which it is valid.
  @Test func codesAreValidOnTheirFirstAndLastDay() throws {
    let query = try decisionQuery(
      ExportedPolicies.testing(
        "type: boolean", "true", validity: "{from: 2024-01-02, until: 2024-12-30}"))
    let cell = try #require(query.first { $0.contains(#" AS "procedure.cell""#) })
    #expect(
      cell.contains(
        #" AND ("date" >= DATE '2024-01-02') AND ("date" <= DATE '2024-12-30'))"#), "\(cell)")
  }

  /// A category covers the codes at any depth below it.
  @Test func categoriesCoverTheCodesBelowThem() throws {
    let categories = try ExportedPolicies.all.flatMap { checked in
      try decisionQuery(checked).joined().matches(of: /ICD-10-CM:[0-9A-Z]+\[0-9A-Z\]./).map(
        \.output)
    }
    #expect(!categories.isEmpty)
    for category in categories { #expect(category.hasSuffix("[0-9A-Z]*")) }
  }

  /// A day counts from the date of service backwards; that day itself is not after it.
  @Test func aDurationMayBeginOnTheDateOfService() throws {
    let query = try decisionQuery(
      ExportedPolicies.testing("type: duration, unit: d", "{within: 2 weeks}"))
    let problems = try #require(query.first { $0.hasSuffix(#" AS "problem.""#) })
    #expect(problems.contains(#"WHEN "x_since" > "date" THEN 'date-after-service: x'"#))
  }

  /// The bounds of a fact are values of it.
  @Test func theBoundsOfAFactAreInItsRange() throws {
    let query = try decisionQuery(
      ExportedPolicies.testing("type: integer, minimum: 1, maximum: 9", "{at_least: 2}"))
    let problems = try #require(query.first { $0.hasSuffix(#" AS "problem.""#) })
    #expect(problems.contains(#"("x" < 1) OR ("x" > 9)) THEN 'out-of-range: x'"#))
  }

  /// The lines of the query for DuckDB.
  private func decisionQuery(_ checked: CheckedPolicy) throws -> [String] {
    let exported = RevisionExport(
      checked.policy.revisions[0], of: checked, Provenance(compiler: "", sourceDigest: ""))
    let artifacts = try Export.decisionQuery(.duckdb).artifacts(of: exported)
    return String(decoding: artifacts[0].bytes, as: UTF8.self).split(separator: "\n").map(
      String.init)
  }
}

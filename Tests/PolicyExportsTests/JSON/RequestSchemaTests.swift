import JSONText
import PolicyChecks
import PolicyModel
import TestSupport
import Testing
import Values

@testable import PolicyExports

/// The patterns of the schemas against the readers of the texts that they describe.
@Suite struct RequestSchemaTests {
  private static let schema: JSON = {
    let path = packageFolder + "/generated/LA.CP.MP.53/2020-08/request.schema.json"
    return (try? JSON(bytes: readFile(path) ?? [])) ?? .null
  }()

  private static func pattern(_ definition: String) throws -> Regex<AnyRegexOutput> {
    let text = try #require(schema["definitions"]?[definition]?["pattern"]?.string)
    return try Regex(text)
  }

  /// *the pattern matches ⇔ the calendar has the day*, for every text of that form.
  @Test func theDatePatternHasTheDaysOfTheCalendar() throws {
    let pattern = try Self.pattern("date")
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    // The years around both ends, and those that differ by a rule on leap years.
    let years = [
      1899, 1900, 1901, 1904, 1996, 1999, 2000, 2004, 2023, 2024, 2100, 2196, 2199, 2200,
    ]
    for year in years {
      for month in 0...13 {
        for day in 0...32 {
          let text = "\(year)-\(two(month))-\(two(day))"
          #expect((text.wholeMatch(of: pattern) != nil) == (CalendarDate(text) != nil), "\(text)")
        }
      }
    }
  }

  /// *the pattern matches ⇔ the text is a code*, for texts made of parts of codes.
  @Test func theCodePatternHasTheCodes() throws {
    let pattern = try Self.pattern("code")
    let systems = CodeSystem.allCases.map { $0.rawValue + ":" } + ["cpt:", "", "ICD-10:", ":"]
    let parts = ["A", "Z", "0", "7", "12", ".", "-", "E83", "4321", "a", " ", "B18.1", "14646-4"]
    forAll(seeds: 0..<4000) { random in
      let count = Int.random(in: 0...5, using: &random)
      let text =
        systems.randomElement(using: &random)!
        + (0..<count).map { _ in parts.randomElement(using: &random)! }.joined()
      return (text.wholeMatch(of: pattern) != nil) == ((try? Code(text)) != nil)
    }
  }

  /// A revision that is dated to the day has every spelling of that day as a name.
  @Test func aRevisionHasAllItsNames() throws {
    let names = Self.schema["properties"]?["revision"]?["anyOf"]?.array?.first?["enum"]?.array
    #expect(
      names?.compactMap(\.string) == [
        "2020-08", "08/15/2020", "2020-08-15", "8/15/2020", "8/15/20", "08/15/20",
      ])
  }

  /// A term that is both present and absent is a contradiction, which the schema refuses term by term.
  @Test func noTermIsBothPresentAndAbsent() {
    let conditions = Self.schema["properties"]?["facts"]?["properties"]?["conditions"]
    let sets = conditions?["anyOf"]?.array ?? []
    let forbidden = sets.compactMap { $0["not"]?["anyOf"]?.array }.first ?? []
    let terms = sets.first?["items"]?["anyOf"]?.array?.first?["enum"]?.array ?? []
    #expect(terms.count > 1)
    #expect(
      forbidden.map { $0["properties"]?["present"]?["contains"]?["const"] } == terms.map { $0 })
    #expect(
      forbidden.map { $0["properties"]?["absent"]?["contains"]?["const"] } == terms.map { $0 })
    #expect(forbidden.allSatisfy { $0["required"]?.compact == #"["present","absent"]"# })
  }

  /// A code that is not always valid can only be stated with a date of service, in either spelling.
  @Test func aCodeWithAPeriodNeedsADate() throws {
    let checked = ExportedPolicies.testing(
      "type: boolean", "true", validity: "{from: 2024-01-02}")
    let exported = RevisionExport(
      checked.policy.revisions[0], of: checked, Provenance(compiler: "", sourceDigest: ""))
    let schema = try JSON(bytes: Export.requestSchema.artifacts(of: exported)[0].bytes)
    #expect(
      schema["anyOf"]?.compact == """
        [{"required":["date"],"properties":{"date":{"type":"string"}}},\
        {"properties":{"facts":{"properties":{"procedure":{"not":{"anyOf":[{"enum":["CPT:76498"]},\
        {"type":"object","required":["one_of"],"properties":{"one_of":{"contains":{"enum":\
        ["CPT:76498"]}}}}]}}}}}}]
        """)
  }
}

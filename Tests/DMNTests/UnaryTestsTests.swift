import Testing
import Values

@testable import DMN

/// What cells accept, and how they are written.
@Suite struct UnaryTestsTests {
  private static func cell(_ text: String) throws -> UnaryTests {
    var reader = FEELReader(text, FEELNames(["x", "Risk Category", "a.b"]), line: 7)
    return try reader.cell()
  }

  private static func accepts(_ cell: String, _ value: FEELValue) throws -> Bool {
    let evaluation = FEELEvaluation(values: ["x": .number(ExactDecimal(5))], line: 1)
    return try evaluation.accepts(try Self.cell(cell), value) == true
  }

  @Test(arguments: [
    ("-", FEELValue.null, true), ("", .null, true), ("null", .null, true),
    ("null", .string("a"), false),
    ("\"a\",\"b\"", .string("b"), true), ("\"a\",\"b\"", .null, false),
    ("not(\"a\",\"b\")", .string("c"), true), ("not(\"a\")", .string("a"), false),
    ("true", .boolean(true), true), ("false", .boolean(true), false), ("false", .null, false),
    ("> 5", .number(ExactDecimal(5)), false), (">=5", .number(ExactDecimal(5)), true),
    ("< 5", .null, false), ("[5..7)", .number(ExactDecimal(7)), false),
    ("(5..7]", .number(ExactDecimal(7)), true), ("]5..7[", .number(ExactDecimal(6)), true),
    ("<18,>=60", .number(ExactDecimal(60)), true), ("x", .number(ExactDecimal(5)), true),
    ("[\"a\",\"b\"]", .string("a"), true), ("-5", .number(ExactDecimal(-5)), true),
    ("> date(\"2016-10-01\")", .date(CalendarDate("2016-10-02")!), true),
    ("< time(\"10:00:00Z\")", .time(FEELTime("10:30:00+01:00")!), true),
    ("duration(\"P1Y\")", .months(12), true),
    ("> duration(\"PT36H\")", .seconds(ExactDecimal(86_400)), false),
    ("[x..10]", .number(ExactDecimal(4)), false), ("x + 1", .number(ExactDecimal(6)), true),
    ("> 5", .string("6"), false),
  ])
  func accepts(_ cell: String, _ value: FEELValue, _ expected: Bool) throws {
    #expect(try Self.accepts(cell, value) == expected)
  }

  /// *read ∘ print = id*
  @Test(arguments: [
    "-", "null", "\"a\\\"\\\\\\n\",\"ü\"", "not(\"a\",< 5)", "[1..2),(3..4],>= 0.5",
    "date(\"2016-10-01\")", "Risk Category", "-(x + 2) * 3", "[1, 2]", "a.b",
    "date and time(\"2018-07-30T16:12:00Z\")", "max(1, x)",
  ])
  func readsWhatItWrites(_ text: String) throws {
    let cell = try Self.cell(text)
    #expect(try Self.cell(cell.text) == cell)
  }

  @Test(arguments: [
    "\"a", "[1..", "some x in y satisfies z", "1 2", "not(", "\"\\uD800\"", "date(",
    String(repeating: "(", count: 100) + "1", "12345678901234567890123456789012345",
  ])
  func refusesWhatItDoesNotRead(_ text: String) throws {
    #expect {
      try Self.cell(text)
    } throws: { error in
      (error as? ModelProblem)?.line == 7 && (error as? ModelProblem)?.help.isEmpty == false
    }
  }
}

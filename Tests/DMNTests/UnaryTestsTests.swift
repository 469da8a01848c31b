import Testing
import Values

@testable import DMN

/// The values that cells accept, and the notation of cells.
@Suite struct UnaryTestsTests {
  private static func cell(_ text: String) throws -> UnaryTests {
    var reader = FEELReader(text, FEELNames(["x", "Risk Category", "a.b", "date", "not"]), line: 7)
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
    ("not in(\"a\",\"b\")", .string("c"), true), ("== \"a\"", .string("a"), true),
    ("= \"a\"", .string("b"), false), ("!= \"a\"", .string("b"), true),
    ("!= \"a\"", .string("a"), false), ("? > 5", .number(ExactDecimal(6)), true),
    ("? = 5, ? < 2", .number(ExactDecimal(1)), true),
    ("true", .boolean(true), true), ("false", .boolean(true), false), ("false", .null, false),
    ("<18,>=60", .number(ExactDecimal(60)), true), ("x", .number(ExactDecimal(5)), true),
    ("[\"a\",\"b\"]", .string("a"), true), ("-5", .number(ExactDecimal(-5)), true),
    ("> date(\"2016-10-01\")", .date(CalendarDate("2016-10-02")!), true),
    ("@\"2016-10-01\"", .date(CalendarDate("2016-10-01")!), true),
    ("< time(\"10:00:00Z\")", .time(FEELTime("10:30:00+01:00")!), true),
    ("< @\"10:00:00Z\"", .time(FEELTime("10:30:00+01:00")!), true),
    ("duration(\"P1Y\")", .months(12), true), ("@\"P1Y\"", .months(12), true),
    ("> duration(\"PT36H\")", .seconds(ExactDecimal(86_400)), false),
    ("[x..10]", .number(ExactDecimal(4)), false), ("x + 1", .number(ExactDecimal(6)), true),
    ("> 5", .string("6"), false),
  ])
  func accepts(_ cell: String, _ value: FEELValue, _ expected: Bool) throws {
    #expect(try Self.accepts(cell, value) == expected)
  }

  /// Every notation for a bound, tested at the bound itself and on both sides of it.
  @Test(arguments: [
    ("> 5", "001"), (">= 5", "011"), ("< 5", "100"), ("<= 5", "110"), ("5", "010"),
    ("!= 5", "101"), ("[5..7]", "011"), ("(5..7]", "001"), ("]5..7]", "001"), ("[5..7)", "011"),
    ("[3..5]", "110"), ("[3..5)", "100"), ("[3..5[", "100"), ("(3..5]", "110"), ("(5..5)", "000"),
    ("[5..5]", "010"), ("(5..5]", "000"), ("[7..3]", "000"), ("not(> 5)", "110"),
    ("not(>= 5)", "100"), ("not(< 5)", "011"), ("not(<= 5)", "001"), ("not(5)", "101"),
    ("not([5..7])", "100"), ("not((5..7])", "110"), ("not([3..5))", "011"),
    ("not([3..5], > 5)", "000"), ("]5..7[", "001"), ("]3..5[", "100"), ("]5..5[", "000"),
    ("< 5, > 5", "101"), ("not(< 5, > 5)", "010"),
  ])
  func acceptsValuesOnTheRightSideOfABound(_ cell: String, _ expected: String) throws {
    let values = ["4.999", "5", "5.001"].map { FEELValue.number(ExactDecimal($0)!) }
    let accepted = try values.map { try Self.accepts(cell, $0) ? "1" : "0" }.joined()
    #expect(accepted == expected)
  }

  @Test(arguments: [
    ("[date(\"2024-02-29\")..date(\"2024-03-31\")]", "011"),
    ("(date(\"2024-02-29\")..date(\"2024-03-31\")]", "001"),
    ("[@\"2024-01-01\"..@\"2024-02-29\"]", "110"), ("[@\"2024-01-01\"..@\"2024-02-29\")", "100"),
    ("not(> date(\"2024-02-29\"))", "110"), ("!= @\"2024-02-29\"", "101"),
  ])
  func acceptsDaysOnTheRightSideOfABound(_ cell: String, _ expected: String) throws {
    let days = ["2024-02-28", "2024-02-29", "2024-03-01"].map {
      FEELValue.date(CalendarDate($0)!)
    }
    let accepted = try days.map { try Self.accepts(cell, $0) ? "1" : "0" }.joined()
    #expect(accepted == expected)
  }

  /// If a test cannot be decided, its negation with `not(…)` cannot be decided either.
  @Test(
    arguments: [
      ("> 5", FEELValue.null, nil), ("not(> 5)", .null, nil), ("not(\"a\")", .null, true),
      ("not(null)", .null, false), ("not(null)", .string("a"), true),
      // A list is true if one test is true, and undecided if one is undecided and none is true.
      ("null, > 5", .null, true), ("\"a\", > 5", .null, nil), ("not(null, > 5)", .null, false),
      ("not(\"a\", > 5)", .null, nil), ("not(> 5)", .string("6"), nil),
      ("not(5)", .string("5"), nil), ("not(5, \"5\")", .string("5"), false),
      ("[1..5]", .null, nil), ("not([1..5])", .null, nil), ("[1..5]", .string("3"), nil),
      ("not([1..5])", .string("3"), nil),
    ] as [(String, FEELValue, Bool?)])
  func evaluatesInThreeValuedLogic(_ cell: String, _ value: FEELValue, _ expected: Bool?) throws {
    let evaluation = FEELEvaluation(values: [:], line: 1)
    #expect(try evaluation.accepts(try Self.cell(cell), value) == expected)
  }

  /// *read ∘ print = id*
  @Test(arguments: [
    "-", "null", "\"a\\\"\\\\\\n\",\"ü\"", "not(\"a\",< 5)", "[1..2),(3..4],>= 0.5",
    "date(\"2016-10-01\")", "Risk Category", "-(x + 2) * 3", "[1, 2]", "a.b",
    "date and time(\"2018-07-30T16:12:00Z\")", "max(1, x)", "!= 5", "? >= 5", "@\"2024-02-29\"",
    "undeclared", "undeclared.part", "nothing", "nullable", "trueish", "date", "date - 1",
  ])
  func readsWhatItWrites(_ text: String) throws {
    let cell = try Self.cell(text)
    #expect(try Self.cell(cell.text) == cell)
  }

  @Test(arguments: [
    "nothing(\"a\")", "nothing (1)", "notable(2)", "\"a", "[1..", "some x in y satisfies z", "1 2",
    "not(", "\"\\uD800\"", "date(",
    String(repeating: "(", count: 100) + "1", "12345678901234567890123456789012345",
  ])
  func refusesUnsupportedText(_ text: String) throws {
    #expect {
      try Self.cell(text)
    } throws: { error in
      (error as? ModelProblem)?.line == 7 && (error as? ModelProblem)?.help.isEmpty == false
    }
  }
}

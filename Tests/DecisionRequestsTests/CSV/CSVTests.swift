import DecisionRequests
import TestSupport
import Testing

@Suite struct CSVTests {
  private func answers(_ header: String, _ rows: String...) throws -> [String] {
    try CSVTable.answers([header] + rows)
  }

  @Test func readsEveryKindOfFact() throws {
    let header = "id,date,suspected,age,quit,conditions,_plan"
    #expect(
      try answers(
        header, "1,2024-07-01,true,50,2009-07-01,a;b,x", "2,2024-07-01,true,50 a,15 a,a,",
        "3,2024-07-01,true,49,,[],", "4,2024-07-01,true,50,2009-06-30,a,",
        "5,2024-07-01,,,,,\"a, \"\"b\"\"\"", "6,2024-07-01,false,,,,")
        == [
          "1,X.1,2024-06,effective,met,medically_necessary,i,I,i,,,,,,,,",
          "2,X.1,2024-06,effective,met,medically_necessary,i,I,i,,,,,,,,",
          "3,X.1,2024-06,effective,not-met,,,,,,,,,,,,",
          "4,X.1,2024-06,effective,not-met,,,,,,,,,,,,",
          "5,X.1,2024-06,effective,needs-information,,,,,suspected;age;quit;conditions,,,,,,,",
          "6,X.1,2024-06,effective,out-of-scope,,,,,,,,,,,,",
        ])
  }

  @Test(arguments: [
    ("1,2024-07-01,yes,,,", "wrong-type"), ("1,2024-07-01,true,x,,", "wrong-type"),
    ("1,2024-07-01,true,50 kg,,", "wrong-unit"), ("1,2024-07-01,true,50.5,,", "out-of-range"),
    ("1,2024-07-01,true,,2024-08-01,", "date-after-service"),
    ("1,2024-07-01,true,,,c", "unknown-word"), ("1,2024-07-01,true,,", "bad-csv"),
    ("1,2024-07-01,\"true,,,", "bad-csv"), ("1,2024-01-01,true,,,", "no-revision-in-force"),
  ])
  func aBadRowGetsAnError(_ row: String, _ code: String) throws {
    let answer = try answers("id,date,suspected,age,quit,conditions", row)
    #expect(answer.count == 1)
    #expect(answer[0].contains(",\(code),"), "\(answer)")
    #expect(answer[0].hasSuffix(",2"))
  }

  @Test func readsBooleansAsSpreadsheetsWriteThem() throws {
    #expect(
      try answers("id,date,suspected,age", "1,2024-07-01,FALSE,50", "2,2024-07-01,False,50")
        == [
          "1,X.1,2024-06,effective,out-of-scope,,,,,,,,,,,,",
          "2,X.1,2024-06,effective,out-of-scope,,,,,,,,,,,,",
        ])
    let met = try answers("id,date,suspected,age,quit,conditions", "1,2024-07-01,TRUE,50,15,a")
    #expect(met[0].contains(",met,"))
  }

  /// A text that is not a number is an error, which says what to write if that is certain.
  @Test(arguments: [
    ("10,5", "; write `10.5`"), ("1,000", "nothing between thousands"),
    ("1,000,000", "nothing between thousands"), ("#N/A", "; leave the field empty"),
    ("#DIV/0!", "; leave the field empty"), ("NULL", "; leave the field empty"),
    ("n/a", "; leave the field empty"), ("NaN", "; leave the field empty"),
    ("x", "not `x`"), ("+50", "not `+50`"), ("050", "not `050`"), (".5", "not `.5`"),
    ("５０", "not `５０`"),
  ])
  func saysWhatIsNotANumber(_ text: String, _ words: String) throws {
    let answer = try answers("id,date,age", "1,2024-07-01,\"\(text)\"")
    #expect(answer.count == 1)
    #expect(answer[0].contains(",wrong-type,"), "\(answer)")
    #expect(answer[0].contains(words), "\(answer)")
  }

  @Test(arguments: ["1e7000", "50.00000000000000000000000000000000001", "1e99999"])
  func refusesNumbersThatAreNotExact(_ text: String) throws {
    let answer = try answers("id,date,age", "1,2024-07-01,\(text)")
    #expect(answer[0].contains(",out-of-range,"), "\(answer)")
  }

  /// In a file with semicolons, a comma separates decimals, and a group of three digits can mean
  /// thousands.
  @Test func readsDecimalsOfFilesWithSemicolons() throws {
    func result(_ age: String) throws -> Substring {
      let row = try answers("id;date;suspected;quit;conditions;age", "1;2024-07-01;true;1;a;\(age)")
      return row[0].split(separator: ";", omittingEmptySubsequences: false).first {
        ["met", "not-met", "wrong-type", "out-of-range"].contains($0)
      } ?? "\(row)"
    }
    #expect(try result("50,0") == "met")
    #expect(try result("50.0") == "met")
    #expect(try result("49,0") == "not-met")
    #expect(try result("49,5") == "out-of-range", "the age is an integer")
    for age in ["50,000", "50.000", "1.050,0", "50,0,0"] {
      #expect(try result(age) == "wrong-type", "\(age)")
    }
  }

  @Test(arguments: [",", ";", "\t"])
  func readsFilesOfEveryDelimiter(_ delimiter: String) throws {
    let header = ["id", "date", "suspected", "_note, or; more"]
    let row = ["1", "2024-07-01", "false", "x;y,z"]
    func line(_ fields: [String]) -> String {
      fields.map { $0.contains { ",;".contains($0) } ? "\"\($0)\"" : $0 }
        .joined(separator: delimiter)
    }
    let expected = ["1", "X.1", "2024-06", "effective", "out-of-scope"].joined(separator: delimiter)
    #expect(try answers(line(header), line(row))[0].hasPrefix(expected + delimiter))
    let stated = try answers("sep=\(delimiter)\r", line(header), line(row), "2")
    #expect(stated[0].hasPrefix(expected + delimiter))
    #expect(stated[1].hasSuffix("\(delimiter)4"), "lines count from the start of the file")
  }

  /// A line break in a quoted field belongs to the field, and errors name the line on which their
  /// row begins.
  @Test func readsLineBreaksInFields() throws {
    let rows = try CSVTable.answers(
      file:
        "\u{22}_a\r\nb\u{22},id,suspected\r\n\u{22}one\r\n2,x,true\r\n\u{22}\u{22}\u{22},3,false\r\n"
        + ",4,maybe\r\n"
    ).split(separator: "\n")
    #expect(rows.count == 2)
    #expect(rows[0].contains("missing-revision") && rows[0].hasPrefix("3,"), "\(rows)")
    #expect(rows[0].hasSuffix(",3"))
    #expect(rows[1].hasPrefix("4,") && rows[1].hasSuffix(",6"))
  }

  /// A quote that is never closed ends what can be read; the rest is not answered as rows.
  @Test func readsNothingAfterAnOpenQuote() throws {
    let rows = try answers(
      "id,date,suspected,_note", "1,2024-07-01,false,x", "2,2024-07-01,false,\"y",
      "3,2024-07-01,false,z")
    #expect(rows.count == 2)
    #expect(rows[1].contains("bad-csv") && rows[1].contains("never closed"), "\(rows)")
    #expect(rows[1].contains("2 lines") && rows[1].hasSuffix(",3"))
  }

  /// The answer to a row that cannot be read does not have an id.
  @Test func leavesOutTheIDOfARowThatCannotBeRead() throws {
    let rows = try answers("id,date,suspected", "1,2024-07-01,false", "2,\"x\"y,true", "3,,true,")
    #expect(rows.count == 3)
    #expect(rows[1].hasPrefix(",,") && rows[1].contains("bad-csv"))
    #expect(rows[2].hasPrefix(",,") && rows[2].contains("4 fields"))
  }

  @Test func skipsBlankRows() throws {
    let rows = try answers(
      "id,date,suspected,,", "", ",,,,", " , ,,,", ",,", "\"\",\"\",,,", "1,2024-07-01,false,,")
    #expect(rows == ["1,X.1,2024-06,effective,out-of-scope,,,,,,,,,,,,"])
    let full = try answers("id,date,suspected,", "1,2024-07-01,false,x")
    #expect(full[0].contains("bad-csv") && full[0].contains("field 4"))
  }

  /// An id comes back unchanged, unless a spreadsheet would compute it.
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("\"=cmd|' /C calc'!A0\"", "'=cmd|' /C calc'!A0"), ("@x", "'@x"),
    ("+1", "'+1"), ("-1+1", "'-1+1"), ("-1", "-1"), ("'x", "''x"), ("a=1", "a=1"),
    ("\"\t=1\"", "\"'\t=1\""), ("\"a\"\"b\"", "\"a\"\"b\""), ("é", "é"),
  ])
  func writesIDsThatNothingComputes(_ id: String, _ written: String) throws {
    #expect(
      try answers("id,date,suspected", "\(id),2024-07-01,false")[0].hasPrefix("\(written),X.1"))
    #expect(try answers("id,date,suspected", "\(id),2024-07-01,x")[0].hasPrefix("\(written),,"))
  }

  @Test(arguments: ["\u{1B}[31m", "\u{7F}", "\u{9B}31m", "\u{202E}x", "\u{0}"])
  func showsNoControlCharacters(_ text: String) throws {
    let row = try answers("id,date,suspected", "a\(text),2024-07-01,false")
    #expect(row[0].contains("bad-csv") && row[0].contains("control character U+"))
    let value = try answers("id,date,suspected", "1,2024-07-01,a\(text)")
    let header = #expect(throws: RequestFileError.self) { try answers("id,a\(text)", "1,2") }
    for shown in [row[0], value[0], header?.description ?? text] {
      #expect(
        !shown.unicodeScalars.contains {
          text.unicodeScalars.contains($0) && $0 != "x" && $0 != "[" && $0 != "3" && $0 != "1"
            && $0 != "m"
        }, "\(shown)")
    }
  }

  @Test(arguments: [
    ("id,suspectd", "write `suspected`"), ("id,age,age", "two columns are called `age`"),
    ("id;suspectd;age", "write `suspected`"), ("id,\"age", "never closed"),
    (",,", "does not name a column"), ("id,age\rx,1", "carriage return"),
    ("id" + String(repeating: ",_", count: 16_384), "more than 16384 columns"),
  ])
  func refusesAHeaderThatIsNotClear(_ header: String, _ words: String) {
    let error = #expect(throws: RequestFileError.self) { try answers(header) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  /// The answer to a row does not depend on the rows before it.
  @Test func answersEachRowAsIfItWereTheOnlyOne() throws {
    let values: [[String]] = [
      ["", "2024-07-01", "2024-01-01", "x"], ["", "true", "FALSE", "x"], ["", "50", "49", "1,0"],
      ["", "15 a", "2009-07-01", "3000-01-01", "-"], ["", "[]", "a", "a;b", "c", "\"a"],
    ]
    try forAll { random in
      let rows = (0..<20).map { row in
        (["\(row)"] + values.map { $0[Int(random.next() % UInt64($0.count))] })
          .joined(separator: random.next() % 30 == 0 ? ";" : ",")
      }
      let header = "id,date,suspected,age,quit,conditions"
      let readable = rows.filter { !$0.contains("\"") }
      return try CSVTable.answers([header] + readable).map(withoutLine)
        == readable.flatMap { try CSVTable.answers([header, $0]).map(withoutLine) }
    }
  }

  private func withoutLine(_ row: String) -> Substring {
    row[..<(row.lastIndex(of: ",") ?? row.endIndex)]
  }
}

import DecisionRequests
import JSONText
import TestSupport
import Testing

/// A row gets the answer of the request in JSON that says the same, whatever the separator.
@Suite struct CSVAsJSONTests {
  /// By column, the same value in a row and in JSON.
  private static let values: [(column: String, values: [(row: String, json: String)])] = [
    ("suspected", [("true", "true"), ("FALSE", "false"), ("", "null"), ("yes", "1")]),
    (
      "procedure",
      [
        ("CPT:76498", "\"CPT:76498\""), ("HCPCS:J1640", "\"HCPCS:J1640\""), ("76498", "\"76498\""),
        ("", "null"),
      ]
    ),
    ("purpose_of_the_measurement", [("iron", "\"iron\""), ("irn", "\"irn\""), ("", "null")]),
    (
      "conditions",
      [
        ("[]", "[]"), ("a", "[\"a\"]"),
        ("b;a_term_of_many_bytes", "[\"b\",\"a_term_of_many_bytes\"]"),
        ("ICD-10-CM:E83110", "[\"ICD-10-CM:E83110\"]"), ("a;;b", "[\"a\",\"\",\"b\"]"),
        ("", "null"),
      ]
    ),
    (
      "ferritin",
      [
        ("1000.5", "1000.5"), ("-1", "-1"), ("1e3", "1e3"),
        ("1200 ng/mL", "{\"value\":1200,\"unit\":\"ng/mL\"}"), ("", "null"),
        ("1e9999", "1e9999"), ("1.2 ug/mL", "{\"value\":1.2,\"unit\":\"ug/mL\"}"),
        ("{\"at_least\": 900}", "{\"at_least\":900}"), ("{\"under\":0}", "{\"under\":0}"),
        ("{\"at_least\":1,\"over\":1}", "{\"at_least\":1,\"over\":1}"),
      ]
    ),
    (
      "since",
      [
        ("2023-01-31", "\"2023-01-31\""), ("2023-02-30", "\"2023-02-30\""), ("", "null"),
        ("2023-01", "\"2023-01\""), ("2023", "\"2023\""),
        ("{\"until\":\"2023-01-01\"}", "{\"until\":\"2023-01-01\"}"),
      ]
    ),
    (
      "age",
      [
        ("18", "18"), ("2001-05-05", "\"2001-05-05\""), ("17.9", "17.9"),
        ("300 mo", "{\"value\":300,\"unit\":\"mo\"}"), ("", "null"), ("2006-05", "\"2006-05\""),
        ("{\"over\":17,\"unit\":\"a\"}", "{\"over\":17,\"unit\":\"a\"}"),
      ]
    ),
  ]

  private func answers(_ file: String, by responder: Responder) throws -> [String] {
    let bytes = Array(file.utf8)
    let start = try RequestFileStart(bytes, named: "-", stated: nil, facts: responder.facts)
    var answerer = Answerer(responder, columns: start.format.columns)
    var block = AnsweredBlock()
    bytes[start.size...].withUnsafeBufferPointer { block.answer($0, by: &answerer) }
    block.number(from: start.lineCount + 1)
    return String(decoding: block.output.bytes, as: UTF8.self).split(separator: "\n")
      .map(String.init)
  }

  @Test func answersRowsAsTheSameRequestsInJSON() throws {
    let responder = RandomRequests.responders[0]
    try forAll(seeds: 0..<60) { random in
      func pick<Choice>(_ choices: [Choice]) -> Choice {
        choices[Int(random.next() % UInt64(choices.count))]
      }
      let delimiter = pick([",", ";", "\t"])
      var rows = [
        (["id", "revision", "date", "_note"] + Self.values.map(\.column))
          .joined(separator: delimiter)
      ]
      var lines: [String] = []
      for number in 0..<20 {
        let date = pick(["2024-05-06", "2024-05-06", ""])
        let stated = Self.values.map { pick($0.values) }
        let note = pick(["", "\"a\n\(number),2023-11,,\"", "\"\"\"\"", "x"])
        let fields = stated.map { value in
          value.row.contains(delimiter) || value.row.contains("\"")
            ? "\"\(value.row.replacing("\"", with: "\"\""))\"" : value.row
        }
        rows.append(
          (["\(number)", "2023-11", date, note] + fields).joined(separator: delimiter))
        let facts = zip(Self.values, stated).map { "\"\($0.column)\":\($1.json)" }
        lines.append(
          #"{"id":"\#(number)","revision":"2023-11","date":\#(date.isEmpty ? "null" : "\"\(date)\""),"facts":{"#
            + facts.joined(separator: ",") + "}}")
      }
      let fromRows = try answers(rows.joined(separator: pick(["\n", "\r\n"])), by: responder)
      let fromLines = try answers(lines.joined(separator: "\n"), by: responder)
      guard fromRows.count == 20, fromLines.count == 20 else { return false }
      return try zip(fromRows, fromLines).allSatisfy { row, line in
        let answer = try JSON(bytes: Array(line.utf8))
        if let code = answer["error"]?["code"]?.string {
          // A row has one kind of text for words and numbers.
          return row.contains("\(delimiter)\(code)\(delimiter)")
        }
        func list(_ member: String) -> String {
          let joined = (answer[member]?.array ?? []).compactMap(\.string).joined(separator: ";")
          return joined.contains(delimiter) ? "\"\(joined)\"" : joined
        }
        let expected = [
          answer["id"]?.string, "X.1", "2023-11", "named", answer["result"]?.string,
          answer["outcome"]?.string ?? "", answer["statement"]?.string ?? "",
          list("criteria"), list("criterion_ids"), list("needs"),
        ].compactMap(\.self).joined(separator: delimiter)
        return row.hasPrefix(expected + delimiter)
      }
    }
  }

  /// Whatever the damage, each answer is a row of as many columns as the header.
  @Test func survivesDamagedFiles() throws {
    let file = """
      id,date,suspected,age,quit,conditions,_note
      1,2024-07-01,true,50,2009-07-01,a;b,"x, ""y"",
      z"
      2,2024-07-01,FALSE,50 a,15 a,[],
      """
    let signs = Array("\"\",;\n\r\t =é\u{0}".utf8)
    try forAll(seeds: 0..<400) { random in
      var bytes = Array(file.utf8)
      for _ in 0...(random.next() % 4) {
        // The header stays, so that there are rows.
        let offset = 44 + Int(random.next() % UInt64(bytes.count - 44))
        let sign = signs[Int(random.next() % UInt64(signs.count))]
        if random.next() % 2 == 0 { bytes[offset] = sign } else { bytes.insert(sign, at: offset) }
      }
      let start = try RequestFileStart(
        bytes, named: "a.csv", stated: nil, facts: CSVTable.responder.facts)
      var answerer = Answerer(CSVTable.responder, columns: start.format.columns)
      var block = AnsweredBlock()
      bytes[start.size...].withUnsafeBufferPointer { block.answer($0, by: &answerer) }
      block.number(from: start.lineCount + 1)
      let output = Array(block.output.bytes)
      let columns = start.format.columns.map { fieldCounts(Array($0.answerHeader.utf8)) }
      return fieldCounts(output).allSatisfy { [$0] == columns }
    }
  }

  /// The number of fields of each record, counted byte by byte.
  private func fieldCounts(_ output: [UInt8]) -> [Int] {
    var counts: [Int] = []
    var fields = 1
    var isQuoted = false
    for byte in output {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: fields += 1
      case 0x0A where !isQuoted:
        counts.append(fields)
        fields = 1
      default: break
      }
    }
    return counts
  }
}

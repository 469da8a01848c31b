import Foundation
import JSONText
import TestSupport
import Testing

@Suite struct DecideCommandTests {
  private let command: Command

  init() throws {
    command = try Command()
    _ = try command.run("build")
  }

  /// Enough requests for many blocks; every hundredth line is no request.
  private func requests(_ count: Int) -> String {
    let conditions = [#"["anemia"]"#, "[]", #"["hepatitis_b"]"#, "null"]
    return (0..<count).map { place in
      place % 100 == 99
        ? "{\"id\":\"\(place)\",\"facts\":{}}\n"
        : "{\"id\":\"\(place)\",\"revision\":\"6/24\",\"facts\":{\"procedure\":\"CPT:76498\",\"purpose\":\"liver_iron\",\"suspected\":true,\"conditions\":\(conditions[place % 4])},\"padding\":\"\(String(repeating: "x", count: 200))\"}\n"
    }.joined()
  }

  @Test func threadsKeepTheOrderAndTheNumbersOfLines() throws {
    defer { command.remove() }
    try requests(9_000).write(
      toFile: command.folder + "/requests.ndjson", atomically: false, encoding: .utf8)
    let one = try command.run("decide", "requests.ndjson", "-o", "one.ndjson")
    let four = try command.run(
      "decide", "requests.ndjson", "--threads", "4", "-o", "four.ndjson", "--audit", "run.json")
    #expect(one.code == 1 && four.code == 1)
    #expect(four.errors.contains("90 of 9000 requests had no answer"), "\(four.errors)")
    let answers = try String(contentsOfFile: command.folder + "/one.ndjson", encoding: .utf8)
    #expect(
      try String(contentsOfFile: command.folder + "/four.ndjson", encoding: .utf8) == answers)
    let lines = answers.split(separator: "\n")
    #expect(lines.count == 9_000)
    #expect(lines[8_999].hasSuffix(#""line":9000}}"#), "\(lines[8_999])")
    #expect(lines[0].contains(#""id":"0""#) && lines[0].contains(#""result":"met""#))
    let audit = try String(contentsOfFile: command.folder + "/run.json", encoding: .utf8)
    #expect(audit.contains(#""requests": 9000"#) && audit.contains(#""missing-revision": 90"#))
    #expect(audit.contains(#""sha256": ""#))
  }

  /// The command gives the answers that every embedding of the library has to give.
  @Test func answersAsEveryEmbeddingDoes() throws {
    defer { command.remove() }
    let conformance = packageFolder + "/Tests/Conformance/embedding"
    let run = try command.run(
      "decide", conformance + "/requests.ndjson", "--compiled", packageFolder + "/generated",
      "--sources", packageFolder + "/policy")
    let expected = try lines(#require(readFile(conformance + "/answers.ndjson")))
    let answers = try lines(Array(run.output.utf8))
    #expect(run.code == 1 && answers.count == expected.count && !expected.isEmpty, "\(run.errors)")
    for (answer, expected) in zip(answers, expected) {
      let id = expected["id"]?.compact ?? ""
      #expect(answer["id"] == expected["id"])
      #expect(answer["error"]?["code"] == expected["error"], "\(id)")
      for member in [
        "result", "outcome", "statement", "criteria", "criterion_ids", "needs",
      ] {
        #expect(answer[member] == expected[member], "\(id): \(member)")
      }
    }
  }

  private func lines(_ bytes: [UInt8]) throws -> [JSON] {
    try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(bytes: Array($0)) }
  }

  @Test func aLineThatIsTooLongIsOneError() throws {
    defer { command.remove() }
    let long = "{\"id\":\"" + String(repeating: "x", count: 3 << 20) + "\"}\n"
    let run = try command.run("decide", input: requests(2) + long + requests(1))
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[2].contains("line-too-long") && lines[2].hasSuffix(#""line":3}}"#))
    #expect(lines[3].contains(#""result":"met""#))
  }

  @Test func readsAndWritesCSV() throws {
    defer { command.remove() }
    let table =
      "id,revision,procedure,purpose,suspected,conditions\n1,6/24,CPT:76498,liver_iron,true,anemia\n"
    let run = try command.run("decide", "--format", "csv", input: table)
    #expect(run.code == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        "id,policy,revision,basis,result,outcome,statement,criteria,criterion_ids,needs,"))
    #expect(
      run.output.contains("\n1,X.1,2024-06,named,met,medically_necessary,liver_iron,I.A,anemia,,"))
    let wrong = try command.run("decide", "--format", "csv", input: "id,suspectd\n")
    #expect(wrong.code == 1 && wrong.errors.contains("`suspected`"), "\(wrong.errors)")
  }

  /// Quoted notes whose lines look like rows, in a file of many blocks.
  @Test func readsFieldsWithLineBreaksAcrossBlocks() throws {
    defer { command.remove() }
    let header = "id,revision,procedure,purpose,suspected,conditions,_note\r\n"
    let rows = (0..<6_000).map {
      "\($0),6/24,CPT:76498,liver_iron,true,\(["anemia", "[]", ""][$0 % 3]),"
    }
    let note =
      "\"see \"\"x\"\",\r\n" + String(repeating: "y,6/24,CPT:76498,,,,\n", count: 15) + "\""
    func run(_ rows: [String], _ options: String...) throws -> String {
      try (header + rows.joined(separator: "\r\n")).write(
        toFile: command.folder + "/REQUESTS.CSV", atomically: false, encoding: .utf8)
      let run = try command.run(["decide", "REQUESTS.CSV"] + options)
      #expect(run.code == 0, "\(run.errors)")
      return run.output
    }
    let plain = try run(rows)
    #expect(plain.split(separator: "\n").count == 6_001)
    #expect(try run(rows.map { $0 + note }) == plain)
    #expect(try run(rows.map { $0 + note }, "--threads", "4") == plain)
    // Errors name the line on which their row begins: each row before it takes 17 lines.
    try (header + (rows.map { $0 + note } + ["x,6/24,,,maybe,,"]).joined(separator: "\n")).write(
      toFile: command.folder + "/bad.csv", atomically: false, encoding: .utf8)
    for threads in ["1", "4"] {
      let bad = try command.run("decide", "bad.csv", "--threads", threads)
      #expect(bad.output.hasSuffix(",\(1 + 6_000 * 17 + 1)\n"), "\(bad.output.suffix(80))")
    }
  }

  /// What is wrong with a whole file is said once, before anything is answered.
  @Test func refusesFilesOfOtherKinds() throws {
    defer { command.remove() }
    for (input, words) in [
      ("[\n{}]\n", "JSON array"), ("{\n \"facts\": {}\n}\n", "several lines"),
      ("PK\u{3}\u{4}", "workbook"), ("id,ag\u{1B}[31me\n1,2\n3,4\n", "`ag\u{FFFD}[31me`"),
    ] {
      let run = try command.run("decide", input: input)
      #expect(run.code == 1 && run.output.isEmpty, "\(run.output)")
      #expect(run.errors.hasPrefix("error: standard input: "), "\(run.errors)")
      #expect(run.errors.contains(words) && run.errors.contains("\nhelp: "), "\(run.errors)")
    }
  }

  /// A row that is too long is an error of its own, unless a quote leaves its end unknown.
  @Test func skipsARowThatIsTooLong() throws {
    defer { command.remove() }
    let long = String(repeating: "x", count: 3 << 20)
    let header = "id,revision,procedure,purpose,suspected,conditions,_note\n"
    let good = "6/24,CPT:76498,liver_iron,true,anemia,\n"
    let run = try command.run("decide", input: header + "1,\(long),\"a\n9,\"\n2,\(good)")
    var rows = run.output.split(separator: "\n")
    #expect(rows.count == 3 && rows[1].contains("line-too-long") && rows[1].hasSuffix(",2"))
    #expect(rows.last?.hasPrefix("2,X.1,2024-06,named,met") == true)
    try (header + "1,\(good)2,\"\(long)\n3,\(good)").write(
      toFile: command.folder + "/open.csv", atomically: false, encoding: .utf8)
    let open = try command.run("decide", "open.csv")
    rows = open.output.split(separator: "\n")
    #expect(rows.count == 3 && rows[2].contains("nothing after it was read"), "\(rows.last ?? "")")
  }

  @Test(arguments: [["--threads", "0"], ["--format", "xml"], ["--policy", "Y.1"]])
  func wrongUsageSaysSo(_ arguments: [String]) throws {
    defer { command.remove() }
    let run = try command.run(["decide"] + arguments, input: "{}\n")
    #expect(run.code == 2 && !run.errors.isEmpty)
  }
}

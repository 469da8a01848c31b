import DecisionRequests
import DecisionTable
import Testing
import Values

@Suite struct CSVTests {
  private static let responder = try! Responder(policies: [
    CompiledPolicy(
      id: "X.1",
      history: RevisionHistory(entries: [
        RevisionHistory.Entry(
          id: "2024-06", printed: "6/24", status: .released, supersedes: nil, approval: nil,
          effective: try! PrintedDate("2024-06-01"), isReconstructed: false)
      ]),
      tables: ["2024-06": table])
  ])

  /// Met at 50 years or more, within 15 years of quitting, with term a.
  private static let table = DecisionTable(
    facts: [
      Fact(id: "suspected", type: .boolean, question: "?"),
      Fact(
        id: "age",
        type: .number(
          NumberType(unit: "a", isInteger: true, minimum: ExactDecimal(0), maximum: nil)),
        question: "?"),
      Fact(id: "quit", type: .duration(.years), question: "?"),
      Fact(
        id: "conditions",
        type: .set(terminology: "t", terms: ["a", "b"].map { Term(id: $0, label: $0) }),
        question: "?"),
    ],
    scope: .test(UnaryTest(fact: "suspected", values: [.boolean(true)])),
    statements: [
      Statement(
        outcome: .medicallyNecessary,
        criterion: Criterion(
          id: "i", label: "I", text: "I",
          requirements: [
            .test(UnaryTest(fact: "age", values: [range(from: 50)])),
            .test(UnaryTest(fact: "quit", values: [range(to: 180)])),
          ], rule: .test(UnaryTest(fact: "conditions", values: [.word("a")]))))
    ], bindings: [])

  private static func range(from low: Int? = nil, to high: Int? = nil) -> TestValue {
    .range(
      Interval(
        lower: low.map { .init(ExactDecimal($0), isIncluded: true) },
        upper: high.map { .init(ExactDecimal($0), isIncluded: true) }))
  }

  private func answers(_ header: String, _ rows: String...) throws -> [String] {
    let columns = try CSVColumns(header: Array(header.utf8), for: CSVTests.responder)
    var answerer = Answerer(CSVTests.responder, columns: columns)
    var block = AnsweredBlock()
    Array(rows.joined(separator: "\n").utf8).withUnsafeBufferPointer {
      block.answer($0, by: &answerer)
    }
    block.number(from: 2)
    return String(decoding: block.output.bytes, as: UTF8.self).split(separator: "\n")
      .map(String.init)
  }

  @Test func readsEveryKindOfFact() throws {
    let header = "id,date,suspected,age,quit,conditions,_plan"
    #expect(
      try answers(
        header, "1,2024-07-01,true,50,2009-07-01,a;b,x", "2,2024-07-01,true,50 a,15 a,a,",
        "3,2024-07-01,true,49,,[],", "4,2024-07-01,true,50,2009-06-30,a,",
        "5,2024-07-01,,,,,\"a, \"\"b\"\"\"", "6,2024-07-01,false,,,,")
        == [
          "1,X.1,2024-06,effective,met,medically_necessary,I,,,,,,,",
          "2,X.1,2024-06,effective,met,medically_necessary,I,,,,,,,",
          "3,X.1,2024-06,effective,not-met,,,,,,,,,",
          "4,X.1,2024-06,effective,not-met,,,,,,,,,",
          "5,X.1,2024-06,effective,needs-information,,,suspected;age;quit;conditions,,,,,,",
          "6,X.1,2024-06,effective,out-of-scope,,,,,,,,,",
        ])
  }

  @Test(arguments: [
    ("1,2024-07-01,yes,,,", "wrong-type"), ("1,2024-07-01,true,x,,", "out-of-range"),
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

  @Test(arguments: [("id,suspectd", "unknown-column"), ("id,age,age", "repeated-column")])
  func aHeaderThatCannotBeMeantIsRefused(_ header: String, _ code: String) {
    do throws(RequestError) {
      _ = try CSVColumns(header: Array(header.utf8), for: CSVTests.responder)
      Issue.record("\(header) was read")
    } catch {
      #expect(error.code.rawValue == code)
    }
  }
}

import DecisionRequests
import DecisionTable
import TestSupport
import Values

/// Random requests in JSON, right and wrong, to policies with one table of every type of fact.
enum RandomRequests {
  /// A name that is too long to be remembered from one request to the next.
  static let longName = String(repeating: "long_", count: 14)

  static let table: DecisionTable = {
    let years = { (from: Int) in
      TestValue.range(Interval(lower: .init(ExactDecimal(from * 12), isIncluded: true), upper: nil))
    }
    let over = { (value: Int) in
      TestValue.range(Interval(lower: .init(ExactDecimal(value), isIncluded: false), upper: nil))
    }
    let test = { (fact: String, value: TestValue) in
      FactCondition.test(UnaryTest(fact: fact, values: [value]))
    }
    let facts = [
      Fact(id: "suspected", type: .boolean, question: "?"),
      Fact(id: "procedure", type: .code, question: "?"),
      Fact(id: "purpose_of_the_measurement", type: .choice(["iron", "other"]), question: "?"),
      Fact(
        id: "conditions",
        type: .set(
          terminology: "t",
          terms: ["a", "b", "a_term_of_many_bytes"].map { Term(id: $0, label: $0) }),
        question: "?"),
      Fact(
        id: "ferritin",
        type: .number(
          NumberType(unit: "ng/mL", isInteger: false, minimum: ExactDecimal(0), maximum: nil)),
        question: "?"),
      Fact(id: "since", type: .date, question: "?"),
      Fact(id: "age", type: .duration(.years), question: "?"),
      Fact(id: longName, type: .boolean, question: "?"),
    ]
    return DecisionTable(
      facts: facts, scope: test("procedure", .code(try! Code("CPT:76498"))),
      statements: [
        Statement(
          outcome: .medicallyNecessary,
          criterion: Criterion(
            id: "i", label: "I", text: "I",
            requirements: [
              test("suspected", .boolean(true)),
              test("purpose_of_the_measurement", .word("iron")),
            ],
            rule: .group(
              .anyOf,
              [
                ("a", test("conditions", .word("a"))),
                ("b", test("conditions", .word("a_term_of_many_bytes"))),
                ("c", test("ferritin", over(1000))), ("d", test("age", years(18))),
              ].map { label, condition in
                Criterion(
                  id: label, label: label, text: label,
                  rule: .reference(CriterionReference(id: label, condition: condition)))
              })))
      ],
      bindings: [
        CodeBinding(
          terminology: "t", code: try! Code("ICD-10-CM:E83.110"), isCategory: false,
          terms: ["a"], confidence: .high, decides: true)
      ])
  }()

  static let responders: [Responder] = {
    let entries = ["2022-12", "2023-11"].map {
      RevisionHistory.Entry(
        id: $0, printed: String($0.suffix(2)) + "/" + $0.prefix(4).suffix(2), status: .released,
        supersedes: nil, approval: nil, effective: nil, isReconstructed: false)
    }
    let policies = ["X.1", "another.policy.whose.id.has.more.than.32.bytes"].map { id in
      CompiledPolicy(
        id: id, history: RevisionHistory(entries: entries),
        tables: ["2022-12": table, "2023-11": table])
    }
    let defaults: [Responder.Defaults] = [
      .init(), .init(policy: "X.1"), .init(policy: policies[1].id),
      .init(policy: "X.1", revision: "11/23"), .init(date: CalendarDate("2024-05-06")),
    ]
    return [try! Responder(policies: [policies[0]])]
      + defaults.map { try! Responder(policies: policies, defaults: $0) }
  }()

  static let values: [String: [String]] = [
    "suspected": ["true", "false", "null", "\"true\"", "1"],
    "procedure": ["\"CPT:76498\"", "\"CPT:7649\"", "\"HCPCS:J1640\"", "\"LOINC:14646-4\"", "null"],
    "purpose_of_the_measurement": [
      "\"iron\"", "\"other\"", "\"irn\"", "\"ir\\u006fn\"",
      "{\"one_of\":[\"iron\"]}", "{\"not\":[\"iron\"]}",
    ],
    "conditions": [
      "[]", "[\"a\"]", "[\"b\",\"a_term_of_many_bytes\"]", "[\"ICD-10-CM:E83110\"]",
      "[\"ICD-10-CM:E83.110\", \"ICD-10-CM:M45.8\"]", "[\"ICD-10-PCS:30233G0\"]",
      "{\"present\":[\"b\"],\"absent\":[\"a\"]}", "{\"absent\":[]}", "{}", "[ ]", "[\"é\"]",
      "{\"present\":[\"a\"],\"absent\":[\"a\"]}", "{\"present\":[],\"present\":[]}",
    ],
    "ferritin": [
      "1000.5", "-1", "1e3", "01", "1.", "{\"value\":1200,\"unit\":\"ng/mL\"}", "7",
      "{\"value\":1200,\"unit\":\"ng/mL\",\"x\":1}", "{\"at_least\":900,\"under\":1100}",
      "{\"over\":1000}", "{\"under\":0}", "{\"value\":1.5,\"unit\":\"ug/mL\"}",
    ],
    "since": [
      "\"2024-02-30\"", "\"2023-01-31\"", "null", "\"2023-01\"", "\"2023\"", "\"2023-13\"",
      "{\"from\":\"2023-01-31\"}",
    ],
    longName: ["true", "false"],
    "age": [
      "18", "\"2001-05-05\"", "17.9", "{\"value\":300,\"unit\":\"mo\"}", "\"2031-01-01\"",
      "\"2006-05\"", "\"2006\"", "{\"at_least\":17,\"unit\":\"a\"}",
      "{\"after\":\"2006-05-05\",\"until\":\"2006-05-06\"}",
    ],
  ]

  static func line(_ random: inout SplitMix64) -> String {
    func pick(_ choices: [String]) -> String { choices[Int(random.next() % UInt64(choices.count))] }
    func some(_ most: Int) -> Bool { random.next() % UInt64(most) > 0 }
    var members = [#""id":"R-1""#]
    if some(8) {
      members.append(
        #""policy":"#
          + pick([
            #""X.1""#, #""X.1""#, #""X.2""#,
            #""another.policy.whose.id.has.more.than.32.bytes""#,
          ]))
    }
    if some(8) { members.append(#""revision":"# + pick([#""2023-11""#, #""12/22""#, #""1/23""#])) }
    if some(3) { members.append(#""date":"2024-05-06""#) }
    if some(4) { members.append(#""plan":"# + pick([#""p""#, "1.5e+3", "true", "tru", "{}"])) }
    // Many names, so that there are more than are remembered.
    if !some(3) { members.append("\"other \(random.next() % 200)\":0") }
    if !some(6) { members.append("\"other \(longName)\":0") }
    var facts = values.keys.sorted().filter { _ in some(4) }.map {
      "\"\($0)\":" + pick(values[$0] ?? [])
    }
    let space = some(4) ? "" : " "
    // The same fact twice, with the same value or another.
    if !some(10), let again = facts.last {
      facts.append(some(2) ? again : "\"since\":\"2023-01-31\"")
    }
    members.append("\"facts\":{" + facts.joined(separator: space + "," + space) + "}")
    if !some(8) { members.swapAt(0, members.count - 1) }
    if !some(12) { members.append(members[0]) }
    // Two writers differ in white space.
    let line = "{\"m\":1," + members.joined(separator: ",") + "}"
    let trailing = some(8) ? "" : pick([" ", "\t", "}", "{}", ",", "x", "\u{0}", "\"", "null"])
    return (some(3) ? line : line.replacing("\":", with: "\": ")) + trailing
  }

  /// A line. In one of three, a byte is changed, removed or inserted.
  static func bytes(_ random: inout SplitMix64) -> [UInt8] {
    var bytes = Array(line(&random).utf8)
    if random.next() % 3 == 0 {
      let offset = 7 + Int(random.next() % UInt64(bytes.count - 7))
      switch random.next() % 3 {
      case 0: bytes[offset] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.remove(at: offset)
      default: bytes.insert(Array("{}[]\",:\\ 0a".utf8)[Int(random.next() % 11)], at: offset)
      }
    }
    // A line break would make it two requests.
    return bytes.map { $0 == 0x0A ? 0x0B : $0 }
  }

  static func responder(_ random: inout SplitMix64) -> Responder {
    responders[Int(random.next() % UInt64(responders.count))]
  }
}

import CPolicyc
import DecisionRequests
import Glibc
import JSONText
import TestSupport
import Testing

@testable import CInterface

/// The functions of policyc.h, called as C calls them.
@Suite struct CInterfaceTests {
  private let table: OpaquePointer
  private let request: OpaquePointer

  init() throws {
    let file = try #require(
      readFile(packageFolder + "/generated/LA.CP.MP.53/2023-11/decision-table.json"))
    var table: OpaquePointer?
    #expect(policyc_table_load(file, file.count, &table, nil) == POLICYC_OK)
    self.table = try #require(table)
    request = try #require(policyc_request_new(table))
  }

  /// The library gives the answers that every embedding of it has to give.
  @Test func answersAsEveryEmbeddingDoes() throws {
    let requests = try lines("requests.ndjson")
    let answers = try lines("answers.ndjson")
    #expect(requests.count == answers.count && !requests.isEmpty)
    for (request, answer) in zip(requests, answers) {
      #expect(try self.answer(to: request) == answer, "\(request.compact)")
    }
    policyc_request_free(request)
    policyc_table_free(table)
  }

  @Test func statusesHaveTheNamesOfErrors() {
    var names: Set<String> = []
    for code in RequestError.Code.allCases {
      guard let status = code.status else { continue }
      #expect(policyc_status_name(status).map { String(cString: $0) } == code.rawValue)
      names.insert(code.rawValue)
    }
    #expect(names.count == 19)
    #expect(policyc_status_name(0).map { String(cString: $0) } == "ok")
    #expect(policyc_status_name(5) == nil && policyc_status_name(-1) == nil)
    #expect(policyc_abi_version() == 1)
  }

  @Test func namesAreThoseOfTheTable() {
    func names(_ kind: policyc_names) -> [String] {
      (0..<policyc_name_count(table, kind)).compactMap {
        policyc_name(table, kind, $0).map { String(cString: $0) }
      }
    }
    #expect(names(POLICYC_POLICY) == ["LA.CP.MP.53"] && names(POLICYC_REVISION) == ["2023-11"])
    #expect(
      names(POLICYC_PRINTED_REVISION) == ["11/23"] && names(POLICYC_TITLE) == ["FerriScan R2-MRI"])
    #expect(
      names(POLICYC_FACTS) == ["procedure", "purpose", "suspected_iron_overload", "conditions"])
    #expect(names(POLICYC_RESULTS) == ["met", "not-met", "needs-information", "out-of-scope"])
    #expect(names(POLICYC_OUTCOMES).count == 3)
    #expect(names(POLICYC_CRITERIA).count == names(POLICYC_CRITERION_IDS).count)
    #expect(
      policyc_name(table, POLICYC_FACTS, 4) == nil && policyc_name(table, POLICYC_FACTS, -1) == nil)
    #expect(
      policyc_name_count(table, policyc_names(10)) == 0
        && policyc_name_count(nil, POLICYC_FACTS) == 0)
    #expect(
      policyc_fact_index(table, "purpose", 7) == 1 && policyc_fact_index(table, "purpos", 6) == -1)
    #expect(policyc_fact_index(table, nil, 0) == -1 && policyc_fact_index(nil, "purpose", 7) == -1)
  }

  @Test func aFactThatCannotBeReadIsUnknown() {
    #expect(set(text: "other", 1) == "ok" && answer()?.result == Int32(POLICYC_NEEDS_INFORMATION))
    #expect(set(text: "othr", 1) == "unknown-word")
    #expect(message == "`othr` is not a value of `purpose`; write `other`")
    #expect(needs() == [0, 1, 2, 3])
    #expect(set(text: "76498", 0) == "bad-code" && set(text: "other", 3) == "wrong-type")
    #expect(set(text: "other", 4) == "bad-argument" && set(text: "other", -1) == "bad-argument")
    #expect(name(policyc_set_boolean(request, 1, true)) == "wrong-type")
    #expect(name(policyc_set_boolean(request, 2, true)) == "ok" && needs() == [0, 1, 3])
    #expect(name(policyc_set_json(request, 2, "null", 4)) == "ok" && needs() == [0, 1, 2, 3])
    #expect(name(policyc_set_number(request, 1, "1", 1, nil, 0)) == "wrong-type")
    #expect(name(policyc_set_json(request, 3, "[1]", 3)) == "wrong-type")
    #expect(name(policyc_set_json(request, 3, "[", 1)) == "bad-json")
    #expect(name(policyc_set_json(request, 3, nil, 0)) == "bad-argument")
    #expect(name(policyc_set_facts(request, "[]", 2)) == "not-an-object")
    #expect(name(policyc_set_facts(request, "{\"a\":1}", 7)) == "unknown-fact")
    #expect(name(policyc_request_clear(request, "2024-02-30", 10)) == "bad-date")
    #expect(name(policyc_request_clear(request, nil, 0)) == "ok")
    #expect(name(policyc_decide(request, nil)) == "bad-argument")
    #expect(name(policyc_decide(nil, nil)) == "bad-argument")
  }

  /// An object with an error leaves no fact behind.
  @Test func anObjectIsReadWholeOrNotAtAll() {
    let facts = #"{"purpose": "other", "suspected_iron_overload": 1}"#
    #expect(name(policyc_set_facts(request, facts, facts.utf8.count)) == "wrong-type")
    #expect(needs() == [0, 1, 2, 3])
  }

  @Test func whatIsNotATableIsRefused() {
    for bytes in [[], Array("{}".utf8), Array("[".utf8)] {
      var table: OpaquePointer?
      var message: UnsafeMutablePointer<CChar>?
      #expect(policyc_table_load(bytes, bytes.count, &table, &message) == POLICYC_BAD_TABLE)
      #expect(table == nil && message.map { strlen($0) > 0 } == true)
      policyc_message_free(message)
    }
    #expect(policyc_table_load(nil, 0, nil, nil) == POLICYC_BAD_ARGUMENT)
    #expect(policyc_request_new(nil) == nil)
    policyc_table_free(nil)
    policyc_request_free(nil)
  }

  // MARK: Calls

  private func name(_ status: policyc_status) -> String? {
    policyc_status_name(status).map { String(cString: $0) }
  }

  private var message: String? {
    policyc_request_message(request).map { String(cString: $0) }
  }

  private func set(text: String, _ fact: Int) -> String? {
    name(policyc_set_text(request, fact, text, text.utf8.count))
  }

  private func answer() -> policyc_answer? {
    var answer = policyc_answer()
    return policyc_decide(request, &answer) == POLICYC_OK ? answer : nil
  }

  private func needs() -> [Int] {
    guard let answer = answer() else { return [] }
    return (0..<answer.need_count).map { answer.needs[$0] }
  }

  private func lines(_ file: String) throws -> [JSON] {
    let bytes = try #require(readFile("\(packageFolder)/Tests/Conformance/embedding/\(file)"))
    return try bytes.split(separator: UInt8(ascii: "\n")).map { try JSON(bytes: Array($0)) }
  }

  private func answer(to stated: JSON) throws -> JSON {
    let id = try #require(stated["id"])
    let date = try #require(stated["date"]?.string)
    let facts = try #require(stated["facts"]).compact
    var status = policyc_request_clear(request, date, date.utf8.count)
    if status == POLICYC_OK { status = policyc_set_facts(request, facts, facts.utf8.count) }
    guard status == POLICYC_OK else {
      return ["id": id, "error": .string(try #require(name(status)))]
    }
    let answer = try #require(self.answer())
    func named(_ kind: policyc_names, _ index: Int) -> JSON {
      policyc_name(table, kind, index).map { .string(String(cString: $0)) } ?? .null
    }
    let criteria = (0..<answer.criterion_count).map { answer.criteria[$0] }
    return [
      "id": id, "result": named(POLICYC_RESULTS, Int(answer.result)),
      "outcome": named(POLICYC_OUTCOMES, Int(answer.outcome)),
      "statement": named(POLICYC_STATEMENTS, Int(answer.statement)),
      "criteria": .array(criteria.map { named(POLICYC_CRITERIA, $0) }),
      "criterion_ids": .array(criteria.map { named(POLICYC_CRITERION_IDS, $0) }),
      "needs": .array((0..<answer.need_count).map { named(POLICYC_FACTS, answer.needs[$0]) }),
    ]
  }
}

import DecisionTable
import JSONText
import PolicyChecks
import PolicyModel
import PolicySources
import TestSupport
import Testing

@testable import PolicyExports

/// The rows of `decision-table.csv` say everything that the scope and the statements of the table say.
@Suite struct DecisionTableCSVTests {
  /// *The tree that the rows make is the tree of the table.*
  @Test func readsBackToTheSameTree() throws {
    for checked in ExportedPolicies.all {
      for revision in checked.policy.revisions {
        let exported = RevisionExport(
          revision, of: checked, Provenance(compiler: "policyc", sourceDigest: "0"))
        let artifacts = try Export.decisionTableCSV.artifacts(of: exported)
        let rows = try CSVText(artifacts[0].bytes).rows
        let rules = RuleTree(rows)
        let table = revision.table.json
        #expect(rules.scope == RuleTree.plain(table["scope"]!))
        #expect(rules.statements == table["statements"]!.array!.map(RuleTree.plain))
      }
    }
  }

  /// A spreadsheet evaluates text that begins like a formula, unless an apostrophe marks it as text.
  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("'quoted'", "''quoted'"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("a \"b\"", "\"a \"\"b\"\"\""),
    ("a, b", "\"a, b\""), ("two\nlines", "\"two\nlines\""), ("two\rlines", "\"two\rlines\""),
    ("plain - text", "plain - text"), ("", ""),
  ])
  func fieldsAreQuotedAndMarked(_ text: String, _ field: String) throws {
    #expect(CSVTable.field(text) == field)
    #expect(try CSVText(Array("a\r\n\(field)\r\n".utf8)).rows.first?["a"] == text)
  }

  @Test func textIsNotAFormula() throws {
    let checked = ExportedPolicies.base { text in
      text.replacing("Anemia, when", with: "\"=1+1\", when")
    }
    let exported = RevisionExport(
      checked.policy.revisions[1], of: checked, Provenance(compiler: "", sourceDigest: ""))
    let bytes = try Export.decisionTableCSV.artifacts(of: exported)[0].bytes
    #expect(String(decoding: bytes, as: UTF8.self).contains(",'=1+1,"))
    #expect(try CSVText(bytes).rows.contains { $0["text"] == "=1+1" })
  }
}

/// Reads CSV with a header, by RFC 4180, and removes the marks before what would be formulas.
private struct CSVText {
  let rows: [[String: String]]

  struct Malformed: Error {}

  init(_ bytes: [UInt8]) throws {
    var text = String(decoding: bytes, as: UTF8.self).unicodeScalars[...]
    if text.first == "\u{FEFF}" { text = text.dropFirst() }
    var records: [[String]] = [[]]
    var field = ""
    var isQuoted = false
    while let scalar = text.popFirst() {
      switch scalar {
      case "\"" where isQuoted && text.first == "\"":
        field.unicodeScalars.append(scalar)
        text = text.dropFirst()
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        records[records.count - 1].append(field)
        field = ""
      case "\r" where !isQuoted && text.first == "\n":
        text = text.dropFirst()
        records[records.count - 1].append(field)
        field = ""
        records.append([])
      default: field.unicodeScalars.append(scalar)
      }
    }
    guard records.removeLast().isEmpty, let header = records.first else { throw Malformed() }
    rows = try records.dropFirst().map { record in
      guard record.count == header.count else { throw Malformed() }
      return Dictionary(uniqueKeysWithValues: zip(header, record.map(CSVText.unmarked)))
    }
  }

  private static func unmarked(_ text: String) -> String {
    guard text.first == "'", let next = text.utf8.dropFirst().first,
      "=+-@\t\r\n'".utf8.contains(next)
    else { return text }
    return String(text.dropFirst())
  }
}

/// The criteria of the rows, in the form of `decision-table.json`.
private struct RuleTree {
  private(set) var scope: JSON = .null
  private(set) var statements: [JSON] = []
  private let children: [String: [[String: String]]]

  init(_ rows: [[String: String]]) {
    children = Dictionary(grouping: rows) { $0["under"]! }
    for row in children[""] ?? [] {
      if row["part"] == "scope" { scope = node(row) } else { statements.append(node(row)) }
    }
  }

  private func node(_ row: [String: String]) -> JSON {
    let below = children[row["row"]!] ?? []
    var members: [JSON.Member] = []
    func add(_ name: String, _ text: String) {
      if !text.isEmpty { members.append(JSON.Member(name, .string(text))) }
    }
    if row["part"] == "statement" { add("outcome", row["outcome"]!) }
    for name in ["label", "id", "text"] { add(name, row[name]!) }
    for part in ["require", "unless"] {
      let conditions = below.filter { $0["part"] == part }.map(node)
      if !conditions.isEmpty { members.append(JSON.Member(part, .array(conditions))) }
    }
    let rest = JSON.array(
      below.filter { ["criterion", "condition"].contains($0["part"]) }.map(node))
    let rule: JSON.Member
    switch row["holds_when"]! {
    case "fact":
      rule = JSON.Member("when", .string("\(row["fact"]!): \(row["values"]!)"))
    case "criterion": rule = JSON.Member("criterion", .string(row["values"]!))
    case "some_of":
      rule = JSON.Member(
        "some_of", .object([JSON.Member("at_least", .number(row["at_least"]!)), .init("of", rest)]))
    case let key: rule = JSON.Member(key, rest)
    }
    return .object(members + [rule])
  }

  /// A table in the same form: a test as its text, and a reference as its id.
  static func plain(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    if let id = json["criterion"] { return .object([JSON.Member("criterion", id)]) }
    if json["fact"] != nil { return .object([JSON.Member("when", .string(test(json)))]) }
    return .object(
      members.map { member in
        switch member.name {
        case "when":
          if let id = member.value["criterion"] { return JSON.Member("criterion", id) }
          return JSON.Member("when", .string(test(member.value)))
        case "some_of":
          return JSON.Member(
            "some_of",
            .object([
              JSON.Member("at_least", member.value["at_least"]!),
              JSON.Member("of", .array(member.value["of"]!.array!.map(plain))),
            ]))
        case _ where member.value.array != nil:
          return JSON.Member(member.name, .array(member.value.array!.map(plain)))
        default: return member
        }
      })
  }

  private static func test(_ json: JSON) -> String {
    let values = json["in"]!.array!.map { value -> String in
      guard let bounds = value.object else { return value.string ?? value.compact }
      return bounds.map { bound in
        guard let unit = bound.value["unit"]?.string else {
          return "\(bound.name) \(bound.value.string ?? bound.value.compact)"
        }
        return "\(bound.name) \(bound.value["value"]!.compact) \(unit)"
      }.joined(separator: " and ")
    }
    return "\(json["fact"]!.string!): \(values.joined(separator: "; "))"
  }
}

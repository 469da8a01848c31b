import Foundation
import Testing

/// Responses of `policyc lsp` about an open source. `«»` in the text marks a position.
@Suite(.timeLimit(.minutes(3))) struct LanguageAnswerTests {
  private let command: Command
  private let session: EditorSession
  private let uri: String

  init() throws {
    command = try Command()
    session = try EditorSession.initialized()
    uri = "file://\(command.folder)/policy/X.1/2024-06.yaml"
  }

  @Test(arguments: [
    ("when: {conditions: anemia}", "when: {conditions: «»}", "hepatitis_b"),
    ("when: {conditions: anemia}", "when: {conditions: [anemia, hep«»", "hepatitis_c"),
    ("when: {conditions: anemia}", "when: {«»}", "purpose"),
    ("{purpose: liver_iron}", "{purpose: «»}", "other"),
    ("outcome: medically_necessary", "outcome: «»", "investigational"),
    ("references: [wood2015", "references: [«»", "hernando2014"),
    ("reminder:", "remin«»:", "reminder"),
  ])
  func completes(_ old: String, _ new: String, _ expected: String) throws {
    defer { command.remove() }
    let parameters = try open(replacing: old, by: new)
    let result = try session.request("textDocument/completion", parameters)["result"]
    let labels = (result as? [[String: Any]] ?? []).compactMap { $0["label"] as? String }
    #expect(labels.contains(expected), "\(labels)")
  }

  @Test func explainsANameAndAKey() throws {
    defer { command.remove() }
    let fact = try hover(over: "{suspected: true}", at: "{susp«»ected: true}")
    #expect(fact.contains("Is iron overload suspected?"))
    let key = try hover(over: "outcome: medically", at: "out«»come: medically")
    #expect(key == "What the policy says about the service.")
  }

  @Test func findsDeclarationAndUses() throws {
    defer { command.remove() }
    let parameters = try open(replacing: "{suspected: true}", by: "{susp«»ected: true}")
    let declared = try locations("textDocument/definition", parameters)
    #expect(declared == ["2024-06.yaml#6:2"])
    let uses = try locations("textDocument/references", parameters)
    #expect(
      uses == [
        "2024-01.yaml#14:38", "2024-01.yaml#6:2", "2024-06.yaml#14:38", "2024-06.yaml#6:2",
        "cases.yaml#15:14", "cases.yaml#17:48", "cases.yaml#4:2",
      ])
  }

  @Test func renamesEveryUse() throws {
    defer { command.remove() }
    var parameters = try open(
      replacing: "  conditions: {type",
      by: "  re«»peat: {type: boolean, ask: Again?}\n  conditions: {type",
      "{suspected: true}", "{suspected: true}, {repeat: false}")
    let offered = try session.request("textDocument/prepareRename", parameters)["result"]
    #expect((offered as? [String: Any])?["placeholder"] as? String == "repeat")
    parameters["newName"] = "again"
    let result = try session.request("textDocument/rename", parameters)["result"]
    let changes = (result as? [String: Any])?["changes"] as? [String: [[String: Any]]] ?? [:]
    #expect(changes[uri]?.count == 2)
    #expect(changes.values.joined().allSatisfy { $0["newText"] as? String == "again" })
    parameters["newName"] = "purpose"
    #expect(try session.errorCode("textDocument/rename", parameters) == -32803)
    parameters["newName"] = "not a name"
    #expect(try session.errorCode("textDocument/rename", parameters) == -32803)
  }

  /// A name that sealed revisions use cannot be renamed.
  @Test func doesNotRenameWhatIsSealed() throws {
    defer { command.remove() }
    let parameters = try open(replacing: "{suspected: true}", by: "{susp«»ected: true}")
    #expect(try session.errorCode("textDocument/prepareRename", parameters) == -32803)
  }

  @Test func formatsAsTheCommandDoes() throws {
    defer { command.remove() }
    let parameters = try open(replacing: "title: Liver", by: "title:    Liver«»")
    let result = try session.request("textDocument/formatting", parameters)["result"]
    let formatted = try #require((result as? [[String: Any]])?.first?["newText"] as? String)
    try text(replacing: "title: Liver", by: "title:    Liver")
      .write(toFile: command.folder + "/policy/X.1/2024-06.yaml", atomically: true, encoding: .utf8)
    #expect(try command.run("fmt").code == 0)
    #expect(command.text("policy/X.1/2024-06.yaml") == formatted)
  }

  @Test func offersACorrection() throws {
    defer { command.remove() }
    let parameters = try open(replacing: "any_of:", by: "any_«»off:")
    let document = try #require(parameters["textDocument"])
    let position = try #require(parameters["position"])
    let result = try session.request(
      "textDocument/codeAction",
      ["textDocument": document, "range": ["start": position, "end": position]])["result"]
    let action = try #require((result as? [[String: Any]])?.first)
    #expect(action["title"] as? String == "write `any_of`")
    let changes = (action["edit"] as? [String: Any])?["changes"] as? [String: [[String: Any]]]
    #expect(changes?[uri]?.first?["newText"] as? String == "any_of")
  }

  @Test func outlinesTheSource() throws {
    defer { command.remove() }
    let parameters = try open(replacing: "policy: X.1", by: "policy: X.1«»")
    let result = try session.request("textDocument/documentSymbol", parameters)["result"]
    let items = result as? [[String: Any]] ?? []
    let facts = items.first { $0["name"] as? String == "facts" }?["children"] as? [[String: Any]]
    #expect(
      facts?.compactMap { $0["name"] as? String }
        == ["procedure", "purpose", "suspected", "conditions"])
  }

  /// Editors write the same path as different URIs, and recognize only their own.
  @Test(arguments: ["file://localhost%@", "file:%@", "FILE://%@", "file://%@?escaped"])
  func answersWithTheEditorsURI(form: String) throws {
    defer { command.remove() }
    var path = "\(command.folder)/policy/X.1/2024-06.yaml"
    if form.hasSuffix("?escaped") {
      path = path.replacingOccurrences(of: "X.1", with: "%58%2E1")
    }
    let uri = String(format: form.replacingOccurrences(of: "?escaped", with: ""), path)
    let text = try text(replacing: "any_of:", by: "any_off:")
    try session.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": uri, "languageId": "yaml", "version": 1, "text": text]])
    let found = try session.nextFindings(for: uri)
    #expect(found.map { $0["code"] as? String } == ["unknown-key"])
  }

  @Test(arguments: [
    "file://other.example/policy/X.1/2024-06.yaml", "file:///policy/X.1/2024%00.yaml",
    "file:///policy/X.1/%zz.yaml", "file:relative.yaml", "file://", "https://policy.example/a.yaml",
    "file:///policy/%FF.yaml", "",
  ])
  func answersNothingAboutAnotherDocument(uri: String) throws {
    defer { command.remove() }
    let document: [String: Any] = ["uri": uri, "languageId": "yaml", "version": 1, "text": "a: ["]
    try session.notify("textDocument/didOpen", ["textDocument": document])
    let response = try session.request("textDocument/formatting", ["textDocument": document])
    #expect(response["result"] is NSNull)
    #expect(session.findings.isEmpty)
  }

  // MARK: Session

  private func text(replacing old: String, by new: String) throws -> String {
    let text = try #require(command.text("policy/X.1/2024-06.yaml"))
    return text.replacing(old, with: new, maxReplacements: 1)
  }

  /// Opens the source with a change.
  ///
  /// - Returns: the parameters of a request at the mark.
  private func open(replacing old: String, by new: String, _ other: String = "", _ by: String = "")
    throws -> [String: Any]
  {
    let marked = try text(replacing: old, by: new).replacing(other, with: by, maxReplacements: 1)
    let mark = try #require(marked.range(of: "«»"))
    let text = marked.replacing("«»", with: "")
    try session.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": uri, "languageId": "yaml", "version": 1, "text": text]])
    let lines = marked[..<mark.lowerBound].split(separator: "\n", omittingEmptySubsequences: false)
    return [
      "textDocument": ["uri": uri],
      "position": ["line": lines.count - 1, "character": lines.last?.utf16.count ?? 0],
    ]
  }

  private func hover(over old: String, at new: String) throws -> String {
    let result = try session.request("textDocument/hover", try open(replacing: old, by: new))
    let contents = (result["result"] as? [String: Any])?["contents"] as? [String: Any]
    return contents?["value"] as? String ?? ""
  }

  /// Locations as `file#line:column`, sorted.
  private func locations(_ method: String, _ parameters: [String: Any]) throws -> [String] {
    let result = try session.request(method, parameters)["result"] as? [[String: Any]] ?? []
    return result.compactMap { location -> String? in
      guard let uri = location["uri"] as? String,
        let start = (location["range"] as? [String: [String: Int]])?["start"],
        let line = start["line"], let character = start["character"]
      else { return nil }
      return "\(uri.split(separator: "/").last ?? "")#\(line):\(character)"
    }.sorted()
  }
}

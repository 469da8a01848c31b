import Foundation
import Testing

@Suite(.timeLimit(.minutes(3))) struct LanguageServerTests {
  private let command: Command
  private var revision: String { "file://\(command.folder)/policy/X.1/2024-06.yaml" }

  init() throws { command = try Command() }

  @Test func reportsAMistakeUntilItIsCorrected() throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    let text = try text()
    try open(text.replacingOccurrences(of: "any_of:", with: "anyof:"), in: session)
    let found = try session.nextFindings(for: revision)
    #expect(found.map { $0["code"] as? String } == ["unknown-key"])
    try session.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": revision, "version": 2], "contentChanges": [["text": text]]])
    #expect(try session.nextFindings(for: revision).isEmpty)
    #expect(try close(session) == 0)
  }

  @Test func keepsTheTextAfterAnEmptyChange() throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    try open("title: [", in: session)
    try session.notify(
      "textDocument/didChange",
      ["textDocument": ["uri": revision, "version": 2], "contentChanges": [[String: Any]]()])
    let refused = try session.errorCode(
      "textDocument/formatting", ["textDocument": ["uri": revision]])
    #expect(refused == -32803)
    #expect(try close(session) == 0)
  }

  @Test func countsColumnsInUTF16() throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    let text = try text().replacingOccurrences(
      of: "text: Anemia, when", with: "text: \"😀 Anemia 👩‍⚕️\", whenn")
    try open(text, in: session)
    let found = try session.nextFindings(for: revision)
    let finding = try #require(found.first { $0["code"] as? String == "unknown-key" })
    let start = (finding["range"] as? [String: [String: Int]])?["start"]
    let expected = try position(before: "whenn", in: text)["position"] as? [String: Int]
    #expect(start == expected)
    #expect(try close(session) == 0)
  }

  @Test(arguments: [
    ("{bad json", -32700), ("", -32700), ("{\"id\": \"\u{1}\"}", -32700),
    (#"[{"jsonrpc":"2.0","id":7,"method":"shutdown"}]"#, -32600), ("[]", -32600), ("7", -32600),
    (#"{"jsonrpc":"2.0"}"#, -32600), (#"{"jsonrpc":"2.0","id":7,"method":7}"#, -32600),
    (#"{"jsonrpc":"2.0","id":[7],"method":"shutdown"}"#, -32600),
  ])
  func answersAMalformedMessageAndContinues(body: String, code: Int) throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    try session.send(body: body)
    #expect(EditorSession.errorCode(in: try session.response()) == code)
    #expect(try close(session) == 0)
  }

  @Test(arguments: [
    "Content-Type: text\r\n\r\n{}", "Content-Length: -1\r\n\r\n{}", "Content-Length: two\r\n\r\n{}",
    "Content-Length: 99999999999\r\n\r\n{}", String(repeating: "x", count: 5000),
  ])
  func answersAMalformedHeaderAndContinues(bytes: String) throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    try session.send(bytes: bytes)
    let response = try session.response()
    #expect(EditorSession.errorCode(in: response) == -32700)
    #expect(response["id"] is NSNull)
    #expect(try close(session) == 0)
  }

  @Test func refusesRequestsOutsideTheSession() throws {
    defer { command.remove() }
    let session = try EditorSession()
    #expect(try session.errorCode("textDocument/hover") == -32002)
    #expect(try session.errorCode("shutdown") == -32002)
    #expect(try session.errorCode("initialize") == nil)
    #expect(try session.errorCode("initialize") == -32600)
    try session.notify("unknown/notification", [:])
    #expect(try session.errorCode("unknown/request") == -32601)
    #expect(try session.errorCode("textDocument/hover") == -32602)
    #expect(try session.errorCode("shutdown") == nil)
    #expect(try session.errorCode("shutdown") == -32600)
    try session.notify("exit", [:])
    #expect(try session.exitCode() == 0)
  }

  @Test func answersNothingAboutAnUnsavedDocument() throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    let document = ["uri": "untitled:Untitled-1", "languageId": "yaml", "text": "polcy: X.1"]
    try session.notify("textDocument/didOpen", ["textDocument": document])
    let response = try session.request("textDocument/formatting", ["textDocument": document])
    #expect(response["result"] is NSNull)
    #expect(session.findings.isEmpty)
    #expect(try close(session) == 0)
  }

  @Test func failsIfTheEditorExitsWithoutShutdown() throws {
    defer { command.remove() }
    let session = try EditorSession.initialized()
    try session.notify("exit", [:])
    #expect(try session.exitCode() == 1)
  }

  @Test func exitsAtTheEndOfItsInput() throws {
    defer { command.remove() }
    #expect(try EditorSession.initialized().end() == 0)
  }

  private func text() throws -> String {
    try #require(command.text("policy/X.1/2024-06.yaml"))
  }

  private func open(_ text: String, in session: EditorSession) throws {
    try session.notify(
      "textDocument/didOpen",
      ["textDocument": ["uri": revision, "languageId": "yaml", "version": 1, "text": text]])
  }

  /// The parameters of a request at the start of a part of the text, counted in UTF-16 code units.
  private func position(before part: String, in text: String) throws -> [String: Any] {
    let before = text[..<(try #require(text.range(of: part)).lowerBound)]
    let lines = before.split(separator: "\n", omittingEmptySubsequences: false)
    return [
      "textDocument": ["uri": revision],
      "position": ["line": lines.count - 1, "character": lines.last?.utf16.count ?? 0],
    ]
  }

  private func close(_ session: EditorSession) throws -> Int32 {
    _ = try session.request("shutdown")
    try session.notify("exit", [:])
    return try session.exitCode()
  }
}

internal import Diagnostics
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyEditing
internal import PolicySyntax

/// Answers an editor by the Language Server Protocol, 3.17.
struct LanguageServer {
  private var stream = MessageStream()
  private var folders: [String: EditedFolder] = [:]
  /// Folders that changed since they were checked.
  private var changed: Set<String> = []
  /// Files whose findings the editor shows.
  private var reported: [String: Set<String>] = [:]
  private var isShuttingDown = false

  /// Until the editor says `exit`, or is gone.
  mutating func run() throws(Failure) {
    while let message = try stream.next() {
      let method = message["method"]?.string ?? ""
      if method == "exit" {
        guard isShuttingDown else { throw Failure(.inputHasErrors, "the editor did not shut down") }
        return
      }
      if let id = message["id"], !method.isEmpty {
        // What is asked is asked of what stands there now.
        checkChanged()
        try stream.send(response(id, method, message["params"] ?? .null))
      } else {
        notice(method, message["params"] ?? .null)
      }
      // While more is on its way nobody waits for findings.
      if !stream.isPending { try report() }
    }
  }

  // MARK: Changes

  private mutating func notice(_ method: String, _ parameters: JSON) {
    guard let path = path(of: parameters["textDocument"]) else {
      if method == "workspace/didChangeWatchedFiles" { changed.formUnion(folders.keys) }
      return
    }
    let folder = LanguageServer.folder(of: path)
    guard folders[folder] != nil || LanguageServer.holdsPolicies(folder, with: path) else {
      return
    }
    let text: String?
    switch method {
    case "textDocument/didOpen": text = parameters["textDocument"]?["text"]?.string
    case "textDocument/didChange":
      text = parameters["contentChanges"]?.array?.last?["text"]?.string
    case "textDocument/didSave":
      text = folders[folder]?.open[path].map { $0.text(0..<$0.bytes.count) }
    case "textDocument/didClose": text = nil
    default: return
    }
    folders[folder, default: EditedFolder(path: folder)].open[path] = text.map {
      SourceText(path: path, bytes: Array($0.utf8))
    }
    changed.insert(folder)
  }

  private mutating func checkChanged() {
    for folder in changed {
      folders[folder]?.check()
      stale.insert(folder)
    }
    changed = []
  }

  /// Folders whose findings the editor has not been told.
  private var stale: Set<String> = []

  private mutating func report() throws(Failure) {
    checkChanged()
    for path in stale.sorted() {
      guard let folder = folders[path] else { continue }
      let found = Dictionary(grouping: folder.compilation.findings, by: \.label.span.path)
      for file in reported[path, default: []].union(found.keys).union(folder.open.keys).sorted() {
        try stream.send(
          [
            "jsonrpc": "2.0", "method": "textDocument/publishDiagnostics",
            "params": [
              "uri": .string(LanguageServer.uri(file)),
              "diagnostics": .array((found[file] ?? []).map { folder.json($0) }),
            ],
          ])
      }
      reported[path] = Set(found.keys)
    }
    stale = []
  }

  // MARK: Questions

  private mutating func response(_ id: JSON, _ method: String, _ parameters: JSON) -> JSON {
    var members: [JSON.Member] = [JSON.Member("jsonrpc", "2.0"), JSON.Member("id", id)]
    do throws(Refusal) {
      members.append(JSON.Member("result", try answer(method, parameters)))
    } catch {
      members.append(
        JSON.Member(
          "error", ["code": .number("\(error.code)"), "message": .string(error.message)]))
    }
    return .object(members)
  }

  struct Refusal: Error {
    let code: Int
    let message: String

    static let requestFailed = -32803
    static let methodNotFound = -32601
  }

  private mutating func answer(_ method: String, _ parameters: JSON) throws(Refusal) -> JSON {
    switch method {
    case "initialize": return LanguageServer.capabilities
    case "shutdown":
      isShuttingDown = true
      return .null
    default: break
    }
    guard LanguageServer.known.contains(method) else {
      throw Refusal(
        code: Refusal.methodNotFound, message: "policyc does not answer `\(method)`")
    }
    guard let path = path(of: parameters["textDocument"]),
      let folder = folders[LanguageServer.folder(of: path)], let text = folder.text(path)
    else { return .null }
    let offset = text.offset(of: parameters["position"]) ?? 0
    switch method {
    case "textDocument/completion": return folder.completions(in: text, at: offset)
    case "textDocument/hover": return folder.hover(in: text, at: offset)
    case "textDocument/definition": return folder.places(of: offset, in: text, declarations: true)
    case "textDocument/references": return folder.places(of: offset, in: text, declarations: false)
    case "textDocument/prepareRename": return try folder.renamable(in: text, at: offset)
    case "textDocument/rename":
      return try folder.rename(
        in: text, at: offset, to: parameters["newName"]?.string ?? "")
    case "textDocument/documentSymbol": return folder.outline(of: text)
    case "textDocument/formatting": return try folder.formatting(of: text)
    default: return folder.fixes(in: text, parameters["range"])
    }
  }

  private static let known: Set<String> = [
    "textDocument/completion", "textDocument/hover", "textDocument/definition",
    "textDocument/references", "textDocument/prepareRename", "textDocument/rename",
    "textDocument/documentSymbol", "textDocument/formatting", "textDocument/codeAction",
  ]

  private static var capabilities: JSON {
    [
      "capabilities": [
        "positionEncoding": "utf-16",
        // Whole texts: a source is kilobytes.
        "textDocumentSync": ["openClose": true, "change": 1, "save": true],
        "completionProvider": ["triggerCharacters": ["@", "{", "[", ":", " "]],
        "hoverProvider": true, "definitionProvider": true, "referencesProvider": true,
        "renameProvider": ["prepareProvider": true], "documentSymbolProvider": true,
        "documentFormattingProvider": true,
        "codeActionProvider": ["codeActionKinds": ["quickfix"]],
      ],
      "serverInfo": ["name": "policyc", "version": .string(Compiler.version)],
    ]
  }

  // MARK: Paths

  private func path(of document: JSON?) -> String? {
    document?["uri"]?.string.flatMap(LanguageServer.path)
  }

  /// A source stands in a policy or in `terminology`, and that in the folder of sources.
  private static func folder(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
  }

  /// Whether it is a folder of sources: an editor opens other YAML too.
  private static func holdsPolicies(_ folder: String, with path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard path.hasSuffix(".yaml"), parts.count > 2 else { return false }
    if Files.exists("\(path.dropLast(parts[parts.count - 1].utf8.count))revisions.yaml") {
      return true
    }
    guard parts[parts.count - 2] == "terminology" || parts[parts.count - 3] == "policy" else {
      return false
    }
    let names = (try? Files.names(in: folder)) ?? []
    return names.contains { Files.exists("\(folder)/\($0)/revisions.yaml") }
  }

  static func path(_ uri: String) -> String? {
    guard uri.hasPrefix("file:///") else { return nil }
    var bytes: [UInt8] = []
    var rest = Array(uri.utf8.dropFirst("file://".utf8.count))[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(2)
      if byte == UInt8(ascii: "%"), digits.count == 2,
        let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  static func uri(_ path: String) -> String { "file://" + SourceURI.escaped(path) }
}

internal import Diagnostics
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import PolicyEditing
internal import PolicySyntax

/// A server for one editor that implements the Language Server Protocol, version 3.17.
struct LanguageServer {
  private var stream = MessageStream()
  private var folders: [String: EditedFolder] = [:]
  /// The folders that have changed since they were last checked.
  private var changed: Set<String> = []
  /// The files for which the editor shows findings, by folder.
  private var reported: [String: Set<String>] = [:]
  private var phase = Phase.starting

  private enum Phase { case starting, running, shutDown }

  /// Serves the editor until it sends `exit` or closes the input.
  mutating func run() throws(Failure) {
    while let received = try stream.next() {
      switch received {
      case .unreadable(let refusal):
        try stream.send(LanguageServer.errorResponse(nil, refusal))
      case .message(let json):
        if json["method"]?.string == "exit" {
          guard phase == .shutDown else {
            throw Failure(.inputHasErrors, "the editor sent `exit` without `shutdown`")
          }
          return
        }
        try receive(json)
      }
      // Findings are sent only after the last pending change.
      if !stream.isPending { try report() }
    }
  }

  private mutating func receive(_ json: JSON) throws(Failure) {
    let message: ClientMessage
    do throws(Refusal) {
      message = try ClientMessage(json)
    } catch {
      return try stream.send(LanguageServer.errorResponse(ClientMessage.id(of: json), error))
    }
    switch message {
    case .request(let id, let method, let parameters):
      // Responses have to refer to the current texts in the editor.
      checkChanged()
      try stream.send(response(id, method, parameters))
    case .notification(let method, let parameters):
      if phase == .running { notice(method, parameters) }
    case .response: break
    }
  }

  // MARK: Changes

  private mutating func notice(_ method: String, _ parameters: JSON) {
    let document = parameters["textDocument"]
    guard let uri = document?["uri"]?.string, let path = DocumentURI.path(of: uri) else {
      if method == "workspace/didChangeWatchedFiles" { changed.formUnion(folders.keys) }
      return
    }
    let folder = LanguageServer.folder(of: path)
    guard folders[folder] != nil || LanguageServer.containsPolicies(folder, with: path) else {
      return
    }
    let text: String
    switch method {
    case "textDocument/didOpen":
      guard let opened = document?["text"]?.string else { return }
      text = opened
    case "textDocument/didChange":
      guard let last = parameters["contentChanges"]?.array?.last?["text"]?.string else { return }
      text = last
    case "textDocument/didSave":
      changed.insert(folder)
      return
    case "textDocument/didClose":
      folders[folder]?.open[path] = nil
      changed.insert(folder)
      return
    default: return
    }
    folders[folder, default: EditedFolder(path: folder)].open[path] = EditedFolder.OpenFile(
      uri: uri, text: SourceText(path: path, bytes: Array(text.utf8)))
    changed.insert(folder)
  }

  private mutating func checkChanged() {
    for folder in changed {
      folders[folder]?.check()
      stale.insert(folder)
    }
    changed = []
  }

  /// Checked folders whose findings have not been sent to the editor yet.
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
              "uri": .string(folder.uri(of: file)),
              "diagnostics": .array((found[file] ?? []).map { folder.json($0) }),
            ],
          ])
      }
      reported[path] = Set(found.keys)
    }
    stale = []
  }

  // MARK: Requests

  private mutating func response(_ id: JSON, _ method: String, _ parameters: JSON) -> JSON {
    do throws(Refusal) {
      return ["jsonrpc": "2.0", "id": id, "result": try answer(method, parameters)]
    } catch {
      return LanguageServer.errorResponse(id, error)
    }
  }

  /// - Parameter id: the id of the refused request, or nil if it could not be read.
  private static func errorResponse(_ id: JSON?, _ refusal: Refusal) -> JSON {
    [
      "jsonrpc": "2.0", "id": id ?? .null,
      "error": ["code": .number("\(refusal.code)"), "message": .string(refusal.message)],
    ]
  }

  private mutating func answer(_ method: String, _ parameters: JSON) throws(Refusal) -> JSON {
    switch (phase, method) {
    case (.starting, "initialize"):
      phase = .running
      return LanguageServer.capabilities
    case (.starting, _):
      throw Refusal(
        code: Refusal.serverNotInitialized, message: "the first request is `initialize`")
    case (.running, "initialize"):
      throw Refusal(code: Refusal.invalidRequest, message: "the server is already initialized")
    case (.running, "shutdown"):
      phase = .shutDown
      return .null
    case (.shutDown, _):
      throw Refusal(code: Refusal.invalidRequest, message: "the server is shut down")
    case (.running, _): return try answer(method, aboutDocument: parameters)
    }
  }

  private func answer(_ method: String, aboutDocument parameters: JSON) throws(Refusal) -> JSON {
    guard LanguageServer.known.contains(method) else {
      throw Refusal(code: Refusal.methodNotFound, message: "policyc does not answer `\(method)`")
    }
    guard let uri = parameters["textDocument"]?["uri"]?.string else {
      throw Refusal(code: Refusal.invalidParameters, message: "`\(method)` needs a document")
    }
    // An unsaved document such as `untitled:` does not belong to a folder of sources.
    guard let path = DocumentURI.path(of: uri),
      let folder = folders[LanguageServer.folder(of: path)], let text = folder.text(path)
    else { return .null }
    switch method {
    case "textDocument/documentSymbol": return folder.outline(of: text)
    case "textDocument/formatting": return try folder.formatting(of: text)
    case "textDocument/codeAction": return folder.fixes(in: text, parameters["range"])
    default: break
    }
    guard let offset = text.offset(of: parameters["position"]) else {
      throw Refusal(code: Refusal.invalidParameters, message: "`\(method)` needs a position")
    }
    switch method {
    case "textDocument/completion": return folder.completions(in: text, at: offset)
    case "textDocument/hover": return folder.hover(in: text, at: offset)
    case "textDocument/definition":
      return folder.locations(of: offset, in: text, declarations: true)
    case "textDocument/references":
      return folder.locations(of: offset, in: text, declarations: false)
    case "textDocument/prepareRename": return try folder.renamable(in: text, at: offset)
    default:
      guard let name = parameters["newName"]?.string else {
        throw Refusal(code: Refusal.invalidParameters, message: "`\(method)` needs a `newName`")
      }
      return try folder.rename(in: text, at: offset, to: name)
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
        // Changes transfer the whole text, because a source is only kilobytes long.
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

  // MARK: Folders

  /// The folder of sources: the parent of the policy or `terminology` folder that contains the file.
  private static func folder(of path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).dropLast(2).joined(separator: "/")
  }

  /// Whether the folder contains policies. Editors may also open unrelated YAML files.
  private static func containsPolicies(_ folder: String, with path: String) -> Bool {
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
}

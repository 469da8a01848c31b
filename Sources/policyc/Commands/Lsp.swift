internal import ArgumentParser

/// `policyc lsp`: the language server.
struct Lsp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: findings, completion, hover, definitions, renaming.",
    discussion: """
      Editors start it themselves, and speak the Language Server Protocol with it on standard \
      input and output; docs/editors.md says how to set it up.
      """)

  /// What many editors add.
  @Flag(help: .hidden) var stdio = false

  func run() throws {
    var server = LanguageServer()
    try server.run()
  }
}

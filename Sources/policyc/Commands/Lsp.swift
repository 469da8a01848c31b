internal import ArgumentParser

/// `policyc lsp`: the language server.
struct Lsp: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Serve an editor: findings, completion, hover, definitions and renaming.",
    discussion: """
      An editor starts this command and speaks the Language Server Protocol with it on standard \
      input and output; docs/editors.md shows how to set it up.
      """)

  /// Many editors pass this flag.
  @Flag(help: .hidden) var stdio = false

  func run() throws {
    var server = LanguageServer()
    try server.run()
  }
}

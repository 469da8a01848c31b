internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyCompilation

/// The command line: subcommands, and what their errors mean to a shell.
struct Policyc: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "policyc",
    abstract: "Compiles a clinical policy into a document, a decision table and a history.",
    discussion: """
      Start with `policyc build`: it reads policy/ and writes generated/.

      Exit codes: 0 done; 1 the input has errors, or a --check found a difference; 2 wrong usage; \
      3 the machine failed (disk, permission).
      """,
    version: Compiler.name,
    // Each command states its name, because deriving it from the type is slow.
    subcommands: [
      Build.self, CheckCommand.self, Decide.self, Diff.self, Explain.self, ExportCommand.self,
      Format.self,
      Import.self, Lsp.self, New.self, Release.self, Revise.self, Schema.self, Sign.self,
      TestCommand.self,
      Verify.self,
    ])
}

@main
enum Main {
  static func main() {
    do {
      try refuseUnknownCommand(CommandLine.arguments.dropFirst().first)
      var command = try Policyc.parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Terminal.error(failure.message)
      Terminal.exit(failure.code)
    } catch {
      let code = Policyc.exitCode(for: error)
      let message = Policyc.fullMessage(for: error)
      if code == .success {
        Terminal.print(message)
        Terminal.exit(.done)
      }
      Terminal.error(message)
      Terminal.exit(.wrongUsage)
    }
  }

  /// Suggests a command for a misspelt one, which the parser would report as an unexpected argument.
  private static func refuseUnknownCommand(_ name: String?) throws(Failure) {
    let names =
      Policyc.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let name, !name.hasPrefix("-"), !names.contains(name) else { return }
    let help =
      otherNames[name].map { "write `\($0)`" } ?? suggestion(for: name, among: names)
      ?? "`policyc --help` lists the commands"
    throw Failure(.wrongUsage, "there is no command `\(name)`", help: help)
  }

  /// What other tools call these commands.
  private static let otherNames = [
    "compile": "build", "make": "build", "watch": "build --watch", "validate": "check",
    "lint": "check", "fix": "check --fix", "format": "fmt", "init": "new",
    "create": "new", "add": "new", "eval": "decide", "evaluate": "decide", "run": "decide",
    "seal": "release", "publish": "release", "language-server": "lsp", "version": "--version",
  ]
}

internal import ArgumentParser

/// `policyc check`: findings alone.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check the sources and write nothing.",
    discussion: "Example: policyc check\nErrors end it with exit code 1; warnings do not.")

  @Argument(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let compilation = Compilation(try SourceFolder(sources))
    try compilation.reportFindings()
    Terminal.print(
      "\(sources): \(compilation.policies.count) "
        + (compilation.policies.count == 1 ? "policy" : "policies") + " without errors")
  }
}

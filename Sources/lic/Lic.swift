internal import ArgumentParser

/// The command line of the liver iron module.
@main
struct Lic: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lic",
    abstract: "Liver iron concentration from R2-MRI, by pinned calibrations.",
    discussion: """
      For research use only: not cleared as a medical device.
      Exit codes: 0 done, 1 the input has errors, 2 wrong usage, 3 the machine failed.
      """,
    subcommands: [Analyse.self, ReleaseReport.self, Serve.self, Convert.self, Calibrations.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      leave(with: error)
    }
  }

  /// Prints what went wrong where it belongs, and exits by the kind of failure.
  private static func leave(with error: any Error) -> Never {
    let code = LicExitCode(error, ofParser: exitCode(for: error))
    if code == .done {
      print(fullMessage(for: error))
    } else if code == .wrongUsage {
      StandardError.print(fullMessage(for: error))
    } else {
      StandardError.print("error: \(error)")
    }
    leaveProgram(code)
  }
}

internal import ArgumentParser
internal import LiverIron
internal import Machine

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

  /// Prints what went wrong, and exits with the code of its kind.
  private static func leave(with error: any Error) -> Never {
    switch error {
    case let failure as Failure:
      Terminal.error(failure.message)
      Terminal.exit(failure.code)
    case is any ExplainedError:
      Terminal.error("error: \(error)")
      Terminal.exit(.inputHasErrors)
    default: break
    }
    switch exitCode(for: error) {
    case .success:
      Terminal.print(fullMessage(for: error))
      Terminal.exit(.done)
    case .validationFailure:
      Terminal.error(fullMessage(for: error))
      Terminal.exit(.wrongUsage)
    default:
      Terminal.error("error: \(error)")
      Terminal.exit(.machineFailed)
    }
  }
}

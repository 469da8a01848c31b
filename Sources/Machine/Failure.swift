/// The exit code of a command.
package enum ExitCode: Int32, Sendable {
  case done = 0
  case inputHasErrors = 1
  case wrongUsage = 2
  case machineFailed = 3
}

/// Why a command ends early: the problem, what to do about it, and the exit code.
package struct Failure: Error, Hashable {
  package let code: ExitCode
  /// The text to print, without a final line break.
  package let message: String

  /// - Parameters:
  ///   - problem: a fact in lower case without a full stop.
  ///   - help: what to do, in the imperative.
  package init(_ code: ExitCode, _ problem: String, help: String? = nil) {
    self.code = code
    message = "error: \(problem)" + (help.map { "\nhelp: \($0)" } ?? "")
  }

  /// A failure of a command that has already printed what is wrong; only this last line is still to be printed.
  package init(_ code: ExitCode, summary: String) {
    self.code = code
    message = summary
  }
}

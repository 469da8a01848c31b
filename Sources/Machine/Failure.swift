/// How a command ended, as a shell sees it.
package enum ExitCode: Int32, Sendable {
  case done = 0
  case inputHasErrors = 1
  case wrongUsage = 2
  case machineFailed = 3
}

/// Why a command ends early: what is wrong, what to do about it, and the exit code.
package struct Failure: Error, Hashable {
  package let code: ExitCode
  /// What is printed, without a line break at its end.
  package let message: String

  /// - Parameters:
  ///   - problem: a fact in lower case without a full stop.
  ///   - help: what to do, in the imperative.
  package init(_ code: ExitCode, _ problem: String, help: String? = nil) {
    self.code = code
    message = "error: \(problem)" + (help.map { "\nhelp: \($0)" } ?? "")
  }

  /// The last line of a command that has already printed what is wrong.
  package init(_ code: ExitCode, summary: String) {
    self.code = code
    message = summary
  }
}

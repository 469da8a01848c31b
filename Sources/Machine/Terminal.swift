internal import Glibc

/// Standard output and standard error.
package enum Terminal {
  /// Prints a line. If that fails, the program ends with exit code 3, because lost output must not look like success.
  package static func print(_ text: String) {
    do throws(Failure) {
      try Files.append(Array(line(text).utf8), to: 1, "standard output")
    } catch {
      self.error(error.message)
      exit(error.code)
    }
  }

  package static func error(_ text: String) { writeToError(line(text)) }

  /// Prints a question. The user types the answer on the same line.
  package static func prompt(_ text: String) { writeToError(text) }

  package static var inputIsTyped: Bool { isatty(0) == 1 }
  package static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Colors are for people, so they are printed only on a terminal, and only if `NO_COLOR` is not set.
  package static var errorIsColored: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }
  package static var outputIsColored: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

  /// Unblocks the signals that stop a long-running program, in case its parent process had blocked them.
  package static func letSignalsEnd() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  package static func exit(_ code: ExitCode) -> Never { Glibc.exit(code.rawValue) }

  private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

  /// A failure to write to standard error is ignored, because it cannot be reported anywhere.
  private static func writeToError(_ text: String) {
    try? Files.append(Array(text.utf8), to: 2, "standard error")
  }
}

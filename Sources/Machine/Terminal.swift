internal import Glibc

/// Standard output and standard error.
package enum Terminal {
  /// Prints a line, or ends the program with exit code 3: output that is lost must not look like success.
  package static func print(_ text: String) {
    do throws(Failure) {
      try Files.append(Array(line(text).utf8), to: 1, "standard output")
    } catch {
      self.error(error.message)
      exit(error.code)
    }
  }

  package static func error(_ text: String) { writeToError(line(text)) }

  /// A question; the answer is typed after it on the same line.
  package static func prompt(_ text: String) { writeToError(text) }

  package static var inputIsTyped: Bool { isatty(0) == 1 }
  package static var errorIsTerminal: Bool { isatty(2) == 1 }

  /// Colour is for people: on a terminal, and only where `NO_COLOR` is not set.
  package static var errorIsColored: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }
  package static var outputIsColored: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

  /// Lets the usual signals end a program that runs until it is stopped, even if its parent process had blocked them.
  package static func letSignalsEnd() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  package static func exit(_ code: ExitCode) -> Never { Glibc.exit(code.rawValue) }

  private static func line(_ text: String) -> String { text.hasSuffix("\n") ? text : text + "\n" }

  /// Standard error that is closed cannot be reported anywhere.
  private static func writeToError(_ text: String) {
    try? Files.append(Array(text.utf8), to: 2, "standard error")
  }
}

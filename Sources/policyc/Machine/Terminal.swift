internal import Glibc

/// Standard output and error.
enum Terminal {
  /// What cannot be printed ends the program: output that is lost must not look like success.
  static func print(_ text: String) {
    guard !write(text.hasSuffix("\n") ? text : text + "\n", to: 1) else { return }
    let reason = String(cString: strerror(errno))
    error("error: cannot write to standard output: \(reason)")
    exit(.machineFailed)
  }

  static func error(_ text: String) { _ = write(text.hasSuffix("\n") ? text : text + "\n", to: 2) }

  /// A question, behind which the answer is typed.
  static func prompt(_ text: String) { _ = write(text, to: 2) }

  static var inputIsTyped: Bool { isatty(0) == 1 }

  /// Colour is for people: on a terminal, and not where `NO_COLOR` asks for none.
  static var errorIsColored: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }
  static var outputIsColored: Bool { isatty(1) == 1 && getenv("NO_COLOR") == nil }

  /// A program that runs until it is stopped can be stopped, whatever signals the one that started
  /// it had blocked.
  static func letSignalsEnd() {
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGTERM, SIGINT, SIGHUP] { sigaddset(&signals, signal) }
    sigprocmask(SIG_UNBLOCK, &signals, nil)
  }

  static func exit(_ code: Failure.Code) -> Never { Glibc.exit(code.rawValue) }

  private static func write(_ text: String, to descriptor: Int32) -> Bool {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return false
      }
      bytes = bytes.dropFirst(written)
    }
    return true
  }
}

internal import Glibc

/// Standard output and error.
enum Terminal {
  static func print(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: 1) }

  static func error(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n", to: 2) }

  /// Colour is for people: on a terminal, and not where `NO_COLOR` asks for none.
  static var errorIsColored: Bool { isatty(2) == 1 && getenv("NO_COLOR") == nil }

  static func exit(_ code: Failure.Code) -> Never { Glibc.exit(code.rawValue) }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0 {
        if errno == EINTR { continue }
        return
      }
      bytes = bytes.dropFirst(written)
    }
  }
}

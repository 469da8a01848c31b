internal import MessageText

/// Why a whole file of requests cannot be read. None of it is answered.
package struct RequestFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, to follow the name of the file.
  package let message: String
  /// What to do, in the imperative.
  package let help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message.printable
    self.help = help?.printable
  }

  package var description: String { message + (help.map { "; \($0)" } ?? "") }
}

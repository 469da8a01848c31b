/// Why a model, or a decision of it, cannot be read or evaluated: where, and what to do.
package struct ModelProblem: Error, Hashable, Sendable {
  /// One line, lower case, no full stop.
  package let message: String
  /// From 1; 0 where the model was not read from a file.
  package let line: Int
  /// In the imperative.
  package let help: String

  package init(_ message: String, line: Int, help: String) {
    self.message = message
    self.line = line
    self.help = help
  }
}

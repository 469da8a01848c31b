/// Why a model, or a decision of it, cannot be read, imported or evaluated.
package struct ModelProblem: Error, Hashable, Sendable {
  /// One line, lower case, no full stop.
  package let message: String
  /// Counted from 1; 0 if the model was not read from a file.
  package let line: Int
  /// What to do, in the imperative.
  package let help: String

  package init(_ message: String, line: Int, help: String) {
    self.message = message
    self.line = line
    self.help = help
  }
}

/// Everything that prevents a table from being read or imported.
package struct ModelProblems: Error, Hashable, Sendable {
  package let first: ModelProblem
  package let others: [ModelProblem]

  package init(_ first: ModelProblem, _ others: [ModelProblem] = []) {
    self.first = first
    self.others = others
  }

  /// Nil if the list is empty.
  init?(_ problems: [ModelProblem]) {
    guard let first = problems.first else { return nil }
    self.init(first, Array(problems.dropFirst()))
  }

  package var all: [ModelProblem] { [first] + others }
}

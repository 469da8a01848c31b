/// An error that says what is wrong, why it matters, and what to do.
package protocol ExplainedError: Error, CustomStringConvertible {
  /// What is wrong, as a fact, on one line.
  var problem: String { get }
  /// Why that stops the work.
  var reason: String { get }
  /// What to do about it, in the imperative.
  var remedy: String { get }
}

extension ExplainedError {
  package var description: String { "\(problem): \(reason)\nhelp: \(remedy)" }
}

internal import LiverIron

/// A path on the command line that holds nothing that can be read.
struct UnreadableInput: ExplainedError {
  var path: String
  var reason: String

  var problem: String { "`\(path)` cannot be read" }
  var remedy: String { "check the path and its permissions" }
}

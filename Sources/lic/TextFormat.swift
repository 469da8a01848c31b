internal import ArgumentParser

/// How a command prints its answer.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

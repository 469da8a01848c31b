internal import ArgumentParser
internal import FoundationEssentials

/// How a command prints its answer.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}

/// JSON with sorted keys, so that the same answer is the same bytes.
func jsonText(_ value: some Encodable) throws -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
  return String(decoding: try encoder.encode(value), as: UTF8.self)
}

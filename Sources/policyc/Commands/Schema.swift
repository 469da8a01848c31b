internal import ArgumentParser
internal import Diagnostics
internal import PolicySources

/// `policyc schema KIND`: the JSON Schema of a source, for editors.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of a kind of source file.",
    discussion: "Example: policyc schema revision\nThe same files stand in generated/.")

  @Argument(help: "revision, revisions, references, measurement, cases, terminology or crosswalk.")
  var kind: String

  func run() throws {
    guard let schema = SourceSchema(rawValue: kind) else {
      let help = suggestion(for: kind, among: SourceSchema.allCases.map(\.rawValue)) ?? ""
      throw Failure(.wrongUsage, "error: there is no kind of source `\(kind)`\nhelp: \(help)")
    }
    Terminal.print(schema.text)
  }
}

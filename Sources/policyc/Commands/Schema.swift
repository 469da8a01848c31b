internal import ArgumentParser
internal import Diagnostics
internal import PolicySources

/// `policyc schema KIND`: the JSON Schema of a source, for editors.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a kind of source file.",
    discussion: """
      Examples:
        policyc schema revision
        policyc schema revision --policy LA.CP.MP.53    with its facts, terms and references

      `policyc build` writes the latter into generated/, where editors with yaml-language-server \
      find them by the first line of each source.
      """)

  @Argument(
    help: "revision, revisions, references, measurement, cases, terminology or crosswalk.",
    completion: .list(SourceSchema.allCases.map(\.rawValue))) var kind: String
  @Option(help: "The policy whose names can stand in the source.") var policy: String?
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    guard let schema = SourceSchema(rawValue: kind) else {
      let help = suggestion(for: kind, among: SourceSchema.allCases.map(\.rawValue)) ?? ""
      throw Failure(.wrongUsage, "error: there is no kind of source `\(kind)`\nhelp: \(help)")
    }
    guard let policy else { return Terminal.print(schema.text()) }
    let folder = try SourceFolder(sources)
    let (tree, _) = SourceTree.read(folder.texts, in: folder.path)
    let known = Set(tree.files.map(\.folder)).subtracting(["terminology"]).sorted()
    guard known.contains(policy) else {
      let help = suggestion(for: policy, among: known) ?? "policyc check"
      throw Failure(
        .wrongUsage, "error: there is no policy `\(policy)` that can be read\nhelp: \(help)")
    }
    Terminal.print(schema.text(for: SourceVocabulary(of: policy, in: tree.files)))
  }
}

internal import ArgumentParser
internal import Diagnostics
internal import JSONShapes
internal import Machine
internal import MessageText
internal import PolicyCompilation
internal import PolicySources

/// `policyc schema KIND`: the JSON Schema of a source, for editors, or of compiled output.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a kind of source file, or of JSON that policyc writes.",
    discussion: """
      Examples:
        policyc schema revision
        policyc schema revision --policy LA.CP.MP.53    with its facts, terms and references
        policyc schema case-run                         of `policyc test --format json`

      `policyc build` writes the latter into generated/, where editors with yaml-language-server \
      find them by the first line of each source.
      """)

  @Argument(
    help: """
      Of sources: revision, revisions, references, measurement, cases, terminology or crosswalk. Of \
      what is made of them: decision-table, policy, manifest, explanation, difference or case-run.
      """,
    completion: .list(Schema.kinds)) var kind: String
  @Option(help: "The policy whose names the source can use.") var policy: String?
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    guard let schema = SourceSchema(rawValue: kind) else {
      if policy == nil, let made = PublishedSchema.all.first(where: { $0.name == kind }) {
        return Terminal.print(made.text)
      }
      let kinds = policy == nil ? Schema.kinds : SourceSchema.allCases.map(\.rawValue)
      let help =
        suggestion(for: kind, among: kinds) ?? "`policyc schema --help` lists them"
      throw Failure(
        .wrongUsage,
        "there is no kind of \(policy == nil ? "file" : "source") `\(kind)`", help: help)
    }
    guard let policy else { return Terminal.print(schema.text()) }
    let folder = try SourceFolder(sources)
    let (tree, _) = SourceTree.read(folder.texts, in: folder.path)
    let known = Set(tree.files.map(\.folder)).subtracting(["terminology"]).sorted()
    guard known.contains(policy) else {
      let help = suggestion(for: policy, among: known) ?? "run `policyc check`"
      throw Failure(
        .wrongUsage, "there is no policy `\(policy)` that can be read", help: help)
    }
    Terminal.print(schema.text(for: SourceVocabulary(of: policy, in: tree.files)))
  }

  /// Where a source and an artefact have the same name, the source comes first.
  private static let kinds =
    SourceSchema.allCases.map(\.rawValue)
    + PublishedSchema.all.map(\.name).filter { SourceSchema(rawValue: $0) == nil }
}

internal import ArgumentParser
internal import DMN
internal import DecisionTable
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyExports
internal import PolicyModel
internal import Values

/// `policyc export KIND`: writes one revision in a form that another program reads.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Export a revision in a form that another program executes or reads.",
    discussion: """
      Examples:
        policyc export csv                               rules as rows, for a spreadsheet
        policyc export sql --dialect duckdb -o queries/  answers to a table of requests
        policyc export dmn                               decision tables for engines of DMN
        policyc export fhir --base-url https://payer.example/fhir -o fhir/

      `policyc build` writes all of these for every revision to generated/. What a form cannot express \
      is an error: an export never leaves anything out silently.
      """)

  @Argument(help: "\(Export.Kind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: Export.Kind
  @Option(help: "The policy; required if there are several.") var policy: String?
  @Option(
    help: "The revision, as printed (12/22) or as a month (2022-12) (default: the latest released)."
  )
  var revision: String?
  @Option(help: "For sql: \(SQLDialect.allCases.map(\.rawValue).joined(separator: ", ")).")
  var dialect: SQLDialect?
  @Option(
    name: [.short, .long],
    help:
      "Write to this file, or to this folder if the export has several files; - is standard output.",
    completion: .directory)
  var output: String?
  @Option(help: "The version of DMN: 1.3, which most engines read, or 1.5.")
  var dmnVersion = WrittenDMNVersion.dmn13
  @Option(
    help:
      "For fhir: the URL with which the canonical URLs of its resources begin (default: \(CanonicalBase.example))."
  )
  var baseUrl: CanonicalBase?
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  func validate() throws {
    if dialect != nil, kind != .sql { throw ValidationError("--dialect is for sql only") }
    if baseUrl != nil, kind != .fhir { throw ValidationError("--base-url is for fhir only") }
  }

  func run() throws {
    var read = ReadPaths()
    read.add(folder: sources, of: "sources")
    try read.refuse(output)
    try OutputFolder.refuse(output)
    let compilation = Compilation(try SourceFolder(sources))
    try FindingsReport(compilation.findings, in: compilation).print(.text)
    let checked = try compilation.policy(named: policy)
    let chosen = try chosen(from: checked.policy)
    let exported = RevisionExport(
      chosen, of: checked, compilation.provenance(of: chosen, in: checked.policy))
    var artifacts: [Artifact] = []
    var refusals: [(refusal: ExportRefusal, name: String)] = []
    for export in exports {
      do throws(ExportRefusal) {
        artifacts += try export.artifacts(of: exported)
      } catch {
        refusals.append((error, export.name))
      }
    }
    try FindingsReport(exported.findings(refusals, .error).sortedByLocation, in: compilation).print(
      .text)
    try write(artifacts, of: exported)
  }

  private var exports: [Export] {
    switch kind {
    case .csv, .json: Export.all.filter { $0.kind == kind }
    case .sql: dialect.map { Export.sql($0) } ?? Export.sql
    case .dmn: [.dmn(dmnVersion)]
    case .fhir: [.fhir(base: baseUrl ?? .example)]
    }
  }

  private func chosen(from policy: Policy) throws(Failure) -> Revision {
    if let revision { return try policy.revision(named: revision) }
    guard let latest = policy.revisions.last(where: { $0.entry.status != .draft }) else {
      let choice = choice(among: policy.revisions.map(\.date.printed)).map { "; \($0)" } ?? ""
      throw Failure(
        .wrongUsage, "no revision of \(policy.id) is released",
        help: "name a draft with --revision\(choice)")
    }
    return latest
  }

  /// Writes one artefact to standard output or a file, and several into a folder.
  private func write(_ artifacts: [Artifact], of exported: RevisionExport) throws(Failure) {
    guard artifacts.count != 1 || (output != "-" && output.map(Files.isFolder) == true) else {
      let file = try OutputFile(path: output)
      try file.write(text: String(decoding: artifacts[0].bytes, as: UTF8.self))
      return try file.finish()
    }
    guard let output, output != "-" else {
      let names = artifacts.map { "`\(exported.name(of: $0))`" }.joined(separator: ", ")
      throw Failure(
        .wrongUsage, "the export has several files: \(names)", help: "name a folder with -o")
    }
    try Files.replace(
      artifacts.map { (exported.name(of: $0), $0.bytes) }, below: Files.withoutSlashes(output),
      named: Files.withoutSlashes(output))
  }
}

extension Export.Kind: ExpressibleByArgument {}
extension SQLDialect: ExpressibleByArgument {}
extension WrittenDMNVersion: ExpressibleByArgument {}
extension CanonicalBase: ExpressibleByArgument {}

extension RevisionExport {
  /// The path of an artefact in the folder of its revision.
  fileprivate func name(of artifact: Artifact) -> String {
    let folder = "\(policy.id)/\(revision.id)/"
    return String(artifact.path.dropFirst(folder.count))
  }
}

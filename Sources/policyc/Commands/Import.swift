internal import ArgumentParser
internal import DMN
internal import Diagnostics
internal import Machine
internal import PolicySources
internal import Values

/// `policyc import FILE.dmn`: a draft of a policy from a decision table of another tool.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Begin a policy from a decision table of DMN: a draft that builds.",
    discussion: """
      Examples:
        policyc import eligibility.dmn --favors Approved
        policyc import eligibility.dmn --decision "Approval Status" --favors Approved -o policy/X.1

      Reads DMN 1.1 to 1.5. What it cannot carry, or names otherwise, it says at its line, there and \
      above the draft.
      """)

  @Argument(help: "The file of DMN.", completion: .file(extensions: ["dmn", "xml"])) var file:
    String
  @Option(help: "The decision whose table it is; needed where there are several.")
  var decision: String?
  @Option(help: "An answer of the table that favours the request; may be given several times.")
  var favors: [String] = []
  @Option(
    name: [.short, .long],
    help: "The folder of the policy, named by its reference number (default: policy/NAME).",
    completion: .directory)
  var output: String?
  @Option(help: "The title of the policy (default: the name of the model).") var title: String?
  @Option(help: "The payer.") var publisher = "The payer"
  @Option(help: "The date of the revision, as printed (default: this month).")
  var revision: String?

  func run() throws {
    let source = SourceText(path: file, bytes: try Files.read(file, limit: 16 << 20))
    let model: DecisionModel
    let lowered: LoweredTable
    do throws(ModelProblem) {
      model = try DecisionModel(file: source.bytes)
      lowered = try LoweredTable(lowering: model, decision: decision, favoring: favors)
    } catch {
      return try FindingsReport([error.finding(.unreadModel, in: source)], in: [source]).print(.text)
    }
    let path = output ?? "policy/\(model.name.policyName)"
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let parent = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
    let name = parts.last.map(String.init) ?? ""
    let folder = try NewFolder(of: name, in: parent.isEmpty ? "." : parent)
    let fileName = file.split(separator: "/").last ?? ""
    let draft = PolicyDraft(
      PolicyTemplate(
        id: name, title: title ?? (model.name.isEmpty ? name : model.name), publisher: publisher,
        revision: try PrintedDate(orThisMonth: revision)),
      facts: lowered.facts, statements: lowered.statements,
      remarks: lowered.remarks.map { "\(fileName), line \($0.line): \($0.message)" })
    let paths = try folder.write(draft.files)
    try FindingsReport(
      lowered.remarks.map { $0.finding(.uncarriedPart, in: source) }, in: [source]
    ).print(.text)
    Terminal.print(
      paths.joined(separator: "\n") + "\nnow read it beside the table, and run `policyc build`")
  }
}

extension String {
  /// What of the name of a model can name a policy.
  fileprivate var policyName: String {
    let kept = unicodeScalars.map { scalar in
      PolicyTemplate.canName("a\(scalar)a") ? Character(scalar) : "-"
    }
    let name = String(kept.prefix(64))
    return PolicyTemplate.canName(name) ? name : "imported"
  }
}

extension ModelProblem {
  /// The problem as a finding at its line.
  fileprivate func finding(_ kind: DiagnosticKind, in source: SourceText) -> Diagnostic {
    let range = source.range(ofLine: min(max(1, line), source.lineCount))
    let indent = source.bytes[range].prefix { $0 == 0x20 || $0 == 0x09 }.count
    return Diagnostic(
      kind, message,
      at: Span(path: source.path, range: range.lowerBound + indent..<range.upperBound), help: help)
  }
}

extension DiagnosticKind {
  /// Those that only `policyc import` has.
  static let ofImport = [unreadModel, uncarriedPart]

  static let unreadModel = DiagnosticKind(
    "unread-model", .error,
    why: """
      A decision table is only imported where each part of it that decides is understood. Nothing \
      is written of one that is not.
      """,
    before: "<decisionTable hitPolicy=\"COLLECT\">", after: "<decisionTable hitPolicy=\"UNIQUE\">")

  static let uncarriedPart = DiagnosticKind(
    "uncarried-part", .warning,
    why: """
      A policy cannot say all that a table of DMN can, and has other names. What the draft leaves \
      out, or says otherwise, is said here and above the draft, so that its author can mend it.
      """,
    before: "<inputEntry><text>null</text></inputEntry>",
    after: "<inputEntry><text>-</text></inputEntry>")
}

internal import ArgumentParser
internal import DMN
internal import DecisionTable
internal import Diagnostics
internal import Machine
internal import PolicyChecks
internal import PolicyModel
internal import PolicySources
internal import Values

/// `policyc import FILE.dmn`: drafts a policy from another tool's decision table.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Start a policy from a DMN decision table: a draft that builds.",
    discussion: """
      Examples:
        policyc import eligibility.dmn --favors Approved
        policyc import eligibility.dmn --decision "Approval Status" --favors Approved -o policy/X.1

      Reads DMN 1.1 to 1.5. The draft answers complete requests as the table does, or the table is \
      refused at the cell or the rules that prevent it. What is left out or renamed is reported at \
      its line, here and at the top of the draft.
      """)

  @Argument(help: "The DMN file.", completion: .file(extensions: ["dmn", "xml"])) var file: String
  @Option(help: "The decision to import; required if several have a table.")
  var decision: String?
  // Answers can begin with `-`.
  @Option(
    parsing: .unconditionalSingleValue,
    help: "An answer of the table that favours the request; repeat for several answers.")
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
    guard let lowered = try lowered(source) else { return }
    let path = output ?? "policy/\(lowered.modelName.policyName)"
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    let parent = (path.hasPrefix("/") ? "/" : "") + parts.dropLast().joined(separator: "/")
    let name = parts.last.map(String.init) ?? ""
    let folder = try NewFolder(of: name, in: parent.isEmpty ? "." : parent)
    let fileName = file.split(separator: "/").last ?? ""
    let draft = PolicyDraft(
      PolicyTemplate(
        id: name, title: title ?? (lowered.modelName.isEmpty ? name : lowered.modelName),
        publisher: publisher, revision: try PrintedDate(orThisMonth: revision)),
      facts: lowered.facts, statements: lowered.statements,
      remarks: lowered.remarks.map { "\(fileName), line \($0.line): \($0.message)".oneLine })
    guard let compared = try comparison(of: draft, with: lowered, source) else { return }
    let paths = try folder.write(draft.files)
    try report(lowered.remarks, .uncarriedPart, source)
    Terminal.print(
      paths.joined(separator: "\n")
        + "\ncompared with the table on \(compared.count) requests, and both give the same answers"
        + "\nnow read it next to the table, and run `policyc build`")
  }

  /// The table, or nil after printing the reasons why it is refused.
  private func lowered(_ source: SourceText) throws -> LoweredTable? {
    let problems: ModelProblems
    do {
      let model = try DecisionModel(file: source.bytes)
      return try LoweredTable(lowering: model, decision: decision, favoring: favors)
    } catch let problem as ModelProblem {
      problems = ModelProblems(problem)
    } catch let found as ModelProblems {
      problems = found
    }
    try report(problems.all, .unreadModel, source)
    return nil
  }

  /// The draft as it will be compiled, compared with the table; nil, with a report, where the two
  /// differ or the draft does not compile.
  private func comparison(of draft: PolicyDraft, with lowered: LoweredTable, _ source: SourceText)
    throws -> AnswerComparison?
  {
    let texts = draft.files.map { file in
      SourceText(path: "policy/\(draft.id)/\(file.name)", bytes: Array(file.text.utf8))
    }
    let (tree, findings) = SourceTree.read(texts, in: "policy")
    let (policies, checkFindings) = CheckedPolicy.check(tree, calibrations: [])
    guard let table = policies.first?.policy.revisions.first?.table else {
      try FindingsReport(findings + checkFindings, in: texts).print(.text)
      return nil
    }
    let comparison = AnswerComparison(
      of: lowered, with: table, given: [draft.service: .boolean(true)])
    guard let difference = comparison.difference else { return comparison }
    try report([difference], .unreadModel, source)
    return nil
  }

  /// Prints problems as findings, at most twenty of them.
  private func report(_ problems: [ModelProblem], _ kind: DiagnosticKind, _ source: SourceText)
    throws
  {
    let most = kind.severity == .error ? 20 : problems.count
    var findings = problems.prefix(most).map { $0.finding(kind, in: source) }
    if problems.count > most {
      findings.append(
        ModelProblem(
          "\(problems.count - most) more parts of the table cannot be imported",
          line: problems[most].line, help: "correct those above first"
        ).finding(kind, in: source))
    }
    try FindingsReport(findings, in: [source]).print(.text)
  }
}

extension String {
  /// The name of a model with `-` for each character that the name of a policy cannot contain.
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
  /// The kinds that only `policyc import` reports.
  static let ofImport = [unreadModel, uncarriedPart]

  static let unreadModel = DiagnosticKind(
    "unread-model", .error,
    why: """
      A decision table is imported only where the draft can answer every complete request as the \
      table does. So each cell has to compare with constants, and rules that match the same request \
      must not contradict each other. If any part is not understood, nothing is written.
      """,
    before: "<inputEntry><text>low</text></inputEntry>",
    after: "<inputEntry><text>\"low\"</text></inputEntry>")

  static let uncarriedPart = DiagnosticKind(
    "uncarried-part", .warning,
    why: """
      A policy cannot express everything that a DMN table can, and uses other names. What the draft \
      leaves out or renames is reported here and at the top of the draft, so that its author can \
      check it.
      """,
    before: "<inputEntry><text>null</text></inputEntry>",
    after: "<inputEntry><text>-</text></inputEntry>")
}

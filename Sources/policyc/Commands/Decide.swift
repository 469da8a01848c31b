internal import ArgumentParser
internal import CompiledPolicies
internal import DecisionRequests
internal import JSONText
internal import Machine
internal import PolicyCompilation
internal import Values

/// `policyc decide`: answers requests in the order of the input.
struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decide",
    abstract: "Answer requests, one per line, from the compiled tables.",
    discussion: """
      Example: echo '{"id":"1","revision":"11/23","facts":{"procedure":"CPT:76498"}}' | \
      policyc decide
      A request that cannot be answered gets an error instead of an answer, and the run continues; \
      the exit code is then 1.
      With --trust, requests are answered only if a trusted key signed every released revision exactly \
      as it is; drafts are left out.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case ndjson, csv

    var stated: RequestFormat.Stated { self == .csv ? .csv : .ndjson }
  }

  enum Explain: EnumerableFlag {
    case text, json

    static func name(for value: Explain) -> NameSpecification {
      .customLong(value == .text ? "explain" : "explain-json")
    }

    static func help(for value: Explain) -> ArgumentHelp? {
      value == .text
        ? """
        Print why, instead of each answer: whether each criterion is met, what was read, and which \
        fact would change the answer.
        """ : "Add the explanation to each answer as its member `explanation`."
    }

    var form: ExplanationForm { self == .text ? .text : .json }
  }

  @Argument(help: "The file of requests; - is standard input.") var requests = "-"
  @Option(help: "The policy for requests that do not name one.") var policy: String?
  @Option(help: "The revision for requests that do not name one.") var revision: String?
  @Option(help: "The date of service for requests that do not state one.") var date: String?
  @Flag(help: "Use the approval date if no effective date is printed.")
  var assumeApprovalEffective = false
  @Flag(
    help: """
      Let a code count as the condition that it stands for, if the crosswalk is confident and says \
      that the code decides; the answer names the code as `via`. Lists then say only what is present.
      """)
  var crosswalk = false
  @Flag var explain: Explain?
  @Option(
    help: """
      The format of requests and answers, ndjson or csv. By default the file's first bytes decide.
      """)
  var format: Format?
  @Option(help: "The number of threads; answers keep the order of the requests.")
  var threads = 1
  @Option(
    name: [.short, .long], help: "Write the answers to this file; - is standard output.")
  var output: String?
  @Option(
    help:
      "Write a record of the run to this file: the tables, the bases and how often each answer was given."
  )
  var audit: String?
  @Option(help: "The folder of sources, to check that the tables are current (default: policy).")
  var sources: String?
  @Option(name: .customLong("compiled"), help: "The folder of built output.")
  var compiled = "generated"
  @OptionGroup var trusted: TrustedKeys

  func validate() throws {
    guard (1...64).contains(threads) else {
      throw ValidationError("--threads is 1 to 64, not \(threads)")
    }
  }

  func run() throws {
    try refuseOutputs()
    // Opened first, so that a run does not start if its record cannot be written.
    let record = try audit.map(OutputFile.init(path:))
    do {
      let (decisions, tally) = try decide()
      if let record {
        try record.write(text: decisions.json.pretty)
        try record.finish()
      }
      guard tally.failed == 0 else {
        let count = tally.answered + tally.failed
        throw Failure(
          .inputHasErrors,
          summary: "\(tally.failed) of \(count) request\(count == 1 ? "" : "s") had no answer")
      }
    } catch {
      record?.abandon()
      throw error
    }
  }

  /// Requires that the answers and the record are different files, and that the run reads neither.
  private func refuseOutputs() throws(Failure) {
    var read = ReadPaths()
    read.add(file: requests)
    read.add(folder: sources ?? "policy", of: "sources")
    read.add(folder: compiled, of: "compiled tables")
    try read.refuse(output)
    try OutputFolder.refuse(output)
    guard let audit else { return }
    try read.refuse(audit)
    try OutputFolder.refuse(audit)
    try ReadPaths.requireDifferent([("-o", output ?? "-"), ("--audit", audit)])
  }

  private func decide() throws -> (DecisionAudit, Tally) {
    let keys = trusted.paths.isEmpty ? nil : try trusted.keys()
    let current = try CurrentSources(sources)
    let built = try CompiledFolder(path: compiled, option: "--compiled").open().policies(
      only: policy, signedBy: keys
    ) { (id, policyJSON) throws(Failure) in
      try current.require(id, policyJSON, in: compiled)
    }
    let defaults = try defaults()
    let responder: Responder
    do throws(RequestError) {
      responder = try Responder(policies: built.map(\.compiled), defaults: defaults)
    } catch {
      throw Failure(.wrongUsage, error.message)
    }
    if requests == "-", Terminal.inputIsTyped {
      Terminal.error("reading requests from the terminal, one per line; end them with Ctrl-D")
    }
    var blocks = try RequestBlocks(path: requests, longest: Responder.longestLine)
    let start = try blocks.start(
      named: requests, stated: format?.stated, facts: responder.facts)
    let columns = start.format.columns
    if columns != nil, explain != nil {
      throw Failure(
        .wrongUsage, "an explanation does not fit into a CSV row",
        help: "write the requests as NDJSON")
    }
    let file = try OutputFile(path: output)
    if let columns { try file.write(text: columns.answerHeader) }
    let run = DecisionRun(
      responder, columns: columns, explaining: explain?.form, blocks: blocks,
      firstLine: start.lineCount + 1, to: file, threads: threads)
    let tally = try run.run()
    try file.finish()
    let tables = built.flatMap { policy in
      policy.digests.map {
        DecisionAudit.Table(policy: policy.compiled.id, revision: $0.revision, digest: $0.digest)
      }
    }
    let audit = DecisionAudit(
      compiler: Compiler.name, tables: tables, options: defaults, tally)
    return (audit, tally)
  }

  private func defaults() throws(Failure) -> Responder.Defaults {
    var day: CalendarDate?
    if let date { day = try CalendarDate(option: date) }
    return Responder.Defaults(
      policy: policy, revision: revision, date: day, approvalStandsIn: assumeApprovalEffective,
      readsCodes: crosswalk)
  }
}

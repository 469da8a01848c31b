internal import ArgumentParser
internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import Machine
internal import MessageText
internal import PolicyCases
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import PolicySources
internal import Values

/// `policyc test`: checks worked cases against the compiled tables.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run the worked cases of cases.yaml at every revision.",
    discussion: """
      Example: policyc test --coverage
      Coverage is masking MC/DC: each criterion and each test is shown met, not met, unknown, and \
      deciding on its own both ways; each value that a test names, and both sides of each bound. \
      See docs/cases.md.
      The exit code is 1 if a case has an unexpected answer or, with --coverage, if coverage is \
      incomplete.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, junit }

  @Argument(help: "The policies (default: all).") var policies: [String] = []
  @Flag(
    help: "Report which criteria and tests the cases cover, and fail if coverage is incomplete.")
  var coverage = false
  @Flag(help: "Print cases that complete the coverage, ready to paste into cases.yaml.")
  var suggest = false
  @Flag(
    help: """
      Print one request for each class that the decision distinguishes, including unknown facts, \
      as one JSON object per line, to run against another program.
      """)
  var classes = false
  @Option(help: "text, json or junit.") var format = Format.text
  @Option(help: "The folder of sources.") var sources = "policy"

  func validate() throws {
    if suggest, coverage || format != .text {
      throw ValidationError(
        "--suggest prints YAML, so it cannot be used with --coverage or --format")
    }
    if classes, suggest || coverage || format != .text {
      throw ValidationError(
        "--classes prints requests, so it cannot be used with --suggest, --coverage or --format")
    }
  }

  func run() throws {
    let folder = try SourceFolder(sources)
    let compilation = Compilation(suggest ? folder.withoutEmptyCases : folder)
    try FindingsReport(compilation.findings, in: compilation).print(.text)
    let chosen = try chosen(from: compilation.policies)
    if suggest {
      for checked in chosen { try printSuggestions(for: checked) }
      return
    }
    if classes {
      for checked in chosen { try printClasses(of: checked.policy) }
      return
    }
    let runs = chosen.map { CaseRun($0.cases, of: $0.policy) }
    var shown: [String: [RevisionCoverage]] = [:]
    if coverage {
      for checked in chosen {
        shown[checked.policy.id] = checked.policy.revisions.map {
          RevisionCoverage(of: $0, by: checked.cases)
        }
      }
    }
    Terminal.print(report(runs, shown))
    let failures = runs.reduce(0) { $0 + $1.failures.count }
    let missing = shown.values.joined().reduce(0) { $0 + $1.missing.count }
    guard failures + missing > 0 else { return }
    throw Failure(
      .inputHasErrors,
      [
        failures > 0 ? "\(failures) not as expected" : nil,
        missing > 0 ? "\(missing) not shown by any case" : nil,
      ].compactMap(\.self).joined(separator: ", "),
      help: missing > 0 ? "`policyc test --suggest` prints cases that show them" : nil)
  }

  private func report(_ runs: [CaseRun], _ coverage: [String: [RevisionCoverage]]) -> String {
    switch format {
    case .text:
      return runs.map { run in
        let coverages = (coverage[run.policy.id] ?? []).map { "\n\($0.text)" }
        return ([run.text] + coverages).joined(separator: "\n")
      }.joined(separator: "\n\n")
    case .json:
      return CaseReport(runs, coverage: coverage).json.pretty
    case .junit: return JUnitReport(runs, coverage: coverage).text
    }
  }

  private func printSuggestions(for checked: CheckedPolicy) throws {
    let id = checked.policy.id
    let found = CaseSuggestions(for: checked.policy, completing: checked.cases)
    let count = found.suggestions.count
    guard count > 0 else {
      Terminal.print("# \(id): the cases show everything that cases can show.")
      return
    }
    var lines = [
      "# \(id): \(count) case\(count == 1 ? "" : "s") that complete\(count == 1 ? "s" : "") the "
        + "coverage"
        + (found.isSmallest ? "; it is proven that fewer cannot do." : ".")
    ]
    lines.append("# What they expect is what the tables say now: read each before you keep it.")
    lines += found.undecided.map { "# Finding a case takes more search than its budget for: \($0)" }
    lines += found.undated.map { "# No date of service was found for: \($0)" }
    if checked.cases.isEmpty {
      lines.append("\(SourceSchema.cases.modeline(for: id))\npolicy: \(id)\ncases:")
    }
    Terminal.print(
      lines.joined(separator: "\n") + "\n" + found.yaml(given: checked.givenFacts))
  }

  private func printClasses(of policy: Policy) throws(Failure) {
    for revision in policy.revisions {
      let table = revision.table
      guard let decision = PartialDecision(table), let classes = decision.classes() else {
        throw Failure(
          .inputHasErrors,
          "\(policy.id) \(revision.date.printed) distinguishes too many classes to list them")
      }
      for (index, cells) in classes.enumerated() {
        Terminal.print(
          table.request(
            "\(policy.id)/\(revision.id)/\(index + 1)", policy: policy.id, revision: revision.id,
            decision.request(at: cells)
          ).compact)
      }
    }
  }

  private func chosen(from all: [CheckedPolicy]) throws(Failure) -> [CheckedPolicy] {
    guard !policies.isEmpty else { return all }
    var chosen: [CheckedPolicy] = []
    for id in policies {
      guard let policy = all.first(where: { $0.policy.id == id }) else {
        let help =
          suggestion(for: id, among: all.map(\.policy.id)) ?? "name a folder of `\(sources)`"
        throw Failure(.wrongUsage, "there is no policy `\(id)`", help: help)
      }
      chosen.append(policy)
    }
    return chosen
  }
}

internal import ArgumentParser
internal import Diagnostics
internal import PolicyChecks
internal import PolicyCompilation
internal import PolicyModel
internal import PolicySources
internal import Values

/// `policyc revise`: opens the next revision as a draft.
struct Revise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Open the next revision: a draft that begins as the last one stands.",
    discussion: """
      Example: policyc revise LA.CP.MP.53 --to 11/24
      Copies the file of the last revision, and adds an entry and a row of the log to fill in.
      """)

  @Argument(help: "The policy.") var policy: String
  @Option(help: "The date of the new revision, as it will be printed.") var to: String
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let folder = try SourceFolder(sources)
    let date: PrintedDate
    do throws(PrintedDateError) {
      date = try PrintedDate(to)
    } catch {
      throw Failure(
        .wrongUsage,
        "error: `\(to)` is no date of a revision\nhelp: write it as 11/24, 4/3/24 or 2024-11")
    }
    let compilation = Compilation(folder)
    let tree = compilation.tree
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    guard errors.isEmpty else {
      Terminal.error(
        TextReport(sources: compilation.sources, colored: Terminal.errorIsColored).text(errors))
      throw Failure(.inputHasErrors, "a policy with errors cannot be revised")
    }
    guard let source = tree.policies.first(where: { $0.id == policy }),
      let entry = source.log.entries.last, let last = source.file(of: entry.revision.value),
      let log = tree.text(at: source.logPath), let text = tree.text(at: last.path)
    else {
      let help = suggestion(for: policy, among: tree.policies.map(\.id)).map { "\nhelp: \($0)" }
      throw Failure(.wrongUsage, "error: there is no policy `\(policy)`\(help ?? "")")
    }
    let place =
      last.path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      .joined(separator: "/") + "/\(date.isoMonth).yaml"
    guard !Files.exists(place) else {
      throw Failure(
        .inputHasErrors,
        "error: `\(place)` is there already\nhelp: go on in it, or name a later month")
    }
    let opened: (revision: [UInt8], log: [UInt8])
    do throws(PolicySource.OpeningError) {
      opened = try source.opening(date, log: log, last: text)
    } catch {
      throw Failure(.inputHasErrors, "error: \(error.words)")
    }
    try Files.replace(place, with: opened.revision)
    do throws(Failure) {
      try Files.replace(source.logPath, with: opened.log)
    } catch {
      // A file without an entry would be an error of the next command.
      Files.remove(place)
      throw error
    }
    Terminal.print(
      """
      \(place): a draft of \(date) that stands as \(entry.revision.value)
      \(source.logPath): an entry and a row of the log; say there what changes
      """)
  }
}

extension PolicySource.OpeningError {
  fileprivate var words: String {
    switch self {
    case .notLater(let last):
      "the last revision is of \(last)\nhelp: name a later month, as 11/24"
    case .draftOpen(let draft):
      "\(draft) is a draft still\nhelp: release it first, or go on in it"
    case .inBrackets(let list):
      "`\(list)` in revisions.yaml is written in brackets\nhelp: write it with a dash a line"
    }
  }
}

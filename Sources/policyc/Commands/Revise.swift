internal import ArgumentParser
internal import Diagnostics
internal import Machine
internal import MessageText
internal import PolicyCompilation
internal import PolicyModel
internal import PolicySources
internal import Values

/// `policyc revise`: opens the next revision as a draft.
struct Revise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revise",
    abstract: "Open the next revision: a draft that starts as a copy of the last one.",
    discussion: """
      Example: policyc revise LA.CP.MP.53 --to 11/24
      Copies the file of the last revision, and adds an entry and a row to the log for you to fill in.
      """)

  @Argument(help: "The policy.") var policy: String
  @Option(help: "The date of the new revision, as it will be printed.") var to: String
  @Option(help: "The folder of sources.") var sources = "policy"

  func run() throws {
    let lock = try SourceFolder.lock(sources)
    defer { withExtendedLifetime(lock) {} }
    let folder = try SourceFolder(sources)
    let date: PrintedDate
    do throws(PrintedDateError) {
      date = try PrintedDate(to)
    } catch {
      throw Failure(
        .wrongUsage, "`\(to)` is not the date of a revision",
        help: "write it as 11/24, 4/3/24 or 2024-11")
    }
    let compilation = Compilation(folder)
    let errors = compilation.findings.filter { $0.kind.severity == .error }
    guard errors.isEmpty else {
      FindingsReport(errors, in: compilation).printText()
      throw Failure(.inputHasErrors, summary: "a policy with errors cannot be revised")
    }
    let tree = compilation.tree
    guard let source = tree.policies.first(where: { $0.id == policy }),
      let entry = source.log.entries.last, let last = source.file(of: entry.revision.value),
      let log = tree.text(at: source.logPath), let text = tree.text(at: last.path)
    else {
      throw Failure(
        .wrongUsage, "there is no policy `\(policy)`",
        help: suggestion(for: policy, among: tree.policies.map(\.id)))
    }
    let names = RevisionNames(source.log.entries.map(\.revision.value) + [date])
    let path = "\(Files.folder(of: last.path))/\(names[date] ?? date.isoMonth).yaml"
    guard !Files.exists(path) else {
      throw Failure(
        .inputHasErrors, "`\(path)` exists already",
        help: "continue in that file, or name a later month")
    }
    let opened: (revision: [UInt8], log: [UInt8])
    do throws(PolicySource.OpeningError) {
      opened = try source.opening(date, log: log, last: text)
    } catch {
      throw error.failure
    }
    try SourceText(path: path, bytes: opened.revision).replaceFile(withLineBreaksOf: last.path)
    do throws(Failure) {
      try SourceText(path: log.path, bytes: opened.log).replaceFile()
    } catch {
      // A revision without an entry in the log would be an error of the next command.
      Files.remove(path)
      throw error
    }
    Terminal.print(
      """
      \(path): a draft of \(date), a copy of \(entry.revision.value)
      \(source.logPath): a new entry and a new row of the log; state there what changes
      """)
  }
}

extension PolicySource.OpeningError {
  fileprivate var failure: Failure {
    switch self {
    case .notLater(let last):
      Failure(
        .inputHasErrors, "the last revision is that of \(last)",
        help:
          "name a later month, such as 11/24, or a later day of the same month, such as 11/20/24")
    case .draftOpen(let draft):
      Failure(
        .inputHasErrors, "\(draft) is still a draft", help: "release it first, or continue in it")
    case .inBrackets(let list):
      Failure(
        .inputHasErrors, "`\(list)` in revisions.yaml is written in brackets",
        help: "write one entry per line, each after a dash")
    }
  }
}

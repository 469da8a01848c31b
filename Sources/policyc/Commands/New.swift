internal import ArgumentParser
internal import Diagnostics
internal import Glibc
internal import PolicySources
internal import PolicySyntax
internal import Values

/// `policyc new ID`: a policy to begin with.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Begin a policy: one draft revision that builds.",
    discussion: """
      Examples:
        policyc new X.1
        policyc new X.1 --title "Liver iron by MRI" --publisher "A payer" --revision 1/26

      On a terminal it asks for the title and the publisher where they are not given.
      """)

  @Argument(help: "The payer's reference number, which names its folder.") var policy: String
  @Option(help: "The title of the policy.") var title: String?
  @Option(help: "The payer.") var publisher: String?
  @Option(help: "The date of the revision, as printed (default: this month).")
  var revision: String?
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  func run() throws {
    guard PolicyTemplate.canName(policy) else {
      throw Failure(
        .wrongUsage,
        """
        error: `\(policy)` cannot name a policy
        help: use letters, digits, `.`, `-` and `_`, as in `LA.CP.MP.53`
        """)
    }
    let folder = "\(sources)/\(policy)"
    guard !Files.exists(folder) else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(folder)` is there already
        help: edit it, or choose another name
        """)
    }
    let template = PolicyTemplate(
      id: policy, title: answer(title, "Title of the policy", policy),
      publisher: answer(publisher, "Publisher", "The payer"), revision: try date())
    // Whatever was answered, what is written can be read.
    let texts = template.files.map {
      SourceText(path: "\(folder)/\($0.name)", bytes: Array($0.text.utf8))
    }
    let (tree, findings) = SourceTree.read(texts, in: sources)
    guard let written = tree.policies.first, findings.isEmpty, written.id == policy else {
      Terminal.error(TextReport(sources: texts, colored: Terminal.errorIsColored).text(findings))
      throw Failure(.inputHasErrors, "nothing was written")
    }
    try Files.makeFolder(folder)
    for text in texts {
      try Files.replace(
        text.path, with: Document.read(text).document?.formatted ?? text.bytes)
    }
    Terminal.print(
      texts.map(\.path).joined(separator: "\n")
        + "\nnow write the criteria, and run `policyc build`")
  }

  private func date() throws(Failure) -> PrintedDate {
    guard let revision else {
      var now = time(nil)
      var parts = tm()
      gmtime_r(&now, &parts)
      let text = "\(parts.tm_mon + 1)/\(Int(parts.tm_year) + 1900)"
      guard let date = try? PrintedDate(text) else {
        throw Failure(.machineFailed, "error: the clock says `\(text)`")
      }
      return date
    }
    guard let date = try? PrintedDate(revision) else {
      throw Failure(
        .wrongUsage,
        "error: `\(revision)` is no date\nhelp: write it as `1/26`, `1/15/2026` or `2026-01`")
    }
    return date
  }

  private func answer(_ given: String?, _ question: String, _ usual: String) -> String {
    if let given { return given }
    guard isatty(0) == 1, isatty(2) == 1 else { return usual }
    Terminal.prompt("\(question) [\(usual)]: ")
    let line = readLine() ?? ""
    return line.allSatisfy(\.isWhitespace) ? usual : line
  }
}

internal import ArgumentParser
internal import Machine
internal import PolicySources
internal import Values

/// `policyc new ID`: writes a first draft of a policy.
struct New: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Start a policy: one draft revision that builds.",
    discussion: """
      Examples:
        policyc new X.1
        policyc new X.1 --official
        policyc new X.1 --title "Liver iron by MRI" --publisher "A payer" --revision 1/26

      On a terminal, it asks for the title and the publisher unless you give them.
      """)

  @Argument(help: "The payer's reference number, which names its folder.") var policy: String
  @Option(help: "The title of the policy.") var title: String?
  @Option(help: "The payer.") var publisher: String?
  @Flag(help: "The payer publishes the pages itself: they carry its name and its own notice.")
  var official = false
  @Option(help: "The date of the revision, as printed (default: this month).")
  var revision: String?
  @Option(help: "The folder of sources.", completion: .directory) var sources = "policy"

  func run() throws {
    let folder = try NewFolder(of: policy, in: sources)
    let template = PolicyTemplate(
      id: policy, title: answer(title, "Title of the policy", policy),
      publisher: answer(publisher, "Publisher", "The payer"),
      revision: try PrintedDate(orThisMonth: revision), isOfficial: official)
    let paths = try folder.write(template.files)
    Terminal.print(
      paths.joined(separator: "\n") + "\nnow write the criteria, and run `policyc build`")
  }

  private func answer(_ given: String?, _ question: String, _ usual: String) -> String {
    if let given { return given }
    guard Terminal.inputIsTyped, Terminal.errorIsTerminal else { return usual }
    Terminal.prompt("\(question) [\(usual)]: ")
    let line = readLine() ?? ""
    return line.allSatisfy(\.isWhitespace) ? usual : line
  }
}

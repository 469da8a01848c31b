internal import Diagnostics
internal import Machine
internal import PolicySources
internal import PolicySyntax
internal import Values

/// The folder of a new policy, which does not exist yet or contains only notes.
struct NewFolder {
  private let policy: String
  private let sources: String
  private var folder: String { "\(sources)/\(policy)" }

  /// - Throws: if a policy cannot have this name, or if its folder already contains sources.
  init(of policy: String, in sources: String) throws(Failure) {
    self.policy = policy
    self.sources = sources
    guard PolicyTemplate.canName(policy), !SourceFolder.isReserved(policy) else {
      throw Failure(
        .wrongUsage, "`\(policy)` cannot name a policy",
        help: "use letters, digits, `.`, `-` and `_`, as in `LA.CP.MP.53`")
    }
    // Notes in Markdown are not compiled, so they can stay next to the new sources.
    let names = Files.isFolder(folder) ? try Files.names(in: folder) : []
    guard
      !Files.exists(folder) || Files.isFolder(folder) && names.allSatisfy({ $0.hasSuffix(".md") })
    else {
      throw Failure(
        .inputHasErrors, "`\(folder)` exists already", help: "edit it, or choose another name")
    }
  }

  /// Checks that the files can be read, formats them as `policyc fmt` does, and writes all of them or none.
  ///
  /// - Returns: their paths.
  func write(_ files: [(name: String, text: String)]) throws(Failure) -> [String] {
    let texts = files.map {
      SourceText(path: "\(folder)/\($0.name)", bytes: Array($0.text.utf8))
    }
    let (tree, findings) = SourceTree.read(texts, in: sources)
    guard let written = tree.policies.first, findings.isEmpty, written.id == policy else {
      FindingsReport(findings, in: texts).printText()
      throw Failure(.inputHasErrors, summary: "nothing was written")
    }
    var formatted: [WholeFolder.File] = []
    for (file, text) in zip(files, texts) {
      let document: Document? = Document.read(text).document
      formatted.append((file.name, document?.formatted ?? text.bytes))
    }
    // `revisions.yaml` makes the folder a policy. It is written last, so that other commands and `build --watch` never
    // see an incomplete policy.
    let last = formatted.filter { $0.path == "revisions.yaml" }
    let destination = try WholeFolder(folder, guardedBy: "revisions.yaml")
    try destination.replace(
      with: formatted.filter { $0.path != "revisions.yaml" } + last, removing: [])
    return texts.map(\.path)
  }
}

extension PrintedDate {
  /// The date that the user states, or the current month.
  init(orThisMonth revision: String?) throws(Failure) {
    let text: String
    if let revision {
      text = revision
    } else {
      let today = try CalendarDate.today()
      text = "\(today.month)/\(today.year)"
    }
    guard let date = try? PrintedDate(text) else {
      throw Failure(
        .wrongUsage, "`\(text)` is not a date",
        help: "write it as `1/26`, `1/15/2026` or `2026-01`")
    }
    self = date
  }
}

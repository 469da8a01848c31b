internal import Diagnostics
internal import Glibc
internal import PolicySources
internal import PolicySyntax
internal import Values

/// The folder of a policy that is not there yet, or holds no source yet.
struct NewFolder {
  private let policy: String
  private let sources: String
  private var folder: String { "\(sources)/\(policy)" }

  /// - Throws: where the name can name no policy, or the folder is there.
  init(of policy: String, in sources: String) throws(Failure) {
    self.policy = policy
    self.sources = sources
    guard PolicyTemplate.canName(policy) else {
      throw Failure(
        .wrongUsage,
        """
        error: `\(policy)` cannot name a policy
        help: use letters, digits, `.`, `-` and `_`, as in `LA.CP.MP.53`
        """)
    }
    // What is not compiled, as notes, stays beside what is new.
    let names = Files.isFolder(folder) ? try Files.names(in: folder) : []
    guard
      !Files.exists(folder) || Files.isFolder(folder) && names.allSatisfy({ $0.hasSuffix(".md") })
    else {
      throw Failure(
        .inputHasErrors,
        """
        error: `\(folder)` is there already
        help: edit it, or choose another name
        """)
    }
  }

  /// Writes the files, laid out, or none of them: what is written can be read.
  ///
  /// - Returns: their paths.
  func write(_ files: [(name: String, text: String)]) throws(Failure) -> [String] {
    let texts = files.map {
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
    return texts.map(\.path)
  }
}

extension PrintedDate {
  /// As a user gives it, or this month.
  init(orThisMonth revision: String?) throws(Failure) {
    guard let revision else {
      var now = time(nil)
      var parts = tm()
      gmtime_r(&now, &parts)
      let text = "\(parts.tm_mon + 1)/\(Int(parts.tm_year) + 1900)"
      guard let date = try? PrintedDate(text) else {
        throw Failure(.machineFailed, "error: the clock says `\(text)`")
      }
      self = date
      return
    }
    guard let date = try? PrintedDate(revision) else {
      throw Failure(
        .wrongUsage,
        "error: `\(revision)` is no date\nhelp: write it as `1/26`, `1/15/2026` or `2026-01`")
    }
    self = date
  }
}

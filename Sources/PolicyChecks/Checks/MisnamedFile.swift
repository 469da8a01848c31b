internal import Diagnostics
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  static let misnamedFile = Check.ofRevision(.misnamedFile) { file, policy, _ in
    guard !file.isNamedAfterItsDate(in: policy) else { return [] }
    let names = policy.names
    let expected = file.expectedName(names)
    let isTaken = policy.revisions.contains { $0.name == expected }
    let own = policy.log.entries.first { "\(names[$0.revision.value] ?? "").yaml" == file.name }
    let correction =
      own.map { "write `revision: \($0.revision.value)`" } ?? "write the date of the file here"
    let isSecond = own == nil && file.name == "\(file.source.revision.value.iso).yaml"
    return [
      Diagnostic(
        .misnamedFile,
        "the file `\(file.name)` contains the revision `\(file.source.revision.value)`",
        at: file.source.revision.span,
        help: isTaken
          ? (isSecond
            ? "`\(expected)` is the file of this revision: keep one of the two" : correction)
          : (own == nil ? "" : "\(correction), or ") + "rename the file to `\(expected)`")
    ]
  }
}

extension PolicySource.RevisionFile {
  /// The name that a file of this revision has.
  fileprivate func expectedName(_ names: RevisionNames) -> String {
    "\(names[source.revision.value] ?? source.revision.value.isoMonth).yaml"
  }

  /// Whether the name of the file is that of its revision. A revision that is not listed can be of any
  /// order in its month.
  func isNamedAfterItsDate(in policy: PolicySource) -> Bool {
    let names = policy.names
    return name == expectedName(names)
      || names[source.revision.value] == nil && name == "\(source.revision.value.iso).yaml"
  }
}

extension DiagnosticKind {
  static let misnamedFile = DiagnosticKind(
    "misnamed-file",
    why: "The name of a file says which revision it is, and files sort by month.",
    before: "2023-12.yaml:\n  revision: 11/23",
    after: "2023-11.yaml:\n  revision: 11/23")
}

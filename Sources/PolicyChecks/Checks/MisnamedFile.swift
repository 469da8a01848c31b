internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let misnamedFile = Check.ofRevision(.misnamedFile) { file, policy, _ in
    guard file.name != file.expectedName else { return [] }
    let isTaken = policy.revisions.contains { $0.name == file.expectedName }
    let own = policy.log.entries.first { "\($0.revision.value.isoMonth).yaml" == file.name }
    let correction =
      own.map { "write `revision: \($0.revision.value)`" } ?? "write the date of the file here"
    return [
      Diagnostic(
        .misnamedFile,
        "the file `\(file.name)` contains the revision `\(file.source.revision.value)`",
        at: file.source.revision.span,
        help: isTaken
          ? correction
          : (own == nil ? "" : "\(correction), or ") + "rename the file to `\(file.expectedName)`")
    ]
  }
}

extension PolicySource.RevisionFile {
  /// The name that a file of this revision has.
  var expectedName: String { "\(source.revision.value.isoMonth).yaml" }
}

extension DiagnosticKind {
  static let misnamedFile = DiagnosticKind(
    "misnamed-file",
    why: "The name of a file says which revision it is, and files sort by month.",
    before: "2023-12.yaml:\n  revision: 11/23",
    after: "2023-11.yaml:\n  revision: 11/23")
}

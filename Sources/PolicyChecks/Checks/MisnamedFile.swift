internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let misnamedFile = Check.ofRevision(.misnamedFile) { file, _, _ in
    let expected = "\(file.source.revision.value.isoMonth).yaml"
    guard file.name != expected else { return [] }
    return [
      Diagnostic(
        .misnamedFile, "the file `\(file.name)` holds the revision \(file.source.revision.value)",
        at: file.source.revision.span, help: "rename the file to `\(expected)`")
    ]
  }
}

extension DiagnosticKind {
  static let misnamedFile = DiagnosticKind(
    "misnamed-file",
    why: "Files sort by month, and readers trust the name of a file to say which revision it is.",
    before: "2023-12.yaml:\n  revision: 11/23",
    after: "2023-11.yaml:\n  revision: 11/23")
}

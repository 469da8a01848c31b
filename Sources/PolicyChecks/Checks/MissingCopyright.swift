internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  static let missingCopyright = Check.ofRevision(.missingCopyright) { file, _, _ in
    guard let coding = file.source.coding, coding.cptCopyright == nil,
      let row = coding.rows.first(where: { $0.code.value.system == .cpt })
    else { return [] }
    return [
      Diagnostic(
        .missingCopyright, "a CPT code is printed without its copyright notice", at: row.code.span,
        help: "add `cpt_copyright:` with the year that the policy prints")
    ]
  }
}

extension DiagnosticKind {
  static let missingCopyright = DiagnosticKind(
    "missing-copyright",
    why: """
      CPT codes and descriptors belong to the American Medical Association and are printed with its
      notice, which names a year.
      """,
    before: "coding:\n  text: …\n  codes: [{code: CPT:76498, …}]",
    after: "coding:\n  cpt_copyright: 2022\n  text: …\n  codes: [{code: CPT:76498, …}]")
}

internal import Diagnostics
internal import PolicyModel
internal import PolicySources

extension Acceptable {
  static let uncitedReference = Acceptable(kind: .uncitedReference) { file, _, _ in
    let cited = Set(file.source.prose.flatMap(\.value.citedKeys))
    return file.source.references.filter { !cited.contains($0.value) }.map { key in
      (
        key.value,
        Diagnostic(
          .uncitedReference, "the reference `\(key.value)` is not cited", at: key.span,
          help: "cite it as `[@\(key.value)]`, remove it, or accept it under `accept:`")
      )
    }
  }
}

extension DiagnosticKind {
  static let uncitedReference = DiagnosticKind(
    "uncited-reference", .warning,
    why: """
      A reader cannot tell what an uncited reference supports. If the published policy lists it
      anyway, the source says so.
      """,
    before: "references: [wood2015, tamary2009]",
    after: """
      references: [wood2015, tamary2009]
      accept:
        - warning: uncited-reference
          of: [tamary2009]
          because: The published policy lists it without citing it.
      """)
}

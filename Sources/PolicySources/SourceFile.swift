internal import Diagnostics
package import PolicySyntax

/// One file that could be read, whatever is wrong with other files.
package struct SourceFile: Sendable {
  package enum Content: Sendable {
    case revision(RevisionSource)
    case log(RevisionLogSource)
    case references([ReferenceSource])
    case measurement(MeasurementSource)
    case released(ReleasedSource)
    case cases(CasesSource)
    case terminology(TerminologySource)
    case crosswalk(CrosswalkSource)
  }

  /// The name of its folder: a policy, or `terminology`.
  package let folder: String
  package let document: Document
  package let content: Content

  package var path: String { document.source.path }
}

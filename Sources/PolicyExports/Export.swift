package import PolicyModel

/// One form in which other programs take a decision, and how it is made of a revision.
package struct Export: Sendable {
  /// The forms that can be asked for by name.
  package enum Kind: String, CaseIterable, Sendable {
    case csv
    case dmn
    case fhir
    case json
    case sql
  }

  package let kind: Kind
  /// The artefact, or the folder of several, within the folder of its revision.
  package let name: String
  private let make: @Sendable (RevisionExport) throws(ExportRefusal) -> [Artifact]

  package init(
    _ kind: Kind, _ name: String,
    make: @escaping @Sendable (RevisionExport) throws(ExportRefusal) -> [Artifact]
  ) {
    self.kind = kind
    self.name = name
    self.make = make
  }

  package func artifacts(of revision: RevisionExport) throws(ExportRefusal) -> [Artifact] {
    try make(revision)
  }

  /// What a build makes of each revision, in the order of its artefacts.
  package static let all: [Export] =
    [.decisionTable, .decisionTableCSV, .requestSchema, .answerSchema, .dmn()] + Export.sql
    + [.fhir()]
}

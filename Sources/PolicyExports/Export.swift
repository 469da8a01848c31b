internal import DecisionTable
internal import PolicyChecks
package import PolicyModel

/// A form in which other programs take a decision, and how it is made from a revision.
package struct Export: Sendable {
  /// The forms that `policyc export` knows by name.
  package enum Kind: String, CaseIterable, Sendable {
    case csv
    case dmn
    case fhir
    case json
    case sql
  }

  package let kind: Kind
  /// The name of the artefact, or of the folder of several artefacts, within the folder of the revision.
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
    if kind != .json, let records = revision.revision.table.facts.first(where: \.isRecords) {
      throw ExportRefusal(
        of: .fact(records.id), "only `policyc decide` executes tests of records",
        help: "decide with `decision-table.json`")
    }
    return try make(revision)
  }

  /// The exports that a build makes of each revision, in the order of its artefacts.
  package static let all: [Export] =
    [
      .decisionTable, .decisionTableVersion1, .decisionTableCSV, .requestSchema, .answerSchema,
      .dmn(),
    ] + Export.sql
    + [.fhir()]
}

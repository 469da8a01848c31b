internal import DecisionTable
package import JSONShapes
internal import JSONText
package import PolicyModel
internal import Values

extension Export {
  /// `decision-table.json`: the table itself, for programs that execute it.
  package static let decisionTable = Export(.json, "decision-table.json") { exported in
    [.decisionTable(of: exported)]
  }
}

extension Artifact {
  /// `decision-table.json` of a revision.
  package static func decisionTable(of exported: RevisionExport) -> Artifact {
    exported.artifact("decision-table.json", JSONShape<RevisionExport>.file.json(exported).pretty)
  }
}

extension PublishedSchema {
  package static let decisionTable = PublishedSchema(
    "decision-table", title: "An executable decision table", JSONShape<RevisionExport>.file.schema,
    definitions: .tableDefinitions)
}

extension JSONShape<RevisionExport> {
  fileprivate static let file = JSONShape.object([
    .constant("format", .string(DecisionTable.formatName)),
    .constant("version", .number(String(DecisionTable.formatVersion))),
    .required("policy", .text, \.policy.id), .required("revision", .month, \.revision.id),
    .required("printed", .text, \.revision.date.printed),
    .required("title", .text, \.revision.title),
    .required("reconstructed", .flag) { $0.revision.reconstruction != nil },
    .required("compiler", .text, \.provenance.compiler),
    .required("source_sha256", .digest, \.provenance.sourceDigest),
    .required("code_sets", .list(of: .text)) { $0.codeSets.map(\.release) },
    .required("table", .table, \.revision.table),
  ])
}

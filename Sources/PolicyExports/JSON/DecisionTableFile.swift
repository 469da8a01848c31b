package import DecisionTable
package import JSONShapes
internal import JSONText
package import PolicyModel
internal import Values

extension Export {
  /// `decision-table.json`: the table itself, for programs that execute it.
  package static let decisionTable = decisionTable(.latest)

  /// `decision-table.v1.json`: the table for programs that read only version 1.
  package static let decisionTableVersion1 = decisionTable(.one)

  private static func decisionTable(_ version: TableVersion) -> Export {
    Export(.json, version.fileName) { exported in
      // Version 1 does not have tests of records.
      let hasRecords = exported.revision.table.facts.contains(where: \.isRecords)
      return version == .one && hasRecords ? [] : [.decisionTable(of: exported, version)]
    }
  }
}

extension TableVersion {
  /// The name of a table of this version among the files of its revision.
  fileprivate var fileName: String {
    self == .latest ? "decision-table.json" : "decision-table.v\(rawValue).json"
  }
}

extension Artifact {
  /// The table of a revision in a version of the format.
  package static func decisionTable(
    of exported: RevisionExport, _ version: TableVersion = .latest
  ) -> Artifact {
    exported.artifact(
      version.fileName, JSONShape<RevisionExport>.file(version).json(exported).pretty)
  }
}

extension PublishedSchema {
  package static let decisionTable = PublishedSchema(
    "decision-table", title: "An executable decision table",
    JSONShape<RevisionExport>.file(.latest).schema, definitions: .tableDefinitions)

  package static let decisionTableVersion1 = PublishedSchema(
    "decision-table.v1", title: "An executable decision table, version 1 of the format",
    JSONShape<RevisionExport>.file(.one).schema, definitions: .tableDefinitions)
}

extension JSONShape<RevisionExport> {
  fileprivate static func file(_ version: TableVersion) -> JSONShape {
    .object([
      .constant("format", .string(DecisionTable.formatName)),
      .constant("version", .number(String(version.rawValue))),
      .required("policy", .text, \.policy.id), .required("revision", .revision, \.revision.id),
      .required("printed", .text, \.revision.date.printed),
      .required("title", .text, \.revision.title),
      .required("reconstructed", .flag) { $0.revision.reconstruction != nil },
      .required("compiler", .text, \.provenance.compiler),
      .required("source_sha256", .digest, \.provenance.sourceDigest),
      .required("code_sets", .list(of: .text)) { $0.codeSets.map(\.release) },
      .required("table", .table(version), \.revision.table),
    ])
  }
}

package import JSONText
internal import Values

/// `policy.json`, format version 1: which revisions there are, and when each holds.
extension RevisionHistory {
  package static let formatName = "policyc policy"
  package static let formatVersion = 1

  /// The member `revisions`.
  package var json: JSON {
    .array(
      entries.map { entry in
        .object([
          "id": .string(entry.id), "printed": .string(entry.printed),
          "status": .string(entry.status.rawValue),
          "supersedes": entry.supersedes.map(JSON.string) ?? .null,
          "approval": entry.approval.map { .string($0.iso) } ?? .null,
          "effective": entry.effective.map { .string($0.iso) } ?? .null,
          "reconstructed": .boolean(entry.isReconstructed),
          "table": .string("\(entry.id)/decision-table.json"),
        ])
      })
  }

  /// Reads a `policy.json` of format version 1.
  public init(policyJSON bytes: [UInt8]) throws(TableError) {
    let file = try TableReader(
      file: bytes, format: RevisionHistory.formatName, version: RevisionHistory.formatVersion)
    var entries: [Entry] = []
    for entry in try file.elements("revisions") { entries.append(try Entry(entry)) }
    self.init(entries: entries)
  }
}

extension RevisionHistory.Entry {
  fileprivate init(_ entry: TableReader) throws(TableError) {
    func date(_ name: String) throws(TableError) -> PrintedDate? {
      let member = try entry.member(name)
      guard member.json != .null else { return nil }
      guard let date = try? PrintedDate(try member.text()) else {
        throw member.malformed("expected a date")
      }
      return date
    }
    guard let status = RevisionHistory.Status(rawValue: try entry.text("status")) else {
      throw entry.malformed("the status is none of released, draft")
    }
    guard let isReconstructed = try entry.member("reconstructed").json.boolean else {
      throw entry.malformed("expected `reconstructed` to be a boolean")
    }
    self.init(
      id: try entry.text("id"), printed: try entry.text("printed"), status: status,
      supersedes: entry.optional("supersedes")?.json.string, approval: try date("approval"),
      effective: try date("effective"), isReconstructed: isReconstructed)
  }
}

package import JSONShapes
internal import JSONText
internal import Values

/// `policy.json`, format version 1: the revisions of a policy, and when each applies.
extension RevisionHistory {
  package static let formatName = "policyc policy"

  package enum FormatVersion: Int { case one = 1 }

  /// Reads a `policy.json` of format version 1.
  public init(policyJSON bytes: [UInt8]) throws(TableError) {
    let (file, _) = try TableReader.file(
      bytes, format: RevisionHistory.formatName, FormatVersion.self)
    var entries: [Entry] = []
    for entry in try file.elements("revisions") { entries.append(try Entry(entry)) }
    self.init(entries: entries)
  }
}

extension JSONMember<RevisionHistory.Entry> {
  /// The members of a revision in the member `revisions` that say when it applies.
  package static let historyEntry: [JSONMember] = [
    .required("id", .revision, \.id), .required("printed", .text, \.printed),
    .required("status", .word, \.status),
    .required("supersedes", JSONShape<String>.string.orNull, \.supersedes),
    .required("approval", date) { $0.approval?.iso },
    .required("effective", date) { $0.effective?.iso },
    .optional("last_day", .day) { $0.lastDay?.description },
    .required("reconstructed", .flag, \.isReconstructed),
    .required("table", .text) { "\($0.id)/decision-table.json" },
  ]

  /// A date as it is printed, to the day or the month.
  private static let date = JSONShape<String>.matching("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$").orNull
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
      throw entry.malformed("the status is not one of draft, released, retired")
    }
    var lastDay: CalendarDate?
    if let member = entry.optional("last_day") {
      lastDay = CalendarDate(try member.text())
      guard lastDay != nil else { throw member.malformed("expected a day") }
    }
    guard let isReconstructed = try entry.member("reconstructed").json.boolean else {
      throw entry.malformed("expected `reconstructed` to be a boolean")
    }
    self.init(
      id: try entry.text("id"), printed: try entry.text("printed"), status: status,
      supersedes: entry.optional("supersedes")?.json.string, approval: try date("approval"),
      effective: try date("effective"), lastDay: lastDay, isReconstructed: isReconstructed)
  }
}

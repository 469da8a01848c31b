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
    let file: JSON
    do throws(JSONError) {
      file = try JSON(bytes: bytes)
    } catch {
      throw .notJSON(error.message, offset: error.offset)
    }
    guard file["format"]?.string == RevisionHistory.formatName,
      file["version"] == .number(String(RevisionHistory.formatVersion))
    else { throw .unsupportedFormat(file["format"]?.string ?? "no format is named") }
    guard let revisions = file["revisions"]?.array else {
      throw .malformed(member: "revisions", reason: "expected an array")
    }
    var entries: [Entry] = []
    for (place, revision) in revisions.enumerated() {
      entries.append(try Entry(revision, path: "revisions[\(place)]"))
    }
    self.init(entries: entries)
  }
}

extension RevisionHistory.Entry {
  fileprivate init(_ json: JSON, path: String) throws(TableError) {
    func malformed(_ name: String) -> TableError {
      .malformed(member: "\(path).\(name)", reason: "missing, or of another type")
    }
    func date(_ name: String) throws(TableError) -> PrintedDate? {
      guard let value = json[name] else { throw malformed(name) }
      guard value != .null else { return nil }
      guard let text = value.string, let date = try? PrintedDate(text) else {
        throw malformed(name)
      }
      return date
    }
    guard let id = json["id"]?.string else { throw malformed("id") }
    guard let printed = json["printed"]?.string else { throw malformed("printed") }
    guard let status = json["status"]?.string.flatMap(RevisionHistory.Status.init) else {
      throw malformed("status")
    }
    guard let isReconstructed = json["reconstructed"]?.boolean else {
      throw malformed("reconstructed")
    }
    self.init(
      id: id, printed: printed, status: status, supersedes: json["supersedes"]?.string,
      approval: try date("approval"), effective: try date("effective"),
      isReconstructed: isReconstructed)
  }
}

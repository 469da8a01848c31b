package import Values

/// A new policy: one draft revision that builds, for the author to fill in.
package struct PolicyTemplate: Sendable {
  package let id: String
  package let title: String
  package let publisher: String
  package let revision: PrintedDate
  /// Whether the payer publishes the pages itself.
  package let isOfficial: Bool

  package init(
    id: String, title: String, publisher: String, revision: PrintedDate, isOfficial: Bool = false
  ) {
    self.id = id
    self.title = title
    self.publisher = publisher
    self.revision = revision
    self.isOfficial = isOfficial
  }

  /// Whether an id can be the name of a policy's folder in any file system, web address and archive.
  package static func canName(_ id: String) -> Bool {
    guard let first = id.utf8.first, id.utf8.count <= 64, id != "terminology" else { return false }
    func isAlphanumeric(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return isAlphanumeric(first) && id.utf8.last != UInt8(ascii: ".")
      && id.utf8.allSatisfy { isAlphanumeric($0) || "-._".utf8.contains($0) }
  }

  /// The sources by the names of their files in the folder of the policy.
  package var files: [(name: String, text: String)] {
    [
      (revisionName, revisionFile), ("revisions.yaml", logFile),
    ]
  }

  var revisionName: String { "\(revision.isoMonth).yaml" }

  /// The line that tells an editor the schema of a revision.
  var revisionModeline: String { modeline(.revision) }

  /// The texts of the criteria until the author writes those of the policy.
  package static let criteria = ["The first condition", "The second condition"]

  private var revisionFile: String {
    """
    \(modeline(.revision))
    policy: \(scalar(id))
    revision: \(revision.printed)
    title: \(scalar(title))
    # What a request may know, in the order in which it is asked. Other types: code, choice, set.
    facts:
      service_requested: {type: boolean, ask: Is the service of this policy requested?}
      first_condition: {type: boolean, ask: Does the first condition hold?}
      second_condition: {type: boolean, ask: Does the second condition hold?}
    # What must hold for the policy to apply to the request at all.
    scope: {service_requested: true}
    statements:
      - id: necessary
        outcome: medically_necessary
        text: "The service is medically necessary for one of these:"
        any_of:
          - id: first
            text: \(PolicyTemplate.criteria[0])
            when: {first_condition: true}
          - id: second
            text: \(PolicyTemplate.criteria[1])
            when: {second_condition: true}

    """
  }

  private var logFile: String {
    """
    \(modeline(.revisions))
    policy: \(scalar(id))
    publisher: \(scalar(publisher))
    \(standing)
    # Every revision, oldest first. A draft answers only requests that name it.
    revisions:
      - revision: \(revision.printed)
        status: draft
    log:
      - revision: \(revision.printed)
        changes: [The policy is new.]

    """
  }

  private var standing: String {
    isOfficial
      ? "standing: official\nnotice: This policy guides coverage. Benefits depend on the member's plan."
      : "original: It is not known here where the payer publishes the policy; ask the payer."
  }

  private func modeline(_ schema: SourceSchema) -> String {
    schema.modeline(for: id)
  }

  /// In double quotes if it needs them.
  private func scalar(_ text: String) -> String {
    let isPlain =
      text.utf8.first.map { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) } ?? false
    let safe = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte) || "-._ ".utf8.contains(byte) || byte >= 0x80
    }
    if isPlain, safe, text.utf8.last != UInt8(ascii: " ") { return text }
    return "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

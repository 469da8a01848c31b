package import JSONShapes
package import Values

/// An office's approval of a revision as it was sealed.
package struct Approval: Hashable, Sendable {
  /// The office that approved it, such as `Medical director`.
  package let office: String
  package let date: PrintedDate
  /// The SHA-256 of the seal that was approved.
  package let digest: String

  package init(office: String, date: PrintedDate, digest: String) {
    self.office = office
    self.date = date
    self.digest = digest
  }
}

extension JSONShape<Approval> {
  /// An approval as `policy.json` and redlines state it.
  package static let approval = JSONShape.object(
    .required("office", .text, \.office),
    .required("date", JSONShape<String>.matching("^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"), \.date.iso),
    .required("seal_sha256", .digest, \.digest))
}

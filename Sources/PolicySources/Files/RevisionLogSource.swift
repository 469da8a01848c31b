package import DecisionTable
package import Diagnostics
package import PolicyModel
package import Values

/// The `revisions.yaml` of a policy: which revisions there are, and the log as printed.
package struct RevisionLogSource: Sendable {
  package struct Entry: Sendable {
    package let revision: Located<PrintedDate>
    package let status: Located<RevisionHistory.Status>
    package let supersedes: Located<PrintedDate>?
    package let approval: Located<PrintedDate>?
    package let effective: Located<PrintedDate>?
    /// Digests by part of the revision, once it is released.
    package let seal: [(part: Located<String>, digest: Located<String>)]
    /// The whole entry.
    package let span: Span
  }

  package struct Row: Sendable {
    package let revision: Located<PrintedDate>
    package let isContinuation: Bool
    package let changes: [Prose]
  }

  package let policy: Located<String>
  package let publisher: String
  package let original: Prose
  package let entries: [Entry]
  package let rows: [Row]
}

private enum Keys {
  static let policy = Key("policy", Shapes.text.located, "The payer's reference number.")
  static let publisher = Key("publisher", Shapes.text, "The payer.")
  static let original = Key(
    "original", Shapes.uncitedLine, "Where the payer's own publication is to be found.")
  static let revisions = Key(
    "revisions", Shapes.entry.list(), "Every revision, oldest first.")
  static let log = Key("log", Shapes.row.list(), "The revision log, row by row as printed.")

  static let revision = Key(
    "revision", Shapes.date.located, "The date of last revision as printed.")
  static let status = Key(
    "status", Shapes.word(RevisionHistory.Status.self).located, "Whether it is released or a draft."
  )
  static let supersedes = OptionalKey(
    "supersedes", Shapes.date.located, "The revision that it replaces.")
  static let approval = OptionalKey(
    "approval", Shapes.date.located, "The date of approval as printed.")
  static let effective = OptionalKey(
    "effective", Shapes.date.located, "The effective date, where one is printed.")
  static let seal = OptionalKey(
    "seal", Shapes.textOrNumber.located.byName(Shapes.name),
    "What was released: SHA-256 of each part. Written by `policyc release`.")

  static let continued = OptionalKey(
    "continued", Shapes.boolean,
    "The row is printed without dates, as more of the row before it.")
  static let changes = Key(
    "changes", Shapes.uncitedLine.list(), "What the row states, change by change.")
}

extension Shapes {
  static let revisionLog = Shape<RevisionLogSource>.record([
    KeyRow(Keys.policy), KeyRow(Keys.publisher), KeyRow(Keys.original), KeyRow(Keys.revisions),
    KeyRow(Keys.log),
  ]) { fields, _ in
    RevisionLogSource(
      policy: fields[Keys.policy], publisher: fields[Keys.publisher],
      original: fields[Keys.original], entries: fields[Keys.revisions], rows: fields[Keys.log])
  }

  fileprivate static let entry = Shape<RevisionLogSource.Entry>.record([
    KeyRow(Keys.revision), KeyRow(Keys.supersedes), KeyRow(Keys.approval),
    KeyRow(Keys.effective), KeyRow(Keys.status), KeyRow(Keys.seal),
  ]) { fields, _ in
    RevisionLogSource.Entry(
      revision: fields[Keys.revision], status: fields[Keys.status],
      supersedes: fields[Keys.supersedes], approval: fields[Keys.approval],
      effective: fields[Keys.effective],
      seal: (fields[Keys.seal] ?? []).map { (part: $0.name, digest: $0.value) },
      span: fields.span)
  }

  fileprivate static let row = Shape<RevisionLogSource.Row>.record([
    KeyRow(Keys.revision), KeyRow(Keys.continued), KeyRow(Keys.changes),
  ]) { fields, _ in
    RevisionLogSource.Row(
      revision: fields[Keys.revision], isContinuation: fields[Keys.continued] ?? false,
      changes: fields[Keys.changes])
  }
}

package import DecisionAnalysis
package import DecisionTable
package import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax
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
    package let approvals: [Approval]
    /// The whole entry.
    package let span: Span
  }

  package struct Row: Sendable {
    package let revision: Located<PrintedDate>
    package let isContinuation: Bool
    package let changes: [Change]
    package let effect: Located<DecisionEffect>?
    /// The whole row.
    package let span: Span
  }

  package struct Change: Sendable {
    package let text: Prose
    package let claims: [(verb: LogClaim.Verb, subject: Located<String>)]
    package let span: Span
  }

  /// Who approved what, as `policyc release` wrote it down.
  package struct Approval: Sendable {
    package let role: String
    package let date: Located<PrintedDate>
    package let digest: Located<String>
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

  static let approvals = OptionalKey(
    "approvals", Shapes.approval.list(),
    "Who approved the revision as it is sealed. Written by `policyc release`.")
  static let role = Key("role", Shapes.text, "In what office, as in `Medical director`.")
  static let date = Key("date", Shapes.date.located, "The day of the approval.")
  static let digest = Key(
    "digest", Shapes.textOrNumber.located, "SHA-256 of the seal that was approved.")

  static let continued = OptionalKey(
    "continued", Shapes.boolean,
    "The row is printed without dates, as more of the row before it.")
  static let changes = Key(
    "changes", Shapes.change.list(), "What the row states, change by change.")
  static let effect = OptionalKey(
    "effect", Shapes.word(DecisionEffect.self).located,
    "What the revision does to decisions; proven when it is compiled.")

  static let text = Key("text", Shapes.uncitedLine, "The change in words.")
  static let initial = OptionalKey(
    LogClaim.Verb.initial.rawValue, Shapes.boolean, "Claims that the revision is the first.")
  static let event = OptionalKey(
    LogClaim.Verb.event.rawValue, Shapes.word(LogClaim.Event.self).located,
    "Something that happened to the policy and that no comparison can prove.")
  static let claims = [
    subjects(.added, "Ids of criteria or sections, keys of references or codes that are new."),
    subjects(.removed, "Ids, keys or codes that are gone."),
    subjects(.moved, "Ids of criteria or sections that stand elsewhere."),
    subjects(.reworded, "Ids, or parts of a revision, whose words changed; `all` is every part."),
    subjects(.updated, "Ids, keys, or parts of a revision, that changed in any way."),
    subjects(.recoded, "Codes, or systems of codes, that the coding section lists otherwise."),
  ]

  private static func subjects(_ verb: LogClaim.Verb, _ about: String) -> (
    verb: LogClaim.Verb, key: OptionalKey<[Located<String>]>
  ) {
    (verb, OptionalKey(verb.rawValue, Shapes.text.located.oneOrMore, "Claim: \(about)"))
  }
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
    KeyRow(Keys.effective), KeyRow(Keys.status), KeyRow(Keys.seal), KeyRow(Keys.approvals),
  ]) { fields, _ in
    RevisionLogSource.Entry(
      revision: fields[Keys.revision], status: fields[Keys.status],
      supersedes: fields[Keys.supersedes], approval: fields[Keys.approval],
      effective: fields[Keys.effective],
      seal: (fields[Keys.seal] ?? []).map { (part: $0.name, digest: $0.value) },
      approvals: fields[Keys.approvals] ?? [],
      span: fields.span)
  }

  fileprivate static let approval = Shape<RevisionLogSource.Approval>.record([
    KeyRow(Keys.role), KeyRow(Keys.date), KeyRow(Keys.digest),
  ]) { fields, _ in
    RevisionLogSource.Approval(
      role: fields[Keys.role], date: fields[Keys.date], digest: fields[Keys.digest])
  }

  fileprivate static let row = Shape<RevisionLogSource.Row>.record([
    KeyRow(Keys.revision), KeyRow(Keys.continued), KeyRow(Keys.changes), KeyRow(Keys.effect),
  ]) { fields, _ in
    RevisionLogSource.Row(
      revision: fields[Keys.revision], isContinuation: fields[Keys.continued] ?? false,
      changes: fields[Keys.changes], effect: fields[Keys.effect], span: fields.span)
  }

  /// Words alone, which claim nothing, or words with what they claim.
  fileprivate static let change = Shape<RevisionLogSource.Change>(
    schema: ["anyOf": [Shapes.uncitedLine.schema, claimedChange.schema]]
  ) { node, findings in
    guard node.entries == nil else { return claimedChange.read(node, &findings) }
    return Shapes.uncitedLine.read(node, &findings).map {
      RevisionLogSource.Change(text: $0, claims: [], span: node.span)
    }
  }

  private static let claimedChange = Shape<RevisionLogSource.Change>.record(
    [KeyRow(Keys.text), KeyRow(Keys.initial)] + Keys.claims.map { KeyRow($0.key) }
      + [KeyRow(Keys.event)]
  ) { fields, _ in
    var claims: [(verb: LogClaim.Verb, subject: Located<String>)] = []
    if fields[Keys.initial] == true {
      let key = LogClaim.Verb.initial
      claims.append((key, Located(key.rawValue, fields.span(of: key.rawValue))))
    }
    for (verb, key) in Keys.claims {
      claims += (fields[key] ?? []).map { (verb, $0) }
    }
    if let event = fields[Keys.event] {
      claims.append((.event, Located(event.value.rawValue, event.span)))
    }
    return RevisionLogSource.Change(
      text: fields[Keys.text], claims: claims, span: fields.span)
  }
}

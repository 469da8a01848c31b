package import DecisionAnalysis
package import DecisionTable
package import Diagnostics
internal import JSONText
package import PolicyModel
internal import PolicySyntax
package import Values

/// The `revisions.yaml` of a policy: which revisions exist, and the log as printed.
package struct RevisionLogSource: Sendable {
  package struct Entry: Sendable {
    package let revision: Located<PrintedDate>
    package let status: Located<RevisionHistory.Status>
    package let supersedes: Located<PrintedDate>?
    package let approval: Located<PrintedDate>?
    package let effective: Located<PrintedDate>?
    /// The last day on which a retired revision decides.
    package let lastDay: Located<CalendarDate>?
    /// Whether the revision corrects the text of the one that it supersedes.
    package let isErratum: Bool
    /// Digests by part of the revision, once the revision is released.
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
    package let claims: [Claim]
    package let span: Span
  }

  package typealias Claim = (verb: LogClaim.Verb, subject: Located<String>)

  /// Who approved what, as `policyc release` recorded it.
  package struct Approval: Sendable {
    package let role: String
    package let date: Located<PrintedDate>
    package let digest: Located<String>
  }

  package let policy: Located<String>
  package let publisher: String
  package let standing: Standing
  package let entries: [Entry]
  package let rows: [Row]
}

extension Shapes {
  static let revisionLog = record(
    required("policy", token.located, "The payer's reference number."),
    required("publisher", text, "The payer."),
    standing,
    required("revisions", entry.list(), "Every revision, oldest first."),
    required("log", row.list(), "The revision log, row by row as printed.")
  ) { policy, publisher, standing, entries, rows in
    RevisionLogSource(
      policy: policy, publisher: publisher, standing: standing, entries: entries, rows: rows)
  }

  static let standing: RecordPart<Standing> = RecordPart(
    optional(
      "standing", word(Standing.Name.self),
      "Whose pages these are: the payer's own (`official`), or a restatement of them, the default.",
      default: .restatement),
    optional(
      "notice", uncitedLine.located,
      "The payer's own notice, printed at the top of each page of an official policy."),
    optional(
      "original", uncitedLine.located,
      "Where the payer publishes the policy; needed for a restatement."),
    recordSpan,
    checked: { name, notice, original, span in
      switch (name, notice, original) {
      case (.official, let notice?, nil): .sound(.official(notice: notice.value))
      case (.restatement, nil, let original?): .sound(.restatement(original: original.value))
      case (.official, _, let original?):
        .refused(
          Diagnostic(
            .conflictingKeys, "an official policy is the payer's own publication",
            at: original.span, help: "write what readers need to know under `notice`"))
      case (.restatement, let notice?, _):
        .refused(
          Diagnostic(
            .conflictingKeys, "a restatement does not speak for the payer", at: notice.span,
            help: "remove it, or add `standing: official` if the payer publishes these pages"))
      case (.official, nil, nil):
        .refused(
          Diagnostic(
            .missingKey, "the key `notice` is missing", at: span.beginning,
            label: "in the mapping that begins here",
            help: "add `notice:` with the payer's own notice to readers"))
      case (.restatement, nil, nil):
        .refused(
          Diagnostic(
            .missingKey, "the key `original` is missing", at: span.beginning,
            label: "in the mapping that begins here",
            help:
              "add `original:` with where the payer publishes the policy, or `standing: official` and `notice:`"
          ))
      }
    })

  private static let entry: Shape<RevisionLogSource.Entry> = record(
    required("revision", date.located, "The date of last revision as printed."),
    optional("supersedes", date.located, "The revision that this one replaces."),
    optional("approval", date.located, "The date of approval as printed."),
    optional(
      "effective", date.located,
      "The effective date, if one is printed. It is not sealed, so that it can be set later."),
    optional(
      "last_day", printedDay,
      "The last day on which a retired revision decides. It is not sealed either."),
    optional(
      "erratum", boolean,
      "The revision corrects the text of the one that it supersedes, and decides as that one does.",
      default: false),
    required(
      "status", word(RevisionHistory.Status.self).located,
      "Whether it is a draft, released, or retired with its last day."),
    optional(
      "seal", tokenOrNumber.located.byName(name),
      "What was released: the SHA-256 of each part. Written by `policyc release`.", default: []),
    optional(
      "approvals", approval.list(),
      "Who approved the revision as it is sealed. Written by `policyc release`.", default: []),
    recordSpan,
    checked: {
      revision, supersedes, approval, effective, lastDay, isErratum, status, seal, approvals, span
      in
      if status.value == .retired, lastDay == nil {
        return .refused(
          Diagnostic(
            .missingKey, "the retired revision `\(revision.value)` does not have a last day",
            at: status.span, help: "add `last_day:`, the last day on which it decides"))
      }
      if let lastDay, status.value != .retired {
        return .refused(
          Diagnostic(
            .conflictingKeys, "`\(revision.value)` has a last day and is not retired",
            at: lastDay.span, help: "write `status: retired`, or remove `last_day`"))
      }
      return .sound(
        RevisionLogSource.Entry(
          revision: revision, status: status, supersedes: supersedes, approval: approval,
          effective: effective, lastDay: lastDay, isErratum: isErratum,
          seal: seal.map { (part: $0.name, digest: $0.value) }, approvals: approvals, span: span))
    })

  private static let approval = record(
    required("role", text, "The approver's office, as in `Medical director`."),
    required("date", date.located, "The day of the approval."),
    required("digest", tokenOrNumber.located, "The SHA-256 of the seal that was approved.")
  ) { role, date, digest in
    RevisionLogSource.Approval(role: role, date: date, digest: digest)
  }

  private static let row = record(
    required("revision", date.located, "The date of last revision as printed."),
    optional(
      "continued", boolean, "The row is printed without dates and continues the row before it.",
      default: false),
    required("changes", change.list(), "What the row states, change by change."),
    optional(
      "effect", word(DecisionEffect.self).located,
      "What the revision does to decisions. The compiler proves it."),
    recordSpan
  ) { revision, isContinuation, changes, effect, span in
    RevisionLogSource.Row(
      revision: revision, isContinuation: isContinuation, changes: changes, effect: effect,
      span: span)
  }
}

// MARK: Changes and what they claim

extension Shapes {
  /// Text alone, which claims nothing, or text with what it claims.
  private static let change = Shape<RevisionLogSource.Change>(
    schema: ["anyOf": [uncitedLine.schema, claimedChange.schema]]
  ) { node, findings in
    guard node.entries == nil else { return claimedChange.read(node, &findings) }
    return uncitedLine.read(node, &findings).map {
      RevisionLogSource.Change(text: $0, claims: [], span: node.span)
    }
  }

  private static let claimedChange = record(
    required("text", uncitedLine, "The change in words."),
    .all([
      initialClaim,
      claims(.added, "Ids of criteria or sections, keys of references, or codes that are new."),
      claims(.removed, "Ids, keys or codes that were removed."),
      claims(.moved, "Ids of criteria or sections that are now somewhere else."),
      claims(.reworded, "Ids, or parts of a revision, whose wording changed; `all` is every part."),
      claims(.updated, "Ids, keys, or parts of a revision, that changed in any way."),
      claims(.recoded, "Codes, or systems of codes, that the coding section lists differently."),
      eventClaim,
    ]),
    recordSpan
  ) { text, claims, span in
    RevisionLogSource.Change(text: text, claims: Array(claims.joined()), span: span)
  }

  private static func claims(_ verb: LogClaim.Verb, _ about: String)
    -> RecordPart<[RevisionLogSource.Claim]>
  {
    optional(verb.rawValue, token.located.oneOrMore, "Claim: \(about)", default: [])
      .map { subjects in subjects.map { (verb, $0) } }
  }

  private static let initialClaim = optional(
    LogClaim.Verb.initial.rawValue, boolean, "Claims that the revision is the first."
  ).locatedAtKey().map { claim -> [RevisionLogSource.Claim] in
    guard let claim, claim.value else { return [] }
    return [(.initial, Located(LogClaim.Verb.initial.rawValue, claim.span))]
  }

  private static let eventClaim = optional(
    LogClaim.Verb.event.rawValue, word(LogClaim.Event.self).located,
    "Something that happened to the policy and that no comparison can prove."
  ).map { event -> [RevisionLogSource.Claim] in
    event.map { [(.event, Located($0.value.rawValue, $0.span))] } ?? []
  }
}

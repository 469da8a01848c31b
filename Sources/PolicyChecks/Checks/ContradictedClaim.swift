internal import DecisionAnalysis
internal import DecisionTable
internal import Diagnostics
internal import JSONText
internal import MessageText
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  /// The log claims a change that a comparison with the revision before does not find.
  static let contradictedClaim = Check.ofReview(.contradictedClaim, .unknownClaimSubject) {
    review, source in
    var findings: [Diagnostic] = []
    let proof = review.proof
    for proven in proof.claims {
      let row = source.log.rows[proven.path.row]
      let written = row.changes[proven.path.change].claims[proven.path.claim]
      let span = written.subject.span
      switch proven.verdict {
      case .proven, .unverifiable: continue
      case .unknownSubject(let names):
        findings.append(
          Diagnostic(
            .unknownClaimSubject,
            "`\(written.subject.value)` is not a part of `\(row.revision.value)` or the revision before it",
            at: span,
            help: suggestion(for: written.subject.value, among: names)
              ?? "name a criterion, a section, a reference, a code, or a part of the revision"))
      case .contradicted(let found):
        findings.append(
          Diagnostic(
            .contradictedClaim,
            written.verb == .initial
              ? "the log says that `\(row.revision.value)` is the first revision, and \(found)"
              : "the log says that `\(written.subject.value)` is \(written.verb.rawValue), and \(found)",
            at: span, notes: notes(on: written.subject.value, review, source),
            help: "correct the row, or the revision"))
      }
    }
    if let effect = proof.effect, case .contradicted(let found) = effect.verdict,
      let written = source.log.rows[effect.row].effect
    {
      findings.append(
        Diagnostic(
          .contradictedClaim,
          "the log says that the effect on decisions is `\(effect.claimed.rawValue)`, and \(found)",
          at: written.span, notes: review.witnessNotes, help: "correct the row, or the revision"))
    }
    return findings
  }

  private static func notes(
    on subject: String, _ review: RevisionReview, _ source: PolicySource
  ) -> [Diagnostic.Note] {
    guard let file = source.file(of: review.revision.date) else { return [] }
    if let criterion = file.source.criteria.first(where: { $0.id.value == subject }) {
      return [.init("it is here", at: .init(criterion.id.span))]
    }
    if let section = file.source.sections.first(where: { $0.id.value == subject }) {
      return [.init("it is here", at: .init(section.id.span))]
    }
    return [.init("the revision is here", at: .init(file.source.revision.span))]
  }
}

extension RevisionReview {
  /// Requests that show what the revision does to decisions.
  var witnessNotes: [Diagnostic.Note] {
    guard let difference else { return [] }
    let decisions = difference.decisions
    let (old, new) = (difference.old.date.printed, difference.new.date.printed)
    let witnesses = [decisions.gained, decisions.lost].compactMap(\.self)
    return (witnesses.isEmpty ? [decisions.different].compactMap(\.self) : witnesses).map {
      Diagnostic.Note(
        "\($0.old.phrase) under \(old), \($0.new.phrase) under \(new): \($0.request.text(of: decisions.facts))"
      )
    }
  }
}

extension CompleteAnswer {
  fileprivate var phrase: String {
    outcome.map { "\(result.rawValue) (\($0.rawValue))" } ?? result.rawValue
  }
}

extension DiagnosticKind {
  static let contradictedClaim = DiagnosticKind(
    "contradicted-claim",
    why: """
      People read the log to learn what a revision changed, so each claim is checked against the
      change itself: by id for criteria, prose, codes and references, and exactly for decisions.
      """,
    before:
      "- {text: Hepatitis C became a criterion., added: hepatitis_c}     (it was there before)",
    after: "- {text: Hepatitis C was reworded., reworded: hepatitis_c}")

  static let unknownClaimSubject = DiagnosticKind(
    "unknown-claim-subject",
    why:
      "A claim about something that neither revision has cannot be proven. It is usually misspelt.",
    before: "- {text: Hepatitis C became a criterion., added: hepatitus_c}",
    after: "- {text: Hepatitis C became a criterion., added: hepatitis_c}")
}

internal import DecisionAnalysis
internal import Diagnostics
internal import JSONText
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import Values

extension Check {
  /// An erratum corrects text, and decides as the revision that it corrects.
  static let changingErratum = Check.ofReview(.changingErratum) { review, source in
    guard let entry = source.entry(of: review.revision.date), entry.isErratum else { return [] }
    guard let difference = review.difference else {
      return [
        Diagnostic(
          .changingErratum, "the first revision `\(entry.revision.value)` is an erratum",
          at: entry.revision.span, help: "remove `erratum: true`")
      ]
    }
    guard difference.decisions.effect != .success(.none) else { return [] }
    return [
      Diagnostic(
        .changingErratum,
        "the erratum `\(entry.revision.value)` changes decisions of `\(difference.old.date)`",
        at: entry.revision.span, notes: review.witnessNotes,
        help: "remove `erratum: true`, so that it takes effect on a day of its own")
    ]
  }
}

extension DiagnosticKind {
  static let changingErratum = DiagnosticKind(
    "changing-erratum",
    why: """
      An erratum corrects the wording of a revision and is in force from the same day, so that it
      replaces that revision for days that are past. It must not decide them otherwise.
      """,
    before:
      "- {revision: 11/20/23, supersedes: 11/23, erratum: true, …}     (with a new criterion)",
    after: "- {revision: 11/20/23, supersedes: 11/23, effective: 12/1/23, …}")
}

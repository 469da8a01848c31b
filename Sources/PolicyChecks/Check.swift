package import Diagnostics
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import PolicySyntax

/// One rule that sources must keep, beyond the form of each value.
package struct Check: Sendable {
  enum Subject: Sendable {
    /// Terms and crosswalks, which policies share.
    case terminology(@Sendable (SourceTree) -> [Diagnostic])
    case policy(@Sendable (PolicySource, SourceTree) -> [Diagnostic])
    case revision(@Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> [Diagnostic])
    /// A policy with the calibrations that the measuring module knows.
    case measurement(@Sendable (PolicySource, [KnownCalibration]) -> [Diagnostic])
    /// What can only be seen once names are resolved.
    case resolved(@Sendable (Policy, PolicySource) -> [Diagnostic])
    /// What the log holds of a revision, and what it should.
    case logged(@Sendable (LoggedRevision, PolicySource) -> [Diagnostic])
    /// A revision beside the one before it, with what its log is worth.
    case review(@Sendable (RevisionReview, PolicySource) -> [Diagnostic])
    case analysis(@Sendable (AnalyzedRevision) -> [Diagnostic])
  }

  package let kinds: [DiagnosticKind]
  let subject: Subject

  private init(_ kinds: [DiagnosticKind], _ subject: Subject) {
    self.kinds = kinds
    self.subject = subject
  }

  static func ofTerminology(
    _ kinds: DiagnosticKind..., find: @escaping @Sendable (SourceTree) -> [Diagnostic]
  ) -> Check { Check(kinds, .terminology(find)) }

  static func ofPolicy(
    _ kinds: DiagnosticKind...,
    find: @escaping @Sendable (PolicySource, SourceTree) -> [Diagnostic]
  ) -> Check { Check(kinds, .policy(find)) }

  static func ofRevision(
    _ kinds: DiagnosticKind...,
    find:
      @escaping @Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> [Diagnostic]
  ) -> Check { Check(kinds, .revision(find)) }

  static func ofMeasurement(
    _ kinds: DiagnosticKind...,
    find: @escaping @Sendable (PolicySource, [KnownCalibration]) -> [Diagnostic]
  ) -> Check { Check(kinds, .measurement(find)) }

  static func ofResolved(
    _ kinds: DiagnosticKind..., find: @escaping @Sendable (Policy, PolicySource) -> [Diagnostic]
  ) -> Check { Check(kinds, .resolved(find)) }

  static func ofLogged(
    _ kinds: DiagnosticKind...,
    find: @escaping @Sendable (LoggedRevision, PolicySource) -> [Diagnostic]
  ) -> Check { Check(kinds, .logged(find)) }

  static func ofReview(
    _ kinds: DiagnosticKind...,
    find: @escaping @Sendable (RevisionReview, PolicySource) -> [Diagnostic]
  ) -> Check { Check(kinds, .review(find)) }

  static func ofAnalysis(
    _ kinds: DiagnosticKind..., find: @escaping @Sendable (AnalyzedRevision) -> [Diagnostic]
  ) -> Check { Check(kinds, .analysis(find)) }

  /// What is wrong at each of these places, as far as a check lists it.
  static func findings<Place>(
    at mistakes: [Place], _ span: (Place) -> Span, _ finding: (Place) -> Diagnostic
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for mistake in mistakes {
      if findings.ends(before: span(mistake)) { break }
      findings.append(finding(mistake))
    }
    return findings
  }

  /// All checks; the order does not matter, since findings are sorted by place.
  package static let all: [Check] =
    [
      .repeatedTerm, .repeatedBinding, .unboundTerm,
      .wrongPolicy, .misnamedFile, .unknownRevision, .repeatedRevision, .revisionOrder,
      .revisionFork, .unloggedRevision, .repeatedReference,
      .repeatedID, .repeatedChoice, .unknownFact, .unknownTerminology, .unknownValue,
      .repeatedValue, .factDeclaration, .unknownCriterion, .unprintableRange, .unknownReference,
      .unheldPart, .missingCopyright, .repeatedCode, .sealedEdit, .unheldDecision,
      .approvalOfOther,
      .needlessAcceptance, .needlessAnalysisAcceptance, .contradictedClaim, .unclaimedChange,
      .misplacedPin, .driftedPin,
      .repeatedCase, .caseRevision, .caseFacts, .caseExpectation,
    ] + Acceptable.all.map(\.check)
}

/// A check of a revision whose findings the author may accept in the source, one by one.
struct Acceptable: Sendable {
  /// What it finds, each with the name by which the author accepts it.
  typealias Found = [(name: String, finding: Diagnostic)]

  enum Subject: Sendable {
    case file(@Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> Found)
    case analysis(@Sendable (AnalyzedRevision) -> Found)
  }

  let kind: DiagnosticKind
  let subject: Subject

  init(
    kind: DiagnosticKind,
    find: @escaping @Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> Found
  ) {
    self.kind = kind
    subject = .file(find)
  }

  init(kind: DiagnosticKind, inAnalysis find: @escaping @Sendable (AnalyzedRevision) -> Found) {
    self.kind = kind
    subject = .analysis(find)
  }

  var check: Check {
    switch subject {
    case .file(let find):
      .ofRevision(kind) { file, policy, tree in
        unaccepted(find(file, policy, tree), in: file)
      }
    case .analysis(let find):
      .ofAnalysis(kind) { analyzed in unaccepted(find(analyzed), in: analyzed.file) }
    }
  }

  private func unaccepted(_ found: Found, in file: PolicySource.RevisionFile) -> [Diagnostic] {
    let accepted = Set(
      file.source.accept.filter { $0.warning.value == kind.code }.flatMap { $0.of.map(\.value) })
    return found.filter { !accepted.contains($0.name) }.map(\.finding)
  }

  static let all: [Acceptable] = [
    .uncitedReference, .unusedFact, .unprintedCode, .untestedNumber, .unmeetableCriterion,
    .constantCriterion, .maskedCriterion, .overlappingStatements, .idleFact, .undecidedCriterion,
    .indistinctTerms,
  ]
}

extension [Diagnostic] {
  /// So many findings of one check in one file are listed; looking for the nearest name of each of
  /// thousands would take minutes.
  private static var mostInFile: Int { 100 }

  /// Whether nothing more is looked for; that is a finding itself, at what comes next.
  mutating func ends(before next: Span) -> Bool {
    guard count >= [Diagnostic].mostInFile else { return false }
    append(.unexaminedRest(after: count, of: "the file", at: next))
    return true
  }
}

package import Diagnostics
internal import PolicyModel
internal import PolicyReview
internal import PolicySources
internal import PolicySyntax

/// One rule for sources, beyond the form of each value.
package struct Check: Sendable {
  enum Subject: Sendable {
    /// The terms and crosswalks, which policies share.
    case terminology(@Sendable (SourceTree) -> [Diagnostic])
    case policy(@Sendable (PolicySource, SourceTree) -> [Diagnostic])
    case revision(@Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> [Diagnostic])
    /// A policy, with the calibrations that are bundled.
    case measurement(@Sendable (PolicySource, [KnownCalibration]) -> [Diagnostic])
    /// A policy whose names are resolved.
    case resolved(@Sendable (Policy, PolicySource) -> [Diagnostic])
    /// A revision's entry in the log, with the seal that it should have.
    case logged(@Sendable (LoggedRevision, PolicySource) -> [Diagnostic])
    /// A revision compared with the one before it, with the proof of its log.
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

  /// A finding for each mistake, up to the number that a check lists.
  static func findings<Mistake>(
    at mistakes: [Mistake], _ span: (Mistake) -> Span, _ finding: (Mistake) -> Diagnostic
  ) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    for mistake in mistakes {
      if findings.ends(before: span(mistake)) { break }
      findings.append(finding(mistake))
    }
    return findings
  }

  /// All checks. Their order does not matter, since findings are sorted.
  package static let all: [Check] =
    [
      .repeatedTerm, .repeatedBinding, .unboundTerm,
      .wrongPolicy, .misnamedFile, .unknownRevision, .repeatedRevision, .revisionOrder,
      .revisionFork, .unloggedRevision, .repeatedReference,
      .repeatedID, .repeatedChoice, .unknownFact, .unknownTerminology, .unknownValue,
      .repeatedValue, .unknownUnit, .reversedBounds, .unknownCriterion, .unprintableRange,
      .unknownReference,
      .unheldPart, .missingCopyright, .repeatedCode, .sealedEdit, .unheldDecision,
      .approvalOfOther,
      .needlessAcceptance, .needlessAnalysisAcceptance, .contradictedClaim, .unclaimedChange,
      .misplacedPin, .driftedPin, .changingErratum, .pendingCorrection, .unprovenWording,
      .repeatedCase, .caseRevision, .caseFacts, .caseExpectation,
    ] + Acceptable.all.map(\.check)
}

/// A check of a revision whose findings the author can accept one by one in the source.
struct Acceptable: Sendable {
  /// The findings, each with the name under which the author accepts it.
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
    .uncitedReference, .unusedFact, .unprintedCode, .untestedNumber, .contraryComparison,
    .unmeetableCriterion,
    .constantCriterion, .maskedCriterion, .overlappingStatements, .idleFact, .undecidedCriterion,
    .indistinctTerms,
  ]
}

extension [Diagnostic] {
  /// The number of findings of one check that are listed for a file. Looking up the nearest names
  /// of thousands would take minutes.
  private static var mostInFile: Int { 100 }

  /// Whether the list is full. Then a last finding says that the rest was not examined.
  mutating func ends(before next: Span) -> Bool {
    guard count >= [Diagnostic].mostInFile else { return false }
    append(.unexaminedRest(after: count, of: "the file", at: next))
    return true
  }
}

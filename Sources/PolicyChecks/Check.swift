package import Diagnostics
package import PolicyModel
package import PolicySources

/// One rule that sources must keep, beyond the form of each value.
package struct Check: Sendable {
  package enum Subject: Sendable {
    /// Terms and crosswalks, which policies share.
    case terminology(@Sendable (SourceTree) -> [Diagnostic])
    case policy(@Sendable (PolicySource, SourceTree) -> [Diagnostic])
    case revision(@Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> [Diagnostic])
    /// A policy with the calibrations that the measuring module knows.
    case measurement(@Sendable (PolicySource, [KnownCalibration]) -> [Diagnostic])
    /// What can only be seen once names are resolved.
    case resolved(@Sendable (Policy, PolicySource) -> [Diagnostic])
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

  /// So many findings of one check in one file are shown; looking for the nearest name of each of
  /// thousands would take minutes.
  static let mostInFile = 100

  /// All checks; the order does not matter, since findings are sorted by place.
  package static let all: [Check] =
    [
      .repeatedTerm, .repeatedBinding, .unboundTerm,
      .wrongPolicy, .misnamedFile, .unknownRevision, .repeatedRevision, .revisionOrder,
      .revisionFork, .unloggedRevision, .repeatedReference,
      .repeatedID, .repeatedChoice, .unknownFact, .unknownTerminology, .unknownValue,
      .repeatedValue, .factDeclaration, .unknownCriterion, .unprintableRange, .unknownReference,
      .unheldPart, .missingCopyright, .repeatedCode, .sealedEdit,
      .needlessAcceptance,
      .misplacedPin, .driftedPin,
      .repeatedCase, .caseRevision, .caseFacts, .caseExpectation,
    ] + Acceptable.all.map(\.check)
}

/// A check of a revision whose findings the author may accept in the source, one by one.
struct Acceptable: Sendable {
  let kind: DiagnosticKind
  /// What it finds, each with the name by which the author accepts it.
  let find:
    @Sendable (PolicySource.RevisionFile, PolicySource, SourceTree) -> [(
      name: String, finding: Diagnostic
    )]

  var check: Check {
    .ofRevision(kind) { file, policy, tree in
      let accepted = Set(
        file.source.accept.filter { $0.warning.value == kind.code }.flatMap { $0.of.map(\.value) })
      return find(file, policy, tree).filter { !accepted.contains($0.name) }.map(\.finding)
    }
  }

  static let all: [Acceptable] = [
    .uncitedReference, .unusedFact, .unprintedCode, .untestedNumber,
  ]
}

package import DecisionTable
package import Diagnostics
package import PolicyModel
package import PolicyReview
package import PolicySources
internal import PolicySyntax

/// A policy that has passed every check. Only checking makes one.
package struct CheckedPolicy: Sendable {
  package let policy: Policy
  /// Its worked cases, in the order written.
  package let cases: [Case]
  /// The facts that every case states unless it says otherwise.
  package let givenFacts: [String: FactValue]
  /// Each revision compared with the one before it, oldest first, with the proof of its log.
  package let reviews: [RevisionReview]
  let source: PolicySource

  private init(_ policy: Policy, _ source: PolicySource, reviews: [RevisionReview]) {
    self.policy = policy
    self.reviews = reviews
    self.source = source
    givenFacts = source.cases?.givenFacts(in: policy) ?? [:]
    cases = (source.cases?.cases ?? []).compactMap { worked in
      source.cases.map { Case(resolving: worked, of: $0, in: policy) }
    }
  }

  /// The policies of a tree without errors, and all findings.
  ///
  /// - Parameter calibrations: the calibrations that are bundled, against which pins are checked.
  package static func check(_ tree: SourceTree, calibrations: [KnownCalibration]) -> (
    policies: [CheckedPolicy], findings: [Diagnostic]
  ) {
    resolve(tree, calibrations, ignoring: [])
  }

  /// The policies of a tree without errors other than missing seals, with their cases, for sealing them.
  package static func unsealed(_ tree: SourceTree, calibrations: [KnownCalibration]) -> (
    policies: [(policy: Policy, cases: [Case])], findings: [Diagnostic]
  ) {
    let (checked, findings) = resolve(
      tree, calibrations, ignoring: [.unsealedRevision, .outdatedSeal, .approvalOfOther])
    return (checked.map { ($0.policy, $0.cases) }, findings)
  }

  private static func resolve(
    _ tree: SourceTree, _ calibrations: [KnownCalibration],
    ignoring ignored: [DiagnosticKind]
  ) -> (policies: [CheckedPolicy], findings: [Diagnostic]) {
    var findings: [Diagnostic] = []
    for check in Check.all {
      if case .terminology(let find) = check.subject { findings += find(tree) }
    }
    if findings.hasErrors { return ([], findings) }
    var policies: [CheckedPolicy] = []
    for source in tree.policies {
      let (policy, found) = resolve(source, tree, calibrations, ignored)
      findings += found
      if let policy { policies.append(policy) }
    }
    return (policies, findings)
  }

  private static func resolve(
    _ source: PolicySource, _ tree: SourceTree, _ calibrations: [KnownCalibration],
    _ ignored: [DiagnosticKind]
  ) -> (CheckedPolicy?, [Diagnostic]) {
    var findings: [Diagnostic] = []
    for check in Check.all {
      switch check.subject {
      case .policy(let find): findings += find(source, tree)
      case .revision(let find):
        for file in source.revisions {
          findings += find(file, source, source.terms(of: file.source.revision.value, in: tree))
        }
      case .measurement(let find): findings += find(source, calibrations)
      case .terminology, .resolved, .logged, .review, .analysis: continue
      }
    }
    if findings.hasErrors { return (nil, findings.withoutSequels) }
    let policy = Policy(resolving: source, in: tree)
    let logged = LoggedRevision.all(of: policy, source)
    for check in Check.all {
      switch check.subject {
      case .resolved(let find): findings += find(policy, source)
      case .logged(let find): for revision in logged { findings += find(revision, source) }
      case .terminology, .policy, .revision, .measurement, .review, .analysis: continue
      }
    }
    findings.removeAll { ignored.contains($0.kind) }
    // A revision that was edited under its seal is not compared, since its differences would follow.
    if findings.hasErrors { return (nil, findings) }
    let reviews = RevisionReview.all(of: policy)
    let analyzed = AnalyzedRevision.all(of: policy, source, tree)
    for check in Check.all {
      switch check.subject {
      case .review(let find): for review in reviews { findings += find(review, source) }
      case .analysis(let find): for revision in analyzed { findings += find(revision) }
      case .terminology, .policy, .revision, .measurement, .resolved, .logged: continue
      }
    }
    return (findings.hasErrors ? nil : CheckedPolicy(policy, source, reviews: reviews), findings)
  }
}

extension CheckedPolicy {
  /// The policy as a revision presents it: published as it was when the revision was sealed.
  package func presented(by revision: Revision) -> CheckedPolicy {
    CheckedPolicy(policy.presented(by: revision), source, reviews: reviews)
  }

  /// A part of a revision that can be named.
  package enum Subject: Hashable, Sendable {
    case revision
    case fact(String)
    case criterion(String)
  }

  /// The span of a part of a revision in its source, or of the revision's name for a part without
  /// one.
  package func span(of subject: Subject, in revision: Revision) -> Span {
    guard let file = source.file(of: revision.date) else {
      preconditionFailure("a revision without a source")
    }
    let span: Span? =
      switch subject {
      case .revision: nil
      case .fact(let id): file.source.facts.first { $0.id.value == id }?.id.span
      case .criterion(let id): file.source.criteria.first { $0.id.value == id }?.id.span
      }
    return span ?? file.source.revision.span
  }
}

extension [Diagnostic] {
  /// Without the warnings of files that have errors, since most follow from those.
  fileprivate var withoutSequels: [Diagnostic] {
    let broken = Set(filter { $0.kind.severity == .error }.map(\.label.span.path))
    return filter { $0.kind.severity == .error || !broken.contains($0.label.span.path) }
  }
}

extension DiagnosticKind {
  /// Every kind of finding of `policyc`, in the order of the codes.
  package static let all: [DiagnosticKind] =
    (syntaxKinds + sourceKinds + Check.all.flatMap(\.kinds))
    .sorted { $0.code < $1.code }
}

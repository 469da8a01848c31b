package import DecisionTable
package import Diagnostics
package import PolicyModel
package import PolicySources
internal import PolicySyntax

/// A policy that has passed every check. There is no other way to one.
package struct CheckedPolicy: Sendable {
  package let policy: Policy
  /// Its worked cases, in the order written.
  package let cases: [Case]
  /// What is given to every case that does not say otherwise.
  package let givenFacts: [String: FactValue]

  private init(_ policy: Policy, _ source: PolicySource) {
    self.policy = policy
    givenFacts = source.cases?.givenFacts(in: policy) ?? [:]
    cases = (source.cases?.cases ?? []).compactMap { worked in
      source.cases.map { Case(resolving: worked, of: $0, in: policy) }
    }
  }

  /// The policies of a tree that have no error, and all findings.
  ///
  /// - Parameter calibrations: what the measuring module carries, to which pins are held.
  package static func check(_ tree: SourceTree, calibrations: [KnownCalibration]) -> (
    policies: [CheckedPolicy], findings: [Diagnostic]
  ) {
    let (policies, findings) = resolve(tree, calibrations, passingOver: [])
    return (policies.map { CheckedPolicy($0.policy, $0.source) }, findings)
  }

  /// The policies of a tree that lack nothing but seals, for sealing them.
  package static func unsealed(_ tree: SourceTree, calibrations: [KnownCalibration]) -> (
    policies: [Policy], findings: [Diagnostic]
  ) {
    let (policies, findings) = resolve(tree, calibrations, passingOver: [.unsealedRevision])
    return (policies.map(\.policy), findings)
  }

  private static func resolve(
    _ tree: SourceTree, _ calibrations: [KnownCalibration],
    passingOver passedOver: [DiagnosticKind]
  ) -> (policies: [(policy: Policy, source: PolicySource)], findings: [Diagnostic]) {
    var findings: [Diagnostic] = []
    for check in Check.all {
      if case .terminology(let find) = check.subject { findings += find(tree) }
    }
    if findings.hasErrors { return ([], findings) }
    var policies: [(policy: Policy, source: PolicySource)] = []
    for source in tree.policies {
      let (policy, found) = resolve(source, tree, calibrations, passedOver)
      findings += found
      if let policy { policies.append((policy, source)) }
    }
    return (policies, findings)
  }

  private static func resolve(
    _ source: PolicySource, _ tree: SourceTree, _ calibrations: [KnownCalibration],
    _ passedOver: [DiagnosticKind]
  ) -> (Policy?, [Diagnostic]) {
    var findings: [Diagnostic] = []
    for check in Check.all {
      switch check.subject {
      case .policy(let find): findings += find(source, tree)
      case .revision(let find):
        for file in source.revisions { findings += find(file, source, tree) }
      case .measurement(let find): findings += find(source, calibrations)
      case .terminology, .resolved: continue
      }
    }
    if findings.hasErrors { return (nil, findings.withoutSequels) }
    let policy = Policy(resolving: source, in: tree)
    for check in Check.all {
      if case .resolved(let find) = check.subject { findings += find(policy, source) }
    }
    findings.removeAll { passedOver.contains($0.kind) }
    return (findings.hasErrors ? nil : policy, findings)
  }
}

extension [Diagnostic] {
  /// Without the warnings of files that have errors, which mostly follow from them.
  fileprivate var withoutSequels: [Diagnostic] {
    let broken = Set(filter { $0.kind.severity == .error }.map(\.label.span.path))
    return filter { $0.kind.severity == .error || !broken.contains($0.label.span.path) }
  }
}

extension DiagnosticKind {
  /// Every kind of finding that `policyc` has, by code.
  package static let all: [DiagnosticKind] =
    (syntaxKinds + sourceKinds + Check.all.flatMap(\.kinds))
    .sorted { $0.code < $1.code }
}

internal import DecisionTable
internal import PolicyModel

/// One aspect in which a verdict differs from what a case expects.
package struct CaseDifference: Hashable, Sendable {
  package enum Aspect: String, CaseIterable, Sendable { case result, outcome, criteria, needs }

  package let aspect: Aspect
  package let expected: String
  package let found: String

  /// `result: expected met, found not-met`
  var sentence: String { "\(aspect.rawValue): expected \(expected), found \(found)" }
}

extension Expectation {
  func differences(from verdict: Verdict) -> [CaseDifference] {
    var differences: [CaseDifference] = []
    func compare(_ aspect: CaseDifference.Aspect, _ expected: String, _ found: String) {
      if expected != found {
        differences.append(CaseDifference(aspect: aspect, expected: expected, found: found))
      }
    }
    compare(.result, result.rawValue, verdict.result.rawValue)
    if let outcome {
      let expected =
        switch outcome {
        case .stated(let outcome): outcome.rawValue
        case .silent: "silent"
        }
      compare(.outcome, expected, verdict.outcome?.rawValue ?? "silent")
    }
    if let criteria {
      let found = verdict.criterionIDs
      // Cases may list criteria in any order; answers keep document order.
      if Set(found) != Set(criteria) { compare(.criteria, criteria.listed, found.listed) }
    }
    if let needs, Set(needs) != Set(verdict.needs) {
      compare(.needs, needs.listed, verdict.needs.listed)
    }
    return differences
  }
}

extension [String] {
  fileprivate var listed: String { isEmpty ? "none" : joined(separator: ", ") }
}

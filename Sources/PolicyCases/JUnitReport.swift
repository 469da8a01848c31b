internal import DecisionAnalysis
internal import DecisionTable
internal import MarkupText
internal import PolicyModel

/// Test results in the XML format that JUnit's Ant task introduced and build servers read.
///
/// Each revision is a test suite and each case a test in it. With coverage, each revision has a
/// second suite, in which each criterion and each test of the policy is a test.
package struct JUnitReport {
  private let runs: [CaseRun]
  private let coverage: [String: [RevisionCoverage]]

  /// - Parameter coverage: by policy id; empty if coverage was not requested.
  package init(_ runs: [CaseRun], coverage: [String: [RevisionCoverage]]) {
    self.runs = runs
    self.coverage = coverage
  }

  package var text: String {
    let suites = runs.flatMap { run in
      run.suites + (coverage[run.policy.id] ?? []).map { $0.suite(of: run.policy) }
    }
    return String(decoding: XMLElement("testsuites", [], suites).file, as: UTF8.self)
  }
}

/// One `testcase` element.
private struct Test {
  let name: String
  /// A summary of what failed; nil if the test passed.
  let failure: String?
  let details: [String]

  func element(suite: String) -> XMLElement {
    XMLElement(
      "testcase", [("name", name), ("classname", suite), ("time", "0")],
      failure.map {
        [
          XMLElement(
            "failure", [("message", $0), ("type", "difference")],
            text: details.joined(separator: "\n"))
        ]
      } ?? [])
  }
}

private func suite(_ name: String, _ tests: [Test]) -> XMLElement {
  XMLElement(
    "testsuite",
    [
      ("name", name), ("tests", "\(tests.count)"),
      ("failures", "\(tests.count { $0.failure != nil })"), ("errors", "0"), ("skipped", "0"),
      ("time", "0"),
    ], tests.map { $0.element(suite: name) })
}

extension CaseRun {
  fileprivate var suites: [XMLElement] {
    policy.revisions.map { revision in
      let tests = trials.filter { $0.revision.id == revision.id }.map { trial in
        let differences = trial.differences.map(\.sentence)
        return Test(
          name: trial.name,
          failure: trial.isPassed ? nil : differences.joined(separator: "; "),
          details: differences + trial.reasons.map(\.clause))
      }
      return suite("\(policy.id) \(revision.date)", tests)
    }
  }
}

extension RevisionCoverage {
  fileprivate func suite(of policy: Policy) -> XMLElement {
    let missing = Dictionary(grouping: self.missing) { goals.goals[$0].part }
    let tests = goals.parts.map { part in
      let notShown = (missing[part] ?? []).map { goals.text(of: goals.goals[$0].kind, in: part) }
      return Test(
        name: "\(goals.label(of: part)) \(goals.text(of: part))",
        failure: notShown.isEmpty ? nil : "\(notShown.count) not shown by any case",
        details: notShown)
    }
    return PolicyCases.suite("\(policy.id) \(revision.date) coverage", tests)
  }
}

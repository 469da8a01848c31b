internal import DecisionAnalysis
internal import DecisionTable
internal import PolicyModel

/// A run in the XML that JUnit's Ant task began and build servers read: a suite a revision, a test
/// a case, and with coverage a suite more a revision in which a test is a criterion or a test.
package struct JUnitReport {
  private let runs: [CaseRun]
  private let coverage: [String: [RevisionCoverage]]

  /// - Parameter coverage: by the id of the policy; empty where none is asked for.
  package init(_ runs: [CaseRun], coverage: [String: [RevisionCoverage]]) {
    self.runs = runs
    self.coverage = coverage
  }

  package var text: String {
    let suites = runs.flatMap { run in
      run.policy.revisions.map { revision in
        suite(
          "\(run.policy.id) \(revision.date)",
          run.trials.filter { $0.revision.id == revision.id }.map { trial in
            Test(
              name: trial.name, failure: trial.isPassed ? nil : trial.failure,
              details: trial.differences.map(\.line) + trial.reasons)
          })
      }
        + (coverage[run.policy.id] ?? []).map { coverage in
          suite("\(run.policy.id) \(coverage.revision.date) coverage", coverage.tests)
        }
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
      + suites.joined() + "</testsuites>\n"
  }

  fileprivate struct Test {
    let name: String
    /// Nil where it passed.
    let failure: String?
    let details: [String]
  }

  private func suite(_ name: String, _ tests: [Test]) -> String {
    let failures = tests.count { $0.failure != nil }
    var text = "  <testsuite name=\"\(name.escaped)\" tests=\"\(tests.count)\""
    text += " failures=\"\(failures)\" errors=\"0\" skipped=\"0\" time=\"0\">\n"
    for test in tests {
      text += "    <testcase name=\"\(test.name.escaped)\" classname=\"\(name.escaped)\" time=\"0\""
      guard let failure = test.failure else {
        text += "/>\n"
        continue
      }
      text += ">\n      <failure message=\"\(failure.escaped)\" type=\"difference\">"
      text += test.details.map(\.escaped).joined(separator: "\n") + "</failure>\n    </testcase>\n"
    }
    return text + "  </testsuite>\n"
  }
}

extension CaseDifference {
  fileprivate var line: String { "\(aspect.rawValue): expected \(expected), found \(found)" }
}

extension CaseRun.Trial {
  fileprivate var failure: String { differences.map(\.line).joined(separator: "; ") }
}

extension RevisionCoverage {
  fileprivate var tests: [JUnitReport.Test] {
    let missing = Dictionary(grouping: self.missing) { goals.goals[$0].part }
    return goals.parts.map { part in
      let lacks = (missing[part] ?? []).map { goals.words(of: goals.goals[$0].kind, in: part) }
      return JUnitReport.Test(
        name: "\(goals.label(of: part)) \(goals.words(of: part))",
        failure: lacks.isEmpty ? nil : "\(lacks.count) not shown by any case", details: lacks)
    }
  }
}

extension String {
  /// For text and attributes alike; what XML cannot hold is replaced.
  fileprivate var escaped: String {
    var text = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n": text += "&#10;"
      case "\t", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        text.unicodeScalars.append(scalar)
      default: text += "\u{FFFD}"
      }
    }
    return text
  }
}

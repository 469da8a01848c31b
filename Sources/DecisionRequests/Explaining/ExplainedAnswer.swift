internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText

/// The form of explanations.
package enum ExplanationForm: Sendable {
  /// A text for people instead of each answer.
  case text
  /// A member `explanation` of each answer.
  case json
}

/// The explanation of the answer to one request, with the facts that it stated.
struct ExplainedAnswer {
  let id: String?
  let table: Responder.Table
  let basis: RevisionHistory.Basis
  let explanation: Explanation
  /// The facts of the request, as it stated them.
  let stated: [JSON.Member]
  let established: [EstablishedTerm]
  /// The facts that only other revisions of the policy declare.
  let ignored: [String]
  /// Whether each entry of a stated list counts, by the test of the list.
  let counted: [UnaryTest: [Truth]]

  var tree: CriteriaTree { explanation.tree }

  /// The link to a criterion in the documents.
  func anchor(_ label: String) -> String {
    "\(table.policy)/\(table.entry.id)/policy.html#\(label)"
  }

  /// The value that the request states for a fact; null if it does not.
  func stated(_ fact: String) -> JSON { stated.last { $0.name == fact }?.value ?? .null }
}

extension TableWorkspace {
  /// Whether each entry of the lists that the present request states counts for each test.
  ///
  /// - Parameter isStated: whether the request states a fact.
  func countedEntries(where isStated: (String) -> Bool) -> [UnaryTest: [Truth]] {
    with { prepared in
      let declared = prepared.decider.table.facts
      var counted: [UnaryTest: [Truth]] = [:]
      for test in prepared.decider.table.tests where isStated(test.fact) {
        guard case .records(let measured)? = test.values.first, test.values.count == 1,
          let fact = declared.firstIndex(where: { $0.id == test.fact })
        else { continue }
        counted[test] = facts.countedEntries(measured, of: fact)
      }
      return counted
    }
  }
}

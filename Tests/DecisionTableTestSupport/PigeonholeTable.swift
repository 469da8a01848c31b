package import DecisionTable
internal import Values

/// A table whose only criterion states that each of several patients has a separate bed although
/// there are fewer beds than patients. No request can meet it, but a solver takes exponentially many
/// steps to prove that, and no diagram fits.
package enum PigeonholeTable {
  package static let patients = 16
  package static let beds = (0..<patients - 1).map { "bed_\($0)" }

  /// - Parameter outcome: the outcome of the criterion.
  package static func table(_ outcome: Outcome = .medicallyNecessary) -> DecisionTable {
    let scope = UnaryTest(fact: "in_scope", values: [.boolean(true)])
    let shared = beds.map { bed in
      FactCondition.group(
        .atLeast(2),
        (0..<patients).map {
          .test(UnaryTest(fact: "patient_\($0)", values: [.word(bed)]))
        })
    }
    return DecisionTable(
      facts: [Fact(id: "in_scope", type: .boolean, question: "?")]
        + (0..<patients).map {
          Fact(id: "patient_\($0)", type: .choice(beds), question: "?")
        }, scope: .test(scope),
      statements: [
        Statement(
          outcome: outcome,
          criterion: Criterion(
            id: "alone", label: "I", text: "Every patient has a bed alone.", exceptions: shared,
            rule: .test(scope)))
      ], bindings: [])
  }
}

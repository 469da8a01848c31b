internal import DecisionTable

/// The state of a criterion or test under some facts, exact over all completions of unknown facts.
package enum CriterionState: String, Sendable, CaseIterable {
  case met
  case notMet = "not-met"
  case unknown
}

/// Finds the states of functions of a circuit under some facts: by three-valued evaluation if that is
/// conclusive, then by a diagram restricted to the facts, then by the solver.
struct CriterionStates: ~Copyable {
  private let circuit: Circuit
  private let cells: KnownCells
  private var scratch = EvaluationScratch()
  private var builder: DiagramBuilder
  private let space: FactSpace
  private var solver: SatisfiabilitySolver?

  init(_ circuit: Circuit, _ space: FactSpace, _ cells: KnownCells) {
    self.circuit = circuit
    self.space = space
    self.cells = cells
    builder = cells.with { DiagramBuilder(circuit, space, .residual, known: $0) }
  }

  mutating func state(of ref: Circuit.Ref) throws(Undecided) -> CriterionState {
    let state = cells.with { circuit.state(ref, $0, &scratch) }
    switch state {
    case .yes: return .met
    case .no: return .notMet
    case .unknown: break
    }
    if let function = try? builder.function(ref) {
      return function == Diagram.yes ? .met : function == Diagram.no ? .notMet : .unknown
    }
    let solver =
      solver
      ?? SatisfiabilitySolver(
        circuit, space, answers: [], within: .request)
    self.solver = solver
    return try cells.with { (cells) throws(Undecided) in
      if try solver.witness(ref, cells) == nil { return .notMet }
      return try solver.witness(!ref, cells) == nil ? .met : .unknown
    }
  }
}

internal import DecisionTable

/// What facts say of a criterion or a test, right for all completions of those that are unknown.
package enum CriterionState: String, Sendable, CaseIterable {
  case met
  case notMet = "not-met"
  case unknown
}

/// Settles how functions of a circuit stand under some facts: by three values where those are
/// final, by a diagram of what is left, or by a solver.
struct CriterionStates {
  private let circuit: Circuit
  private let cells: [Int32]
  private var room = EvaluationScratch()
  private var builder: DiagramBuilder
  private let space: FactSpace
  private var solver: SatisfiabilitySolver?

  init(_ circuit: Circuit, _ space: FactSpace, _ cells: [Int32]) {
    self.circuit = circuit
    self.space = space
    self.cells = cells
    builder = DiagramBuilder(circuit, space, .residual, known: cells)
  }

  mutating func state(of ref: Circuit.Ref) throws(Undecided) -> CriterionState {
    let state = cells.withUnsafeBufferPointer { circuit.state(ref, $0, &room) }
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
    return try cells.withUnsafeBufferPointer { (cells) throws(Undecided) in
      if try solver.witness(ref, cells) == nil { return .notMet }
      return try solver.witness(!ref, cells) == nil ? .met : .unknown
    }
  }
}

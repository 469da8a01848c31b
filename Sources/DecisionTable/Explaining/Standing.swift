/// What facts say of a criterion or a test, right for all completions of those that are unknown.
package enum Standing: String, Sendable, CaseIterable {
  case met
  case notMet = "not-met"
  case unknown
}

/// Settles how functions of a network stand under some facts: by three values where those are
/// final, by a diagram of what is left, or by a solver.
struct Standings {
  private let network: Network
  private let cells: [Int32]
  private var room = EvaluationRoom()
  private var builder: DiagramBuilder
  private let space: FactSpace
  private var solver: Satisfiability?

  init(_ network: Network, _ space: FactSpace, _ cells: [Int32]) {
    self.network = network
    self.space = space
    self.cells = cells
    builder = DiagramBuilder(network, space, .residual, known: cells)
  }

  mutating func standing(of ref: Network.Ref) -> Standing {
    let state = cells.withUnsafeBufferPointer { network.state(ref, $0, &room) }
    switch state {
    case .yes: return .met
    case .no: return .notMet
    case .unknown: break
    }
    if let function = try? builder.function(ref) {
      return function == Diagram.yes ? .met : function == Diagram.no ? .notMet : .unknown
    }
    let solver = solver ?? Satisfiability(network, space, answers: [])
    self.solver = solver
    return cells.withUnsafeBufferPointer { cells in
      if solver.witness(ref, cells) == nil { return .notMet }
      return solver.witness(!ref, cells) == nil ? .met : .unknown
    }
  }
}

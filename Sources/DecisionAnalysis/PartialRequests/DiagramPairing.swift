internal import DecisionTable

/// Combines two diagrams over the same variables node by node, with the apply algorithm of Bryant
/// (1986). The caller chooses the terminals of the result.
struct DiagramPairing {
  private var reduced = ReducedDiagram()
  private let one: Diagram
  private let other: Diagram
  private let mostNodes: Int
  private var known: [Pair: Diagram.Ref] = [:]

  private struct Pair: Hashable {
    let one: Diagram.Ref
    let other: Diagram.Ref
  }

  init(_ one: Diagram, _ other: Diagram, atMost mostNodes: Int) {
    (self.one, self.other, self.mostNodes) = (one, other, mostNodes)
  }

  var made: Diagram { reduced.diagram }

  /// The combination of two functions, or nil if it would have too many nodes.
  ///
  /// - Parameter terminal: combines a terminal of each diagram.
  mutating func function(
    _ mine: Diagram.Ref, _ theirs: Diagram.Ref,
    _ terminal: (Diagram.Ref, Diagram.Ref) -> Diagram.Ref
  ) -> Diagram.Ref? {
    let pair = Pair(one: mine, other: theirs)
    if let known = known[pair] { return known }
    let variable = min(DiagramPairing.variable(mine, one), DiagramPairing.variable(theirs, other))
    let result: Diagram.Ref
    if variable == .max {
      result = terminal(mine, theirs)
    } else {
      let mine = DiagramPairing.children(mine, one, variable)
      let theirs = DiagramPairing.children(theirs, other, variable)
      var children: [Diagram.Ref] = []
      for index in 0..<max(mine.count, theirs.count) {
        guard
          let child = function(
            mine[mine.count == 1 ? 0 : index], theirs[theirs.count == 1 ? 0 : index], terminal)
        else { return nil }
        children.append(child)
      }
      guard
        let node = try? reduced.node(variable, children[...], atMost: mostNodes)
      else { return nil }
      result = node
    }
    known[pair] = result
    return result
  }

  private static func variable(_ ref: Diagram.Ref, _ diagram: Diagram) -> Int32 {
    ref < 0 ? .max : diagram.variables[Int(ref)]
  }

  /// The children for a variable, or the single function itself if it does not ask the variable. A node
  /// always has at least two children.
  private static func children(_ ref: Diagram.Ref, _ diagram: Diagram, _ variable: Int32)
    -> [Diagram.Ref]
  {
    self.variable(ref, diagram) == variable ? Array(diagram.children(of: Int(ref))) : [ref]
  }
}

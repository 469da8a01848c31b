/// The decision of a table as a diagram.
package struct DecisionDiagram: Sendable {
  package let diagram: Diagram
  package let root: Diagram.Ref

  /// - Throws: if the diagram does not fit the bound.
  package init(_ circuit: Circuit, _ space: FactSpace, within bound: DiagramBound)
    throws(DiagramTooLarge)
  {
    var builder = DiagramBuilder(circuit, space, bound)
    var roots = [try builder.decision()]
    diagram = builder.diagram.keepingReachable(&roots)
    root = roots[0]
  }
}

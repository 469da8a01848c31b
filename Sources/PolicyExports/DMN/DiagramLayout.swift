internal import DMN

extension RequirementsDiagram {
  private static let box = (width: 180, height: 60)
  private static let gap = (across: 30, down: 90)
  /// How many boxes of knowledge sources fit in one row.
  private static let sourceColumns = 4

  /// From bottom to top: inputs, the decisions that classify them, and the answers. The knowledge
  /// sources are to the right, in document order.
  init(inputs: [InputData], decisions: [ModelDecision], sources: [KnowledgeSource]) {
    let answers = decisions.filter {
      ["result", "criteria", "criterion_ids", "needs"].contains($0.id)
    }
    let readings = decisions.filter { reading in !answers.contains { $0.id == reading.id } }
    let rows = [answers.map(\.id), readings.map(\.id), inputs.map(\.id)].filter { !$0.isEmpty }
    let widest = rows.map(\.count).max() ?? 0
    var shapes: [Shape] = []
    for (index, row) in rows.enumerated() {
      shapes += row.enumerated().map { Self.shape($1, column: $0, row: index) }
    }
    shapes += sources.enumerated().map { index, source in
      Self.shape(
        source.id, column: widest + 1 + index % Self.sourceColumns, row: index / Self.sourceColumns)
    }
    let byElement = Dictionary(shapes.map { ($0.element, $0) }) { first, _ in first }
    self.init(
      id: "diagram", shapes: shapes,
      edges: decisions.flatMap { decision in
        decision.requirements.compactMap { requirement in
          guard let from = byElement[requirement.target], let to = byElement[decision.id] else {
            return nil
          }
          return Self.edge(requirement, from: from, to: to)
        }
      })
  }

  private static func shape(_ element: String, column: Int, row: Int) -> Shape {
    Shape(
      element: element,
      origin: Point(
        x: gap.across + column * (box.width + gap.across),
        y: gap.across + row * (box.height + gap.down)), width: box.width, height: box.height)
  }

  /// A line from the top of the required element to the bottom of the decision, or from a knowledge
  /// source to the right side of the decision.
  private static func edge(_ requirement: Requirement, from: Shape, to: Shape) -> Edge {
    let middle = to.origin.y + to.height / 2
    let points =
      requirement.kind == .authority
      ? [
        Point(x: from.origin.x, y: from.origin.y + from.height / 2),
        Point(x: to.origin.x + to.width, y: middle),
      ]
      : [
        Point(x: from.origin.x + from.width / 2, y: from.origin.y),
        Point(x: to.origin.x + to.width / 2, y: to.origin.y + to.height),
      ]
    return Edge(requirement: requirement.id, points: points)
  }
}

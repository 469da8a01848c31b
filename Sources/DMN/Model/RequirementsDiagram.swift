/// The drawing of a model (DMN Diagram Interchange): boxes and the lines between them, in points.
package struct RequirementsDiagram: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    package let x: Int
    package let y: Int

    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// The box of an input, a decision or a knowledge source, by its id.
  package struct Shape: Hashable, Sendable {
    package let element: String
    package let origin: Point
    package let width: Int
    package let height: Int

    package init(element: String, origin: Point, width: Int, height: Int) {
      self.element = element
      self.origin = origin
      self.width = width
      self.height = height
    }
  }

  /// The line of a requirement, by its id.
  package struct Edge: Hashable, Sendable {
    package let requirement: String
    package let points: [Point]

    package init(requirement: String, points: [Point]) {
      self.requirement = requirement
      self.points = points
    }
  }

  package let id: String
  package let shapes: [Shape]
  package let edges: [Edge]

  package init(id: String, shapes: [Shape], edges: [Edge]) {
    self.id = id
    self.shapes = shapes
    self.edges = edges
  }
}

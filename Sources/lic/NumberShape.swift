internal import JSONShapes

extension JSONShape<Double> {
  /// A finite number, with the fewest digits that give it back.
  static let number = JSONShape<String>.number.of { (value: Double) in "\(value)" }
}

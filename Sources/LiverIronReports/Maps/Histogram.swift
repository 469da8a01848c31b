internal import LiverIron

/// How many voxels have which value, in equal steps of a colour scale.
struct Histogram {
  let counts: [Int]
  let scale: ColourScale
  let mean: Double
  let median: Double
  /// Of voxels beyond the end of the scale, which are in the last step.
  let beyondScale: Int

  static let steps = 48

  init(of values: [Float], _ scale: ColourScale) {
    var counts = [Int](repeating: 0, count: Self.steps)
    var sum = 0.0
    var beyond = 0
    for value in values {
      sum += Double(value)
      if Double(value) > scale.upperBound { beyond += 1 }
      counts[min(Self.steps - 1, Int(scale.fraction(Double(value)) * Double(Self.steps)))] += 1
    }
    self.counts = counts
    self.scale = scale
    beyondScale = beyond
    mean = values.isEmpty ? 0 : sum / Double(values.count)
    median = values.isEmpty ? 0 : Double(values.sorted()[values.count / 2])
  }

  /// The counts of eight wide steps, for readers who do not see the picture.
  var coarse: [(from: Double, to: Double, count: Int)] {
    let width = Self.steps / 8
    return (0..<8).map { step in
      (
        scale.upperBound * Double(step) / 8, scale.upperBound * Double(step + 1) / 8,
        counts[(step * width)..<((step + 1) * width)].reduce(0, +)
      )
    }
  }
}

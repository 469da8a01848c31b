import Testing

@testable import LiverIronReports

@Suite("Colour scales")
struct ColourScaleTests {
  @Test("grow lighter all the way, so that they read in grey")
  func lightness() {
    let lightness = (0...100).map { step in
      let colour = Colour.cubehelix(Double(step) / 100)
      return 0.30 * Double(colour.red) + 0.59 * Double(colour.green) + 0.11 * Double(colour.blue)
    }
    for (darker, lighter) in zip(lightness, lightness.dropFirst()) { #expect(darker < lighter) }
  }

  @Test(
    "end at a round number above most values",
    arguments: [(43, 50), (7, 8), (0.7, 0.8), (390, 400)] as [(Float, Double)])
  func roundEnds(highest: Float, end: Double) {
    let scale = ColourScale(for: [Float](repeating: highest, count: 200), unit: "mg/g")
    #expect(abs(scale.upperBound - end) < 1e-9)
    #expect(scale.ticks.count <= 11)
  }

  @Test(
    "of nothing, of zero and of one value are scales still", arguments: [[], [0], [3]] as [[Float]])
  func degenerate(values: [Float]) {
    let scale = ColourScale(for: values, unit: "mg/g")
    #expect(scale.upperBound > 0 && scale.upperBound.isFinite)
    #expect(Histogram(of: values, scale).counts.reduce(0, +) == values.count)
  }
}

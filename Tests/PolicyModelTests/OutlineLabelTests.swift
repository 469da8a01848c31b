import PolicyModel
import Testing

@Suite struct OutlineLabelTests {
  @Test(arguments: [
    (0, 0, "I"), (3, 0, "IV"), (8, 0, "IX"), (0, 1, "A"), (25, 1, "Z"), (26, 1, "AA"),
    (5, 2, "6"), (2, 3, "c"), (3, 4, "iv"), (1, 5, "B"),
  ])
  func labelsLikeAnOutline(_ index: Int, _ depth: Int, _ label: String) {
    #expect(OutlineLabel.text(index: index, depth: depth) == label)
  }
}

import MessageText
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("requires", "require"), ("wehn", "when"), ("any-of", "any_of"), ("conditons", "conditions"),
  ])
  func suggestsTheNearestName(_ written: String, _ meant: String) {
    #expect(nearestName(to: written, among: ["require", "when", "any_of", "conditions"]) == meant)
  }

  /// Names that differ in a digit or a one-letter word are different names, and if two known names
  /// are equally near, neither is suggested.
  @Test(arguments: [
    ("hepatitis_d", ["hepatitis_c", "anemia"]), ("stage_3", ["stage_2", "stage_1"]),
    ("wood2016", ["wood2015"]), ("vitamin_b12", ["vitamin_b1"]),
    ("hypethyroidism", ["hypothyroidism", "hyperthyroidism"]),
  ])
  func doesNotSuggestADifferentName(_ written: String, _ known: [String]) {
    #expect(nearestName(to: written, among: known) == nil)
  }

  @Test func suggestsAllEquallyNearNames() {
    let known = ["hypothyroidism", "hyperthyroidism", "anemia"]
    #expect(
      suggestion(for: "hypethyroidism", among: known)
        == "write one of `hypothyroidism`, `hyperthyroidism`")
  }

  @Test func suggestsNothingIfNoNameIsNear() {
    #expect(nearestName(to: "zebra", among: ["require", "when"]) == nil)
    #expect(nearestName(to: "", among: ["require"]) == nil)
  }
}

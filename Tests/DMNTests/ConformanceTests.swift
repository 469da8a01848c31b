import TestSupport
import Testing

/// The public compatibility kit of DMN, if it is available.
@Suite struct ConformanceTests {
  @Test func answersEveryTableOfLevel2() {
    let cases = ConformanceCase.all(inLevel: "level-2")
    guard !cases.isEmpty else {
      print("DMN TCK: skipped, ../shared/schemas/dmn-tck does not exist")
      return
    }
    let failures = cases.compactMap { one in one.outcome().map { "\(one.name): \($0)" } }
    print("DMN TCK, level 2, decision tables: \(cases.count - failures.count) of \(cases.count)")
    #expect(failures == [])
  }

  /// Level 3 covers all of FEEL, but the evaluator supports only tables and simple expressions.
  /// Unsupported logic must be an error and never a wrong answer.
  @Test func answersNothingOfLevel3Wrongly() {
    let cases = ConformanceCase.all(inLevel: "level-3")
    guard !cases.isEmpty else {
      print("DMN TCK, level 3: skipped, ../shared/schemas/dmn-tck does not exist")
      return
    }
    let failures = cases.compactMap { one in one.outcome().map { "\(one.name): \($0)" } }
    print("DMN TCK, level 3: \(cases.count - failures.count) of \(cases.count)")
    let wrong = failures.filter { $0.contains(": answers ") }
    #expect(wrong == [])
    for failure in failures { print("  \(failure)") }
  }
}

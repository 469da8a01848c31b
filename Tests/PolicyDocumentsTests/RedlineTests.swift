import TestSupport
import Testing

@testable import PolicyDocuments

@Suite struct RedlineTests {
  @Test func showsWordsThatCameAndWent() {
    let difference = WordDifference(
      from: "Hepatitis B or C, chronic", to: "Hepatitis B, C or D, chronic")
    #expect(
      difference.runs.map(\.text) == ["Hepatitis", "B", "B, C", "or", "C,", "D,", "chronic"])
  }

  /// Without what was added it is the old text, without what was removed the new one.
  @Test func holdsBothTexts() {
    forAll { random in
      func text() -> [String] {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          ["iron", "liver", "or", "and"].randomElement(using: &random)!
        }
      }
      let (old, new) = (text().joined(separator: " "), text().joined(separator: " "))
      let runs = WordDifference(from: old, to: new).runs
      func without(_ kind: WordDifference.Kind) -> String {
        runs.filter { $0.kind != kind }.map(\.text).joined(separator: " ")
      }
      return without(.added) == old && without(.removed) == new
        && zip(runs, runs.dropFirst()).allSatisfy { $0.kind != $1.kind }
    }
  }

  @Test func foldsWhatIsUnchanged() {
    let text = TextDifference(from: ["a", "b", "c"], to: ["a", "x", "c", "d"])
    let kinds = text.pieces.map { piece in
      switch piece {
      case .same: "same"
      case .removed: "removed"
      case .added: "added"
      case .changed: "changed"
      }
    }
    #expect(kinds == ["same", "changed", "same", "added"])
  }
}

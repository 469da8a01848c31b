import Diagnostics
import PolicyEditing
import PolicySources
import TestSupport
import Testing

private let revision = """
  policy: X.2
  revision: 1/24
  title: A
  facts:
    hemoglobin:
      type: records
      each:
        value: {type: number, unit: g/dL, ask: What was the value?}
        method: {type: choice, of: [venous, capillary], ask: How was it taken?}
      ask: Which values are known?
  scope: {hemoglobin: {latest: {value: {under: 10}}, within: 7 days}}
  statements: [{id: a, outcome: medically_necessary, text: A, when: {hemoglobin: {within: 1 year}}}]

  """

@Suite struct RecordCompletionTests {
  @Test(arguments: [
    ("scope: {hemoglobin: {«»}}", ["latest", "first", "count", "different", "where", "within"]),
    ("scope: {hemoglobin: {latest: {«»}}}", ["value", "method", "ago"]),
    ("scope: {hemoglobin: {latest: {method: «»}}}", ["venous", "capillary"]),
    ("scope: {hemoglobin: {different: {«»}}}", ["date", "method"]),
    ("scope: {hemoglobin: {count: 2, calendar_year: «»}}", ["this", "last"]),
  ])
  func offersWhatIsAllowed(_ line: String, _ expected: [String]) throws {
    let files = SourceTree.read(
      [SourceText(path: "policy/X.2/2024-01.yaml", bytes: Array(revision.utf8))], in: "policy"
    ).tree.files
    let text = revision.replacing(/scope: .*/, with: line)
    let cursor = try #require(text.firstRange(of: "«»"))
    let context = try #require(
      CompletionContext(
        SourceText(
          path: "policy/X.2/2024-01.yaml", bytes: Array(text.replacing("«»", with: "").utf8)),
        at: text[..<cursor.lowerBound].utf8.count, path: ["X.2", "2024-01.yaml"],
        SourceVocabulary(of: "X.2", in: files)))
    let offered = context.completions.map(\.name)
    for name in expected { #expect(offered.contains(name), "\(offered)") }
  }
}

import Diagnostics
import PolicyEditing
import PolicySources
import PolicySyntax
import TestSupport
import Testing

private let base = Fixture.readBase(
  folder(of: #filePath, levels: 2) + "/PolicyChecksTests/Fixtures/Base")
private let texts = base.map { SourceText(path: "policy/\($0.path)", bytes: $0.bytes) }
private let tree = SourceTree.read(texts, in: "policy").tree
private let draft = "X.1/2024-06.yaml"

@Suite struct CompletionTests {
  /// The completions at «» in a line that replaces a line of the draft.
  @Test(arguments: [
    ("    require: [{«»", ["procedure", "purpose", "suspected", "conditions", "any_of"]),
    ("    require: [{purpose: «»", ["liver_iron", "other"]),
    ("    require: [{conditions: [anemia, hep«»", ["anemia", "hepatitis_b", "hepatitis_c"]),
    ("    require: [{suspected: «»}]", ["true", "false"]),
    ("    «»", ["require", "unless", "when", "none_of"]),
    ("    unl«»", ["unless"]),
    ("    text: See [@wo«»", ["wood2015", "hernando2014"]),
  ])
  func offersWhatTheSchemaAllows(_ line: String, _ expected: [String]) throws {
    let written = "    require: [{purpose: liver_iron}, {suspected: true}]"
    let text = String(decoding: try #require(base.first { $0.path == draft }).bytes, as: UTF8.self)
      .replacing(written, with: line)
    let cursor = try #require(text.firstRange(of: "«»"))
    let offset = text[..<cursor.lowerBound].utf8.count
    let source = SourceText(
      path: "policy/\(draft)", bytes: Array(text.replacing("«»", with: "").utf8))
    let context = try #require(
      CompletionContext(
        source, at: offset, path: ["X.1", "2024-06.yaml"],
        SourceVocabulary(of: "X.1", in: tree.files)))
    let offered = context.completions.map(\.name)
    for name in expected { #expect(offered.contains(name), "\(offered)") }
  }
}

@Suite struct RenameTests {
  private func name(_ kind: SourceName.Kind, _ name: String, in path: String) throws -> SourceName {
    let file = try #require(tree.files.first { $0.path == "policy/\(path)" })
    return try #require(file.names.first { $0.kind == kind && $0.name == name })
  }

  @Test func changesEveryOccurrence() throws {
    let term = try name(.term, "hepatitis_c", in: draft)
    let rename = try Rename(term, to: "hepatitis_c_virus", in: tree.files)
    let (changed, _) = [
      Diagnostic(
        .unknownKey, "", at: term.span, fix: Fix("rename it", rename.edits, isSafe: true))
    ].applyingSafeFixes(to: texts)
    let renamed = SourceTree.read(
      texts.map { text in changed.first { $0.path == text.path } ?? text }, in: "policy")
    #expect(renamed.findings.isEmpty)
    #expect(rename.edits.count == 3, "\(rename.edits)")
  }

  @Test(arguments: [
    ("hepatitis_b", "in a sealed revision"), ("anemia", "in a sealed revision and a draft"),
  ])
  func keepsTheNamesOfSealedRevisions(_ term: String, _ why: String) throws {
    let term = try name(.term, term, in: "terminology/conditions.yaml")
    #expect(throws: Rename.Refusal.self) { try Rename(term, to: "other_name", in: tree.files) }
  }

  @Test(arguments: ["Upper", "anemia", "any of", ""])
  func refusesInvalidAndExistingNames(_ new: String) throws {
    let term = try name(.term, "hepatitis_c", in: draft)
    #expect(throws: Rename.Refusal.self) { try Rename(term, to: new, in: tree.files) }
  }
}

@Suite struct OutlineTests {
  @Test func showsElementsUnderTheirNames() throws {
    let text = try #require(texts.first { $0.path == "policy/\(draft)" })
    let items = OutlineItem.items(of: try #require(Document.read(text).document))
    let statements = try #require(items.first { $0.name == "statements" })
    #expect(statements.members.map(\.name) == ["liver_iron"])
    let group = try #require(statements.members[0].members.first { $0.name == "any_of" })
    #expect(group.members.map(\.name) == ["anemia", "hepatitis"])
    #expect(group.members.map(\.detail) == ["Anemia", "Hepatitis B or C"])
  }
}

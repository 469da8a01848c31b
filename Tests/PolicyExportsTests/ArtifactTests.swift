import DecisionAnalysis
import DecisionTable
import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyExports
import PolicyModel
import PolicySources
import TestSupport
import Testing

@Suite struct ArtifactTests {
  private static let checked: CheckedPolicy = {
    let base = Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    let texts = base.map {
      SourceText(path: "policy/\($0.path)", bytes: $0.bytes)
    }
    return Compilation(texts, in: "policy").policies[0]
  }()

  private let provenance = Provenance(compiler: "policyc", sourceDigest: "0")

  /// *reading the written table gives the table that was written*.
  @Test func theTableIsReadBackAsItIs() throws {
    let revision = Self.checked.policy.revisions[1]
    let artifact = Artifact.decisionTable(
      of: RevisionExport(revision, of: Self.checked, provenance))
    #expect(artifact.path == "X.1/2024-06/decision-table.json")
    let compiled = try CompiledTable(json: artifact.bytes)
    #expect(compiled.policy == "X.1")
    #expect(compiled.revision == "2024-06")
    #expect(compiled.table.canonicalDecision == revision.table.canonicalDecision)
    #expect(compiled.table.version == .two)
  }

  @Test func theTableOfVersion1IsReadBackAsVersion1() throws {
    let revision = Self.checked.policy.revisions[1]
    let artifact = Artifact.decisionTable(
      of: RevisionExport(revision, of: Self.checked, provenance), .one)
    #expect(artifact.path == "X.1/2024-06/decision-table.v1.json")
    let compiled = try CompiledTable(json: artifact.bytes)
    #expect(compiled.table.version == .one)
    #expect(compiled.table.json == revision.table.json)
  }

  @Test func theHistoryIsReadBackAsItIs() throws {
    let artifact = Artifact.policyIndex(of: Self.checked, provenance, using: [])
    let history = try RevisionHistory(policyJSON: artifact.bytes)
    #expect(history.entries.map(\.id) == ["2024-01", "2024-06"])
    #expect(history.entries.map(\.status) == [.released, .draft])
  }

  @Test func theManifestNamesEachFileWithItsDigest() {
    let manifest = Artifact.manifest(
      of: [Artifact(path: "b", text: "abc"), Artifact(path: "a", text: "")], compiler: "policyc")
    let text = String(decoding: manifest.bytes, as: UTF8.self)
    // SHA-256 of "abc", FIPS 180-4.
    #expect(
      text.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(text.firstRange(of: "\"a\"")!.lowerBound < text.firstRange(of: "\"b\"")!.lowerBound)
  }

  @Test(arguments: [
    ("\"version\": 2", "\"version\": 3"), ("\"any_of\"", "\"all_of\": [], \"any_of\""),
    ("\"fact\": \"suspected\"", "\"fact\": \"suspectd\""), ("\"anemia\"]", "\"anaemia\"]"),
    ("\"type\": \"boolean\"", "\"type\": \"bool\""), ("\"in\": [\"CPT:76498\"]", "\"in\": []"),
    ("\"decides\": true", "\"decides\": \"true\""),
  ])
  func aDamagedTableIsRefused(_ original: String, _ changed: String) throws {
    let artifact = Artifact.decisionTable(
      of: RevisionExport(Self.checked.policy.revisions[1], of: Self.checked, provenance))
    let text = String(decoding: artifact.bytes, as: UTF8.self)
    let damaged = text.replacing(original, with: changed, maxReplacements: 1)
    try #require(damaged != text)
    #expect(throws: TableError.self) { try CompiledTable(json: Array(damaged.utf8)) }
  }
}

import Diagnostics
import PolicySources
import TestSupport
import Testing

@Suite struct SealInsertionTests {
  private func sealed(_ entry: String) throws -> String {
    let log = """
      policy: X.1
      publisher: A payer
      original: The payer publishes it.
      revisions:
      \(entry)
      log:
        - {revision: 1/24, changes: [The policy is new.]}
      """
    let base = Fixture.readBase(packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base")
    let texts = base.filter { $0.path != "X.1/2024-06.yaml" }.map { path, bytes in
      SourceText(
        path: "policy/\(path)", bytes: path == "X.1/revisions.yaml" ? Array(log.utf8) : bytes)
    }
    let (tree, findings) = SourceTree.read(texts, in: "policy")
    #expect(findings.isEmpty)
    let source = try #require(tree.policies.first)
    let text = try #require(tree.text(at: source.logPath))
    let bytes = source.log.entries[0].sealed(with: [(part: "version", digest: "1")], in: text)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func putsTheSealAfterAnEntryOnSeveralLines() throws {
    let text = try sealed("  - revision: 1/24 # the first\n    status: draft # for now\n")
    #expect(
      text.contains(
        "  - revision: 1/24 # the first\n    status: released # for now\n    seal:\n      version: 1\n"
      ))
  }

  @Test func putsTheSealIntoAnEntryOnOneLine() throws {
    let text = try sealed("  - {revision: 1/24, status: draft}")
    #expect(text.contains("  - {revision: 1/24, status: released, seal: {version: 1}}\n"))
  }
}

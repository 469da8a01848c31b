import Diagnostics
import JSONText
import PolicyChecks
import PolicyCompilation
import PolicyModel
import PolicySources
import TestSupport
import Testing

private let page = packageFolder + "/docs/keys.md"
private let examples = packageFolder + "/docs/example"

/// `docs/keys.md` lists every key of every source, from the tables that read them, with an example.
@Suite struct KeyReferenceTests {
  @Test func listsEveryKey() throws {
    let references = KeyReference.sources.map { KeyReference($0) }
    let text = references.map(\.text).joined(separator: "\n")
    expectGolden(KeyReference.introduction + text, page)
  }

  /// The compiler accepts the examples, without a warning.
  @Test func examplesBuild() {
    let texts = Fixture.readBase(examples).map { path, bytes in
      SourceText(path: "policy/\(path)", bytes: bytes)
    }
    let compilation = Compilation(texts, in: "policy")
    #expect(TextReport(sources: texts).text(compilation.findings) == "")
    #expect(compilation.policies.map(\.policy.id) == ["EX.2"])
  }

  /// Every key is in an example, except those that `policyc release` writes.
  @Test func examplesHaveEveryKey() {
    let written = Fixture.readBase(examples).map { String(decoding: $0.bytes, as: UTF8.self) }
      .joined(separator: "\n")
    let released: Set = ["seal", "approvals", "role", "person", "digest"]
    for schema in KeyReference.sources {
      for key in KeyReference(schema).tables.flatMap(\.keys).map(\.name)
      where !released.contains(key) {
        let isWritten = ["\n", " ", "{"].contains { written.contains("\($0)\(key):") }
        #expect(isWritten, "\(schema.rawValue): \(key)")
      }
    }
  }
}

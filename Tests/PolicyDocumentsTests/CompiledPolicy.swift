import Diagnostics
import PolicyChecks
import PolicyCompilation
import PolicyModel
import TestSupport
import Testing

@testable import PolicyDocuments

/// The base policy of the checks, compiled after an edit.
struct CompiledPolicy {
  let compilation: Compilation
  let checked: CheckedPolicy

  static let provenance = Provenance(compiler: "policyc", sourceDigest: "0")

  /// - Parameter edit: changes the text of the later revision, of the revision log and of the
  ///   terminology.
  init(_ edit: (String) -> String = { $0 }) throws {
    let open = ["X.1/2024-06.yaml", "X.1/revisions.yaml", "terminology/conditions.yaml"]
    let folder = packageFolder + "/Tests/PolicyChecksTests/Fixtures/Base"
    let texts = Fixture.readBase(folder)
      .filter { $0.path != "X.1/cases.yaml" }
      .map { path, bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        return SourceText(
          path: "policy/\(path)", bytes: open.contains(path) ? Array(edit(text).utf8) : bytes)
      }
    compilation = Compilation(texts, in: "policy")
    let report = TextReport(sources: texts).text(
      compilation.findings.filter { $0.kind.severity == .error })
    try #require(report.isEmpty)
    checked = try #require(compilation.policies.first)
  }

  /// The later revision.
  var revision: Revision { checked.policy.revisions[1] }

  /// The documents of the later revision.
  func documents() throws -> (html: String, markdown: String) {
    let artifacts = try Artifact.provenDocuments(
      of: revision, in: checked, CompiledPolicy.provenance)
    return (
      String(decoding: artifacts[0].bytes, as: UTF8.self),
      String(decoding: artifacts[1].bytes, as: UTF8.self)
    )
  }
}

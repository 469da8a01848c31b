internal import DecisionTable
internal import Diagnostics
internal import Digests
internal import PolicyChecks
internal import PolicyDocuments
internal import PolicyExports
internal import PolicyModel
internal import PolicySources

/// The whole way: bytes, documents, sources, checked policies, artefacts.
struct Compilation {
  let sources: [SourceText]
  let policies: [Policy]
  let findings: [Diagnostic]

  /// bytes ─▶ SourceTree ─▶ CheckedPolicy
  init(_ sources: [SourceText]) {
    self.sources = sources
    let (tree, readingFindings) = SourceTree.read(sources)
    let (checked, checkFindings) = CheckedPolicy.check(tree)
    policies = checked.map(\.policy)
    findings = (readingFindings + checkFindings).sortedByPlace
  }

  /// CheckedPolicy ─▶ documents, tables, schemas; each document is proven against its table.
  func artifacts() throws(DisagreementError) -> [Artifact] {
    var artifacts: [Artifact] = []
    for policy in policies {
      let provenance = Provenance(
        compiler: Policyc.name, sourceDigest: Compilation.digest(of: policy.id, in: sources))
      for revision in policy.revisions {
        artifacts += try Artifact.provenDocuments(of: revision, in: policy, provenance)
        artifacts.append(.decisionTable(of: revision, in: policy, provenance))
      }
      artifacts.append(.policyIndex(of: policy, provenance))
      artifacts += SourceSchema.allCases.filter(\.belongsToPolicy).map {
        Artifact(path: "\(policy.id)/schemas/\($0.fileName)", text: $0.text)
      }
    }
    artifacts += SourceSchema.allCases.filter { !$0.belongsToPolicy }.map {
      Artifact(path: "schemas/\($0.fileName)", text: $0.text)
    }
    artifacts += ArtifactSchema.allCases.map(\.artifact)
    artifacts.append(.indexPage(of: policies, compiler: Policyc.name))
    artifacts.append(.manifest(of: artifacts, compiler: Policyc.name))
    return artifacts
  }

  /// SHA-256 over the sources of a policy and those that policies share: names and bytes.
  static func digest(of policy: String, in sources: [SourceText]) -> String {
    var lines: [String] = []
    for source in sources {
      let name = source.path.split(separator: "/").suffix(2).joined(separator: "/")
      guard name.hasPrefix("\(policy)/") || name.hasPrefix("terminology/") else { continue }
      lines.append("\(name) \(Digest(of: source.bytes))")
    }
    return Digest(of: lines.sorted().joined(separator: "\n")).hexadecimal
  }
}

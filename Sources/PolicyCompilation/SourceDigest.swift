internal import DecisionTable
package import Diagnostics
internal import Digests
package import PolicyModel
internal import PolicyReview
package import PolicySources

extension Compilation {
  /// An artefact that covers all revisions names all sources of the policy.
  package func provenance(of policy: Policy) -> Provenance {
    Provenance(
      compiler: Compiler.name, sourceDigest: Compilation.digest(of: policy.id, in: sources))
  }

  /// An artefact of one revision names what the revision states and uses, so that later revisions, comments and corrected
  /// terms leave it unchanged.
  package func provenance(of revision: Revision, in policy: Policy) -> Provenance {
    Provenance(
      compiler: Compiler.name, sourceDigest: Seal.sourceDigest(of: revision, in: policy))
  }

  /// SHA-256 over the names and bytes of a policy's own sources.
  ///
  /// Worked cases are left out, because no artefact depends on them. Line breaks count as one byte, so that every checkout
  /// of a policy has the same digest.
  package static func digest(of policy: String, in sources: [SourceText]) -> String {
    var lines: [String] = []
    for source in sources {
      let name = source.path.split(separator: "/").suffix(2).joined(separator: "/")
      guard name.hasPrefix("\(policy)/"), name != "\(policy)/cases.yaml" else { continue }
      lines.append("\(name) \(Digest(of: source.withUnixLineBreaks.bytes))")
    }
    return Digest(of: lines.sorted().joined(separator: "\n")).hexadecimal
  }

  /// The terminologies that a policy uses as they are now, each with the digest of its terms and codes. Released revisions
  /// have their own.
  package func sharedTerms(of policy: Policy) -> [SharedTerms] {
    let source = tree.policies.first { $0.id == policy.id }
    return (source?.sharedTerminologies ?? []).compactMap { name in
      SharedTerms(name, in: tree)
    }
  }
}

extension SharedTerms {
  /// Nil if there is no such terminology.
  package init?(_ terminology: String, in tree: SourceTree) {
    guard let source = tree.terminology(terminology) else { return nil }
    self.init(
      terminology: terminology,
      digest: Seal.digest(
        ofTerms: source.terms.map { ($0.id.value, $0.label) },
        tree.crosswalks.filter { $0.terminology.value == terminology }.map {
          Crosswalk(resolving: $0)
        }))
  }
}

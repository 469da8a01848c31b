internal import DecisionTable
package import Diagnostics
internal import Digests
package import PolicyModel

extension Compilation {
  /// An artefact that covers all revisions names all sources of the policy.
  package func provenance(of policy: Policy) -> Provenance {
    Provenance(
      compiler: Compiler.name, sourceDigest: Compilation.digest(of: policy.id, in: sources))
  }

  /// An artefact of one revision names the sources of that revision only, so that a later revision leaves it unchanged.
  package func provenance(of revision: Revision, in policy: Policy) -> Provenance {
    let others = policy.revisions.map(\.id).filter { $0 != revision.id } + ["revisions"]
    let own = sources.filter { source in
      !others.contains { source.path.hasSuffix("/\(policy.id)/\($0).yaml") }
    }
    return Provenance(
      compiler: Compiler.name, sourceDigest: Compilation.digest(of: policy.id, in: own))
  }

  /// SHA-256 over the names and bytes of a policy's sources and of those that policies share.
  ///
  /// Worked cases are left out, because no artefact depends on them. Line breaks count as one byte, so that every checkout
  /// of a policy has the same digest.
  package static func digest(of policy: String, in sources: [SourceText]) -> String {
    var lines: [String] = []
    for source in sources {
      let name = source.path.split(separator: "/").suffix(2).joined(separator: "/")
      guard name.hasPrefix("\(policy)/") || name.hasPrefix("terminology/"),
        name != "\(policy)/cases.yaml"
      else { continue }
      lines.append("\(name) \(Digest(of: source.withUnixLineBreaks.bytes))")
    }
    return Digest(of: lines.sorted().joined(separator: "\n")).hexadecimal
  }
}

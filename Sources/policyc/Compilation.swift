internal import DecisionTable
internal import Diagnostics
internal import Digests
internal import LiverIron
internal import PolicyChecks
internal import PolicyDocuments
internal import PolicyExports
internal import PolicyModel
internal import PolicySources

extension KnownCalibration {
  /// What the liver iron module carries, as plain data: it knows no policy, and the checks know no
  /// curve.
  static let bundled: [KnownCalibration] =
    CalibrationBundle.bundled.calibrations.map {
      KnownCalibration(id: $0.id, standing: .bundled(number: $0.number, digest: $0.digest))
    }
    + CalibrationBundle.bundled.refused.map {
      KnownCalibration(id: $0.id, standing: .refused(reason: $0.reason))
    }
}

/// The whole way: bytes, documents, sources, checked policies, artefacts.
struct Compilation {
  let sources: [SourceText]
  let tree: SourceTree
  let policies: [CheckedPolicy]
  let findings: [Diagnostic]

  /// bytes ─▶ SourceTree ─▶ CheckedPolicy
  init(_ folder: SourceFolder) { self.init(folder.texts, in: folder.path) }

  init(_ texts: [SourceText], in folder: String) {
    sources = texts
    let readingFindings: [Diagnostic]
    (tree, readingFindings) = SourceTree.read(texts, in: folder)
    let (checked, checkFindings) = CheckedPolicy.check(
      tree, calibrations: KnownCalibration.bundled)
    policies = checked
    findings = (readingFindings + checkFindings).sortedByPlace
  }

  /// CheckedPolicy ─▶ documents, tables, exports, schemas; each document is proven against its
  /// table. Revisions are made on all threads of the machine, and stand in their order.
  ///
  /// - Parameter kept: what stays of policies that cannot be compiled now.
  /// - Returns: the artefacts, and warnings that name those exports that cannot be made.
  func artifacts(keeping kept: [KeptPolicy] = []) throws(DisagreementError)
    -> (artifacts: [Artifact], leftOut: [Diagnostic])
  {
    let revisions = policies.flatMap { checked in checked.policy.revisions.map { ($0, checked) } }
    var made = Threads.map(revisions) { revision, checked in
      Result { () throws(DisagreementError) in try self.made(of: revision, in: checked) }
    }[...]
    var artifacts: [Artifact] = []
    var leftOut: [Diagnostic] = []
    for checked in policies {
      let policy = checked.policy
      for _ in policy.revisions {
        let own = try made.removeFirst().get()
        artifacts += own.artifacts
        leftOut += own.leftOut
      }
      let whole = provenance(of: policy)
      artifacts += Artifact.redlines(of: checked, whole)
      artifacts.append(.policyIndex(of: checked, whole))
      let vocabulary = SourceVocabulary(of: policy.id, in: tree.files)
      artifacts += SourceSchema.allCases.filter(\.belongsToPolicy).map {
        Artifact(path: $0.path(for: policy.id), text: $0.text(for: vocabulary))
      }
    }
    artifacts += SourceSchema.allCases.filter { !$0.belongsToPolicy }.map {
      Artifact(path: "schemas/\($0.fileName)", text: $0.text())
    }
    artifacts += ArtifactSchema.allCases.map(\.artifact)
    artifacts += kept.flatMap(\.artifacts)
    let entries = policies.map { IndexEntry($0) } + kept.map(\.entry)
    artifacts.append(.indexPage(of: entries, compiler: Policyc.name))
    artifacts.append(.manifest(of: artifacts, compiler: Policyc.name))
    return (artifacts, leftOut.sortedByPlace)
  }

  private func made(of revision: Revision, in checked: CheckedPolicy) throws(DisagreementError)
    -> (artifacts: [Artifact], leftOut: [Diagnostic])
  {
    let provenance = provenance(of: revision, in: checked.policy)
    var artifacts = try Artifact.provenDocuments(of: revision, in: checked, provenance)
    var leftOut: [Diagnostic] = []
    let exported = RevisionExport(revision, of: checked, provenance)
    for export in Export.all {
      do throws(ExportRefusal) {
        artifacts += try export.artifacts(of: exported)
      } catch {
        leftOut.append(exported.finding(error, leavingOut: export.name, .warning))
      }
    }
    if let pin = Artifact.measurementPin(of: revision, in: checked, provenance) {
      artifacts.append(pin)
    }
    return (artifacts, leftOut)
  }

  /// The names of the folders of policies, whether they can be compiled or not.
  var folders: [String] {
    let folders = sources.compactMap { source in
      source.path.split(separator: "/").dropLast().last.map(String.init)
    }
    return Set(folders).subtracting(["terminology"]).sorted()
  }

  /// An artefact of all revisions names all sources of the policy.
  func provenance(of policy: Policy) -> Provenance {
    Provenance(
      compiler: Policyc.name, sourceDigest: Compilation.digest(of: policy.id, in: sources))
  }

  /// An artefact of a revision names the sources of that revision, so that a later one leaves it
  /// as it is.
  func provenance(of revision: Revision, in policy: Policy) -> Provenance {
    let others = policy.revisions.map(\.id).filter { $0 != revision.id } + ["revisions"]
    let own = sources.filter { source in
      !others.contains { source.path.hasSuffix("/\(policy.id)/\($0).yaml") }
    }
    return Provenance(
      compiler: Policyc.name, sourceDigest: Compilation.digest(of: policy.id, in: own))
  }

  /// SHA-256 over the sources of a policy and those that policies share: names and bytes. Worked
  /// cases are left out: nothing that is built is made of them.
  static func digest(of policy: String, in sources: [SourceText]) -> String {
    var lines: [String] = []
    for source in sources {
      let name = source.path.split(separator: "/").suffix(2).joined(separator: "/")
      guard name.hasPrefix("\(policy)/") || name.hasPrefix("terminology/"),
        name != "\(policy)/cases.yaml"
      else { continue }
      lines.append("\(name) \(Digest(of: source.bytes))")
    }
    return Digest(of: lines.sorted().joined(separator: "\n")).hexadecimal
  }
}

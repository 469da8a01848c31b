package import Diagnostics
internal import JSONShapes
internal import Parallel
package import PolicyChecks
package import PolicyDocuments
internal import PolicyExports
package import PolicyModel
package import PolicySources

/// The whole pipeline: bytes become sources, sources become checked policies, and checked policies become artefacts.
///
/// It reads and writes no files, so commands, the language server and tests all compile the same way.
package struct Compilation: Sendable {
  /// The sources with line breaks of one byte, in which every finding has its span.
  package let sources: [SourceText]
  package let tree: SourceTree
  /// The policies that have no error.
  package let policies: [CheckedPolicy]
  package let findings: [Diagnostic]

  /// bytes ─▶ SourceTree ─▶ CheckedPolicy
  ///
  /// - Parameters:
  ///   - folder: the path of the folder of sources, with which the path of each text begins.
  ///   - calibrations: those that a measurement can pin.
  package init(
    _ texts: [SourceText], in folder: String,
    calibrations: [KnownCalibration] = KnownCalibration.bundled
  ) {
    sources = texts.map(\.withUnixLineBreaks)
    let readingFindings: [Diagnostic]
    (tree, readingFindings) = SourceTree.read(sources, in: folder)
    let checkFindings: [Diagnostic]
    (policies, checkFindings) = CheckedPolicy.check(tree, calibrations: calibrations)
    findings = (readingFindings + checkFindings).sortedByLocation
  }

  /// CheckedPolicy ─▶ documents, tables, exports, schemas.
  ///
  /// Each document is proven against its table. Revisions are compiled in parallel; their artefacts keep their order.
  ///
  /// - Parameter kept: what an earlier build made of policies that have errors now.
  /// - Returns: the artefacts, and a warning for each export that cannot be made.
  package func artifacts(keeping kept: [KeptPolicy] = []) throws(DisagreementError)
    -> (artifacts: [Artifact], leftOut: [Diagnostic])
  {
    let revisions = policies.flatMap { checked in checked.policy.revisions.map { ($0, checked) } }
    var compiled = Threads.map(revisions) { revision, checked in
      Result { () throws(DisagreementError) in try self.artifacts(of: revision, in: checked) }
    }[...]
    var artifacts: [Artifact] = []
    var leftOut: [Diagnostic] = []
    for checked in policies {
      for _ in checked.policy.revisions {
        let revision = try compiled.removeFirst().get()
        artifacts += revision.artifacts
        leftOut += revision.leftOut
      }
      artifacts += self.artifacts(ofWhole: checked)
    }
    artifacts += SourceSchema.allCases.filter { !$0.belongsToPolicy }.map {
      Artifact(path: "schemas/\($0.fileName)", text: $0.text())
    }
    artifacts += PublishedSchema.all.map {
      Artifact(path: "schemas/\($0.name).schema.json", text: $0.text)
    }
    artifacts += kept.flatMap(\.artifacts)
    let entries = policies.map { IndexEntry($0) } + kept.map(\.entry)
    artifacts.append(.indexPage(of: entries, compiler: Compiler.name))
    artifacts.append(.manifest(of: artifacts, compiler: Compiler.name))
    return (artifacts, leftOut.sortedByLocation)
  }

  /// The documents of a revision and its exports.
  private func artifacts(of revision: Revision, in checked: CheckedPolicy)
    throws(DisagreementError) -> (artifacts: [Artifact], leftOut: [Diagnostic])
  {
    let provenance = provenance(of: revision, in: checked.policy)
    let checked = checked.presented(by: revision)
    var artifacts = try Artifact.provenDocuments(of: revision, in: checked, provenance)
    var leftOut: [Diagnostic] = []
    var refusals: [(refusal: ExportRefusal, name: String)] = []
    let exported = RevisionExport(revision, of: checked, provenance)
    for export in Export.all {
      let acceptance = checked.acceptance(ofLeavingOut: export.name, in: revision)
      do throws(ExportRefusal) {
        artifacts += try export.artifacts(of: exported)
        if let acceptance {
          leftOut.append(checked.needlessAcceptance(ofLeavingOut: export.name, at: acceptance))
        }
      } catch {
        if acceptance == nil { refusals.append((error, export.name)) }
      }
    }
    leftOut += exported.findings(refusals, .warning)
    if let pin = Artifact.measurementPin(of: revision, in: checked, provenance) {
      artifacts.append(pin)
    }
    return (artifacts, leftOut)
  }

  /// What is made of all revisions of a policy: redlines, the index of revisions, schemas for its author's editor.
  private func artifacts(ofWhole checked: CheckedPolicy) -> [Artifact] {
    let provenance = provenance(of: checked.policy)
    let vocabulary = SourceVocabulary(of: checked.policy.id, in: tree.files)
    return Artifact.redlines(of: checked, provenance)
      + [.policyIndex(of: checked, provenance, using: sharedTerms(of: checked.policy))]
      + SourceSchema.allCases.filter(\.belongsToPolicy).map {
        Artifact(path: $0.path(for: checked.policy.id), text: $0.text(for: vocabulary))
      }
  }

  /// The names of the folders of policies, whether they compile or not.
  package var folders: [String] {
    let folders = sources.compactMap { source in
      source.path.split(separator: "/").dropLast().last.map(String.init)
    }
    return Set(folders).subtracting(["terminology"]).sorted()
  }
}

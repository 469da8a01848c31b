internal import DecisionTable
internal import JSONText
package import PolicyChecks
package import PolicyModel
internal import Values

extension Export {
  /// `decision-table.json`: the table itself, for programs that execute it.
  package static let decisionTable = Export(.json, "decision-table.json") { exported in
    [.decisionTable(of: exported)]
  }
}

extension Artifact {
  /// `decision-table.json` of a revision.
  package static func decisionTable(of exported: RevisionExport) -> Artifact {
    let (policy, revision) = (exported.policy, exported.revision)
    let json: JSON = .object([
      "format": .string(DecisionTable.formatName),
      "version": .number(String(DecisionTable.formatVersion)),
      "policy": .string(policy.id), "revision": .string(revision.id),
      "printed": .string(revision.date.printed), "title": .string(revision.title),
      "reconstructed": .boolean(revision.reconstruction != nil),
      "compiler": .string(exported.provenance.compiler),
      "source_sha256": .string(exported.provenance.sourceDigest),
      "code_sets": .array(exported.codeSets.map { .string($0.release) }),
      "table": revision.table.json,
    ])
    return exported.artifact("decision-table.json", json.pretty)
  }

  /// `measurement.json`: the pin that a liver iron analysis takes, or nil where there is none.
  package static func measurementPin(
    of revision: Revision, in checked: CheckedPolicy, _ provenance: Provenance
  ) -> Artifact? {
    revision.measurement.map { pin in
      let json: JSON = [
        "format": "policyc measurement pin", "version": 1, "policy": .string(checked.policy.id),
        "revision": .string(revision.id), "id": .string(pin.calibration),
        "number": .number(String(pin.number)), "digest": .string(pin.digest),
        "compiler": .string(provenance.compiler),
        "source_sha256": .string(provenance.sourceDigest),
      ]
      return Artifact(
        path: "\(checked.policy.id)/\(revision.id)/measurement.json", text: json.pretty)
    }
  }

  /// `policy.json`: what a program needs to find the table that holds at a date.
  package static func policyIndex(of checked: CheckedPolicy, _ provenance: Provenance)
    -> Artifact
  {
    let policy = checked.policy
    let json: JSON = .object([
      "format": .string(RevisionHistory.formatName),
      "version": .number(String(RevisionHistory.formatVersion)),
      "policy": .string(policy.id),
      "title": .string(policy.revisions[policy.revisions.count - 1].title),
      "publisher": .string(policy.publisher), "compiler": .string(provenance.compiler),
      "source_sha256": .string(provenance.sourceDigest), "revisions": policy.history.json,
    ])
    return Artifact(path: "\(policy.id)/policy.json", text: json.pretty)
  }
}

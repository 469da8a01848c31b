package import JSONShapes
internal import JSONText
package import PolicyChecks
package import PolicyModel

extension Artifact {
  /// `measurement.json`: the pin that a liver iron analysis takes, or nil for a revision without one.
  package static func measurementPin(
    of revision: Revision, in checked: CheckedPolicy, _ provenance: Provenance
  ) -> Artifact? {
    revision.measurement.map { pin in
      let file = PinFile(
        policy: checked.policy.id, revision: revision.id, pin: pin, provenance: provenance)
      return Artifact(
        path: "\(checked.policy.id)/\(revision.id)/measurement.json",
        text: JSONShape<PinFile>.file.json(file).pretty)
    }
  }
}

extension PublishedSchema {
  package static let measurementPin = PublishedSchema(
    "measurement", title: "The calibration pinned for a revision", JSONShape<PinFile>.file.schema)
}

private struct PinFile: Sendable {
  let policy: String
  let revision: String
  let pin: MeasurementPin
  let provenance: Provenance
}

extension JSONShape<PinFile> {
  fileprivate static let file = JSONShape.object([
    .constant("format", "policyc measurement pin"), .constant("version", 1),
    .required("policy", .text, \.policy), .required("revision", .revision, \.revision),
    .required("id", .text, \.pin.calibration),
    .required("number", .count(atLeast: 1), \.pin.number),
    .required("digest", .digest, \.pin.digest),
    .required("compiler", .text, \.provenance.compiler),
    .required("source_sha256", .digest, \.provenance.sourceDigest),
  ])
}

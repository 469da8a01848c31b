package import DMN
internal import DecisionTable
internal import PolicyModel
internal import Values

extension Export {
  /// `decision.dmn`: the decision for engines that execute Decision Model and Notation.
  package static func dmn(_ version: WrittenDMNVersion = .dmn13) -> Export {
    Export(.dmn, "decision.dmn") { (exported) throws(ExportRefusal) in
      let model = try RevisionModel(
        exported.revision.table, try exported.decision(), RevisionModel.Identity(exported)
      ).model()
      return [
        exported.artifact("decision.dmn", String(decoding: model.file(version), as: UTF8.self))
      ]
    }
  }
}

extension RevisionModel.Identity {
  fileprivate init(_ exported: RevisionExport) {
    let compiler = exported.provenance.compiler.split(separator: " ", maxSplits: 1)
    self.init(
      name: "\(exported.policy.id) \(exported.revision.date.printed)",
      namespace: "urn:policyc:\(exported.policy.id):\(exported.revision.id)",
      description: exported.headerLines.joined(separator: "\n"),
      exporter: compiler.first.map(String.init) ?? "",
      exporterVersion: compiler.dropFirst().first.map(String.init) ?? "", page: "policy.html")
  }
}

internal import DecisionAnalysis
internal import DecisionTable
internal import JSONText
internal import PolicyModel
internal import Values

extension Export {
  /// `fhir/*.json`: criteria, terms and codes, questions and plan as resources of FHIR R4.
  package static func fhir(base: CanonicalBase = .example) -> Export {
    Export(.fhir, "fhir") { exported throws(ExportRefusal) in
      let package = try FHIRPackage(exported, base)
      return package.files.map { exported.artifact("fhir/\($0.name).json", $0.json.pretty) }
    }
  }
}

/// The resources of a revision. Every canonical address in them is that of another one of them.
struct FHIRPackage: Sendable {
  let terminology: PolicyTerminology
  let questionnaire: QuestionnaireResource
  let plan: PlanDefinitionResource
  let coverage: [CoverageTemplate]
  let names: ResourceNames

  init(_ exported: RevisionExport, _ base: CanonicalBase) throws(ExportRefusal) {
    names = ResourceNames(policy: exported.policy.id, revision: exported.revision.id, base)
    let heads = ResourceHeads(exported, names)
    let interview = Interview(exported.revision.table)
    terminology = PolicyTerminology(exported, heads, interview)
    questionnaire = QuestionnaireResource(exported, heads, terminology, interview)
    plan = try PlanDefinitionResource(exported, heads, terminology, interview)
    coverage = CoverageTemplate.all(exported, names)
  }

  var files: [(name: String, json: JSON)] {
    terminology.codeSystems.map { (Self.name($0.head), $0.json) }
      + terminology.valueSets.map { (Self.name($0.head), $0.json) }
      + [
        ("Questionnaire", questionnaire.json), ("PlanDefinition", plan.json),
        ("coverage-information", CoverageTemplate.bundle(coverage, names)),
      ]
  }

  private static func name(_ head: ResourceHead) -> String { "\(head.kind.rawValue)-\(head.id)" }
}

/// Makes the heads of the resources of a revision: what each of them says about itself.
struct ResourceHeads: Sendable {
  private let exported: RevisionExport
  let names: ResourceNames

  init(_ exported: RevisionExport, _ names: ResourceNames) {
    self.exported = exported
    self.names = names
  }

  /// - Parameters:
  ///   - part: the part of the policy that the resource is about; empty for the questionnaire and the plan.
  ///   - about: one sentence on what the resource is.
  ///   - details: further sentences for the description and the narrative.
  ///   - printsCPT: whether the resource has CPT codes, which need a copyright notice.
  func head(
    _ kind: ResourceHead.Kind, _ part: String, title: String, about: String,
    details: [String] = [], list: [String] = [], printsCPT: Bool = false
  ) -> ResourceHead {
    let revision = exported.revision
    let making = exported.headerLines.joined(separator: "; ")
    let paragraphs = [about] + details
    let year = printsCPT ? revision.coding?.cptCopyright : nil
    return ResourceHead(
      kind: kind, id: names.id(part), canonical: names.canonical(kind, part),
      name: names.name(part.isEmpty ? kind.rawValue : part), title: title,
      status: PublicationStatus(revision.entry.status),
      isExperimental: revision.entry.status == .draft || revision.reconstruction != nil,
      date: FHIRDate(revision.date), publisher: publisher,
      identifiers: [
        FHIRIdentifier(
          name: "policy and revision",
          value: "\(exported.policy.id) (\(revision.date.printed))")
      ],
      description: (paragraphs + [making]).joined(separator: "\n\n"),
      copyright: year.map { Coding.cptNotice(year: $0) },
      narrative: Narrative(title: title, paragraphs: paragraphs, list: list))
  }

  private var publisher: String {
    switch exported.policy.standing {
    case .official: exported.policy.publisher
    case .restatement: "policyc (unofficial restatement)"
    }
  }

  /// The revision in titles, as in `FerriScan R2-MRI (LA.CP.MP.53, 11/23)`.
  var subject: String {
    "\(exported.revision.title) (\(exported.policy.id), \(exported.revision.date.printed))"
  }

  var approval: FHIRDate? { exported.revision.approvalDate.map { FHIRDate($0) } }
  var effective: FHIRDate? { exported.revision.entry.effective.map { FHIRDate($0) } }
}

extension PublicationStatus {
  fileprivate init(_ status: RevisionHistory.Status) {
    self =
      switch status {
      case .draft: .draft
      case .released: .active
      case .retired: .retired
      }
  }
}

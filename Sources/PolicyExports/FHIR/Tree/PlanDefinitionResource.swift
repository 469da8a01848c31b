internal import JSONText

/// A PlanDefinition of R4: criteria as actions that apply where they are met.
struct PlanDefinitionResource: Hashable, Sendable {
  struct Action: Hashable, Sendable {
    /// The label in the outline.
    let prefix: String?
    let title: String
    let description: String?
    let code: FHIRCoding?
    let condition: FHIRPath
    let actions: [Action]
  }

  let head: ResourceHead
  /// The services that the plan is about.
  let services: [FHIRCoding]
  let approval: FHIRDate?
  let effective: FHIRDate?
  let relatedArtifacts: [RelatedArtifact]
  let action: Action

  var json: JSON {
    let type: JSON = [
      "coding": [
        FHIRCoding(
          system: "http://terminology.hl7.org/CodeSystem/plan-definition-type", code: "eca-rule",
          display: "ECA Rule"
        ).json
      ]
    ]
    let task = FHIRCoding(
      system: "http://terminology.hl7.org/CodeSystem/usage-context-type", code: "task")
    let contexts: [JSON] = services.map {
      ["code": task.json, "valueCodeableConcept": FHIRConcept.coded($0).json]
    }
    let body: JSON = .object([
      "approvalDate": approval?.json, "effectivePeriod": effective.map { ["start": $0.json] },
      "relatedArtifact": .array(relatedArtifacts.map(\.json)), "action": [action.json],
    ])
    let head = head.members(
      type: type, useContext: contexts.isEmpty ? nil : .array(contexts))
    return .object(head + (body.object ?? []))
  }
}

extension PlanDefinitionResource.Action {
  fileprivate var json: JSON {
    .object([
      "prefix": prefix.map(JSON.string), "title": .string(title),
      "description": description.map(JSON.string),
      "code": code.map { [FHIRConcept.coded($0).json] },
      "condition": [
        [
          "kind": "applicability",
          "expression": [
            "language": "text/fhirpath", "expression": .string(condition.text),
          ],
        ]
      ],
      "action": actions.isEmpty ? nil : .array(actions.map(\.json)),
    ])
  }
}

internal import DecisionTable
internal import JSONText
internal import PolicyModel
internal import Values

/// What a CRD server can say about coverage on an order, as far as the policy determines it: the
/// extension `coverage-information` of Da Vinci CRD, limited to what versions 2.0.1 and 2.2 share.
///
/// The policy does not know the plan or its rules on prior authorization, and it never says that a
/// service is not covered, so that value does not exist here. What only a server knows when it answers
/// (the coverage, the date, the id of the assertion) is an absent value.
struct CoverageTemplate: Hashable, Sendable {
  enum Covered: String, Sendable, CaseIterable { case covered, conditional }

  enum Authorization: String, Sendable, CaseIterable {
    case noAuthorization = "no-auth"
    case authorizationNeeded = "auth-needed"
    case satisfied
    case performing = "performpa"
    case conditional
  }

  enum Documentation: String, Sendable, CaseIterable { case clinical, admin, conditional }

  enum Purpose: String, Sendable, CaseIterable {
    case withAuthorization = "withpa"
    case withClaim = "withclaim"
    case withOrder = "withorder"
    case retain = "retain-doc"
    case other = "OTH"
  }

  enum Information: String, Sendable, CaseIterable {
    case performer, location, timeframe
    case contractWindow = "contract-window"
    case other = "OTH"
  }

  let id: String
  let covered: Covered
  var authorization: Authorization? = nil
  var documentation: Documentation? = nil
  var purposes: [Purpose] = []
  var information: [Information] = []
  let billingCodes: [FHIRCoding]
  var reasons: [String] = []
  var questionnaire: Canonical? = nil
  var satisfiedBy: String? = nil

  /// A template for each result that says something about coverage. `out-of-scope` does not.
  static func all(
    _ exported: RevisionExport, _ names: ResourceNames
  ) -> [CoverageTemplate] {
    let policy = "\(exported.policy.id) (\(exported.revision.date.printed))"
    let codes = exported.revision.table.services.map { FHIRCoding($0, titled: nil) }
    // Of several codes, only the order can say which one is billed.
    let billed = codes.count == 1 ? codes : []
    func template(
      _ result: Verdict.Result, _ reason: String, asks: Bool = false
    ) -> CoverageTemplate {
      CoverageTemplate(
        id: names.id("coverage-\(result.rawValue)"), covered: .conditional,
        authorization: .conditional, documentation: asks ? .clinical : nil, information: [.other],
        billingCodes: billed, reasons: ["\(policy): \(reason)"],
        questionnaire: asks ? names.canonical(.questionnaire, "") : nil)
    }
    return [
      template(.met, "The criteria are met. Benefits and prior authorization are the plan's."),
      template(
        .needsInformation, "The criteria cannot be decided yet; questions remain.", asks: true),
      template(
        .notMet,
        "The criteria are not shown to be met. A qualified person reviews the request; this is not a denial."
      ),
    ]
  }

  // MARK: Printing

  private static let extensionURL =
    "http://hl7.org/fhir/us/davinci-crd/StructureDefinition/ext-coverage-information"

  /// The extension alone, with absent values for what only the server knows.
  var json: JSON {
    var parts: [JSON] = []
    func add(_ url: String, _ type: String, _ value: JSON) {
      parts.append(.object([JSON.Member("url", .string(url)), JSON.Member(type, value)]))
    }
    add("coverage", "valueReference", ["extension": [CoverageTemplate.absent]])
    add("covered", "valueCode", .string(covered.rawValue))
    if let authorization { add("pa-needed", "valueCode", .string(authorization.rawValue)) }
    if let documentation { add("doc-needed", "valueCode", .string(documentation.rawValue)) }
    for purpose in purposes { add("doc-purpose", "valueCode", .string(purpose.rawValue)) }
    for item in information { add("info-needed", "valueCode", .string(item.rawValue)) }
    for code in billingCodes { add("billingCode", "valueCoding", code.json) }
    for reason in reasons { add("reason", "valueCodeableConcept", FHIRConcept.text(reason).json) }
    if let questionnaire { add("questionnaire", "valueCanonical", questionnaire.json) }
    add("date", "_valueDate", ["extension": [CoverageTemplate.absent]])
    add("coverage-assertion-id", "_valueString", ["extension": [CoverageTemplate.absent]])
    if let satisfiedBy { add("satisfied-pa-id", "valueString", .string(satisfiedBy)) }
    return ["extension": .array(parts), "url": .string(CoverageTemplate.extensionURL)]
  }

  private static let absent: JSON = [
    "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
    "valueCode": "temp-unknown",
  ]

  /// A bundle of draft orders without a patient, each with one template.
  static func bundle(_ templates: [CoverageTemplate], _ names: ResourceNames) -> JSON {
    let entries: [JSON] = templates.map { template in
      let code = template.billingCodes.first.map { FHIRConcept.coded($0).json }
      return [
        "fullUrl": .string("\(names.base.url)/ServiceRequest/\(template.id)"),
        "resource": .object([
          "resourceType": "ServiceRequest", "id": .string(template.id),
          "extension": [template.json], "status": "draft", "intent": "order", "code": code,
          "subject": ["extension": [absent]],
        ]),
      ]
    }
    return [
      "resourceType": "Bundle", "id": .string(names.id("coverage-information")),
      "type": "collection", "entry": .array(entries),
    ]
  }
}

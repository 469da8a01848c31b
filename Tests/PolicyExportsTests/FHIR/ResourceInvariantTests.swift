import JSONText
import Testing

/// The invariants of R4 that its schemas do not express, and our own: a form has the wording of its
/// answers in it, and canonical addresses resolve within the package.
@Suite struct ResourceInvariantTests {
  @Test(arguments: GeneratedFHIR.revisions) func everyResourceIsSound(_ revision: String) throws {
    let resources = try GeneratedFHIR.all(of: revision)
    #expect(ResourceInvariants.broken(by: resources) == [])
  }

  /// Each edit of a sound resource breaks the rule that is named with it.
  @Test(arguments: [
    ("Questionnaire", "\"linkId\": \"conditions\"", "\"linkId\": \"purpose\"", "que-2"),
    ("Questionnaire", "\"enableBehavior\": \"any\"", "\"prefix\": \"any\"", "que-12"),
    ("Questionnaire", "\"operator\": \"=\"", "\"operator\": \"exists\"", "que-7"),
    ("Questionnaire", "\"question\": \"purpose\"", "\"question\": \"conditions\"", "precedes"),
    ("PlanDefinition", "|2023.11.0", "|2023.12.0", "resolves"),
    ("Questionnaire", "\"answerOption\"", "\"answerValueSet\": \"x\", \"answerOption\"", "que-4"),
    ("Questionnaire", "\"answerOption\"", "\"initial\"", "que-5"),
    ("Questionnaire", "\"display\": \"Hepatitis B\"", "\"userSelected\": false", "words"),
    ("Questionnaire", "\"type\": \"group\"", "\"type\": \"display\"", "que-1"),
    ("Questionnaire", "\"display\": \"Hepatitis B\"", "\"display\": \"Hepatitis X\"", "display"),
    ("ValueSet-la-cp-mp-53-conditions", "\"total\": 21", "\"total\": 20", "total"),
    (
      "ValueSet-la-cp-mp-53-conditions", "\"concept\": [", "\"filter\": [], \"concept\": [", "vsd-3"
    ),
    (
      "CodeSystem-la-cp-mp-53-criteria", "\"code\": \"thalassemia\"",
      "\"code\": \"dietary_iron_overload\"", "csd-1"
    ),
    ("PlanDefinition", "|2023.11.0", "", "versioned"),
  ])
  func damageIsSeen(_ name: String, _ original: String, _ changed: String, _ rule: String) throws {
    let revision = "LA.CP.MP.53/2023-11"
    var resources = try GeneratedFHIR.all(of: revision)
    let sound = try GeneratedFHIR.resource(name, of: revision)
    let text = sound.pretty.replacing(original, with: changed, maxReplacements: 1)
    try #require(text != sound.pretty)
    let place = try #require(resources.firstIndex(of: sound))
    resources[place] = try JSON(bytes: Array(text.utf8))
    #expect(ResourceInvariants.broken(by: resources).contains { $0.hasPrefix(rule + " ") })
  }
}

/// Rules of resources, by their names in R4, with some of our own.
enum ResourceInvariants {
  static func broken(by resources: [JSON]) -> [String] {
    let canonicals = Set(
      resources.compactMap { resource -> String? in
        guard let url = resource["url"]?.string, let version = resource["version"]?.string else {
          return nil
        }
        return "\(url)|\(version)"
      })
    let displays = displays(in: resources)
    return resources.flatMap { resource -> [String] in
      let own: [String] =
        switch resource["resourceType"]?.string {
        case "Questionnaire": questionnaire(resource)
        case "ValueSet": valueSet(resource)
        case "CodeSystem": codeSystem(resource)
        default: []
        }
      return own + references(in: resource, canonicals) + codings(in: resource, displays)
    }
  }

  // MARK: Questionnaire

  private static func questionnaire(_ resource: JSON) -> [String] {
    var seen: [String] = []
    var broken: [String] = []
    func visit(_ item: JSON) {
      let id = item["linkId"]?.string ?? ""
      let type = item["type"]?.string ?? ""
      let conditions = item["enableWhen"]?.array ?? []
      if seen.contains(id) { broken.append("que-2 \(id)") }
      if (type == "group") != (item["item"] != nil) || type == "display" {
        broken.append("que-1 \(id)")
      }
      if item["answerOption"] != nil, item["answerValueSet"] != nil { broken.append("que-4 \(id)") }
      let isChoice = type == "choice"
      if isChoice != (item["answerOption"] != nil || item["answerValueSet"] != nil) {
        broken.append("que-5 \(id)")
      }
      // A third-party code only has a title where the policy prints one.
      for coding in (item["answerOption"]?.array ?? []).compactMap({ $0["valueCoding"] })
      where coding["display"] == nil && coding["version"] != nil {
        broken.append("words \(id)")
      }
      if conditions.count > 1, item["enableBehavior"] == nil { broken.append("que-12 \(id)") }
      if item["text"]?.string?.isEmpty != false { broken.append("text \(id)") }
      for condition in conditions {
        let isExists = condition["operator"]?.string == "exists"
        if isExists, condition["answerBoolean"] == nil { broken.append("que-7 \(id)") }
        if !seen.contains(condition["question"]?.string ?? "") { broken.append("precedes \(id)") }
      }
      seen.append(id)
      item["item"]?.array?.forEach(visit)
    }
    resource["item"]?.array?.forEach(visit)
    return broken
  }

  // MARK: Terminology

  private static func valueSet(_ resource: JSON) -> [String] {
    var broken: [String] = []
    for include in resource["compose"]?["include"]?.array ?? [] {
      if include["system"] == nil { broken.append("vsd-1 include") }
      if include["concept"] != nil, include["filter"] != nil { broken.append("vsd-3 include") }
    }
    let contained = resource["expansion"]?["contains"]?.array ?? []
    for coding in contained where coding["code"] == nil || coding["system"] == nil {
      broken.append("vsd-10 \(coding.compact)")
    }
    if resource["expansion"]?["total"] != .number("\(contained.count)") {
      broken.append("total \(contained.count)")
    }
    if Set(contained.map { [$0["system"], $0["code"]] }).count != contained.count {
      broken.append("expansion repeats a code")
    }
    return broken
  }

  private static func codeSystem(_ resource: JSON) -> [String] {
    let codes = concepts(of: resource).compactMap { $0["code"]?.string }
    var broken = Set(codes).count == codes.count ? [] : ["csd-1 codes"]
    if resource["count"] != .number("\(codes.count)") { broken.append("count \(codes.count)") }
    return broken
  }

  private static func concepts(of json: JSON) -> [JSON] {
    (json["concept"]?.array ?? []).flatMap { [$0] + concepts(of: $0) }
  }

  // MARK: The package

  /// The display of each code of the package's own systems.
  private static func displays(in resources: [JSON]) -> [String: [String: String]] {
    var displays: [String: [String: String]] = [:]
    for resource in resources where resource["resourceType"]?.string == "CodeSystem" {
      let pairs = concepts(of: resource).compactMap { concept in
        concept["code"]?.string.map { ($0, concept["display"]?.string ?? "") }
      }
      displays[resource["url"]?.string ?? ""] = Dictionary(pairs) { first, _ in first }
    }
    return displays
  }

  /// The addresses of this base that do not name a resource and its version.
  private static func references(in json: JSON, _ canonicals: Set<String>) -> [String] {
    strings(in: json, named: ["answerValueSet", "resource", "valueCanonical"]).compactMap { text in
      if !text.contains("|") { return "versioned \(text)" }
      return canonicals.contains(text) ? nil : "resolves \(text)"
    }
  }

  private static func strings(in json: JSON, named names: Set<String>) -> [String] {
    switch json {
    case .object(let members):
      members.flatMap { member in
        (names.contains(member.name) ? member.value.string.map { [$0] } ?? [] : [])
          + strings(in: member.value, named: names)
      }
    case .array(let elements): elements.flatMap { strings(in: $0, named: names) }
    default: []
    }
  }

  /// The codes of a system of the package that it does not have, or displays differently.
  private static func codings(in json: JSON, _ displays: [String: [String: String]]) -> [String] {
    switch json {
    case .object(let members):
      var broken: [String] = []
      if let system = json["system"]?.string, let code = json["code"]?.string,
        let known = displays[system]
      {
        if known[code] == nil { broken.append("code \(code)") }
        if let display = json["display"]?.string, known[code] != display {
          broken.append("display \(code)")
        }
      }
      return broken + members.flatMap { codings(in: $0.value, displays) }
    case .array(let elements): return elements.flatMap { codings(in: $0, displays) }
    default: return []
    }
  }
}

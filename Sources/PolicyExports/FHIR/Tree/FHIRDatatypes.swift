internal import JSONText
internal import MarkupText
internal import Values

// The datatypes of FHIR R4 (4.0.1) that these artefacts use, each with the elements that they use.

/// A canonical address and a version of the resource.
struct Canonical: Hashable, Sendable {
  let url: String
  let version: String

  var json: JSON { .string("\(url)|\(version)") }
}

struct FHIRCoding: Hashable, Sendable {
  let system: String
  var version: String? = nil
  let code: String
  var display: String? = nil

  var json: JSON {
    .object([
      "system": .string(system), "version": version.map(JSON.string), "code": .string(code),
      "display": display.map(JSON.string),
    ])
  }
}

/// A concept, by a code or as text.
enum FHIRConcept: Hashable, Sendable {
  case coded(FHIRCoding)
  case text(String)

  var json: JSON {
    switch self {
    case .coded(let coding): ["coding": [coding.json]]
    case .text(let text): ["text": .string(text)]
    }
  }
}

/// A date at the precision at which it is printed.
struct FHIRDate: Hashable, Sendable {
  let text: String

  init(_ date: PrintedDate) { text = date.iso }
  init(_ date: CalendarDate) { text = date.description }

  var json: JSON { .string(text) }
}

enum PublicationStatus: String, Sendable { case draft, active, retired }

struct FHIRIdentifier: Hashable, Sendable {
  let name: String
  let value: String

  var json: JSON { ["type": ["text": .string(name)], "value": .string(value)] }
}

struct RelatedArtifact: Hashable, Sendable {
  enum Kind: String, Sendable {
    case citation
    case dependsOn = "depends-on"
    case derivedFrom = "derived-from"
  }

  let kind: Kind
  var label: String? = nil
  var display: String? = nil
  var url: String? = nil
  var resource: Canonical? = nil

  var json: JSON {
    .object([
      "type": .string(kind.rawValue), "label": label.map(JSON.string),
      "display": display.map(JSON.string), "url": url.map(JSON.string), "resource": resource?.json,
    ])
  }
}

/// The text of a resource for people, who may see nothing else of it.
struct Narrative: Hashable, Sendable {
  let title: String
  let paragraphs: [String]
  let list: [String]

  var json: JSON {
    let blocks: [Markup] =
      [Markup(.p, [Markup(.strong, [.text(title)])])]
      + paragraphs.map { Markup(.p, [.text($0)]) }
      + (list.isEmpty ? [] : [Markup(.ul, list.map { Markup(.li, [.text($0)]) })])
    let division = Markup(
      .div, [Markup.Attribute("xmlns", "http://www.w3.org/1999/xhtml")], blocks)
    return ["status": "generated", "div": .string(division.fragment)]
  }
}

/// The elements that all defining resources have.
struct ResourceHead: Hashable, Sendable {
  enum Kind: String, Sendable {
    case codeSystem = "CodeSystem"
    case valueSet = "ValueSet"
    case questionnaire = "Questionnaire"
    case planDefinition = "PlanDefinition"
  }

  let kind: Kind
  let id: String
  let canonical: Canonical
  /// A name for programs: letters, digits and underscores.
  let name: String
  let title: String
  let status: PublicationStatus
  let isExperimental: Bool
  let date: FHIRDate
  let publisher: String
  let identifiers: [FHIRIdentifier]
  let description: String
  let copyright: String?
  let narrative: Narrative

  /// The members before those of the resource type. They have the order of its definition, which XML
  /// needs.
  ///
  /// - Parameters:
  ///   - type: comes after the title.
  ///   - subjectType: comes after `experimental`.
  ///   - useContext: comes after the description.
  func members(type: JSON? = nil, subjectType: JSON? = nil, useContext: JSON? = nil)
    -> [JSON.Member]
  {
    let head: JSON = .object([
      "resourceType": .string(kind.rawValue), "id": .string(id), "text": narrative.json,
      "url": .string(canonical.url), "identifier": .array(identifiers.map(\.json)),
      "version": .string(canonical.version), "name": .string(name), "title": .string(title),
      "type": type, "status": .string(status.rawValue), "experimental": .boolean(isExperimental),
      "subjectType": subjectType, "date": date.json, "publisher": .string(publisher),
      "description": .string(description), "useContext": useContext,
      "copyright": copyright.map(JSON.string),
    ])
    return head.object ?? []
  }
}

package import Diagnostics
package import JSONText
internal import PolicySyntax

/// JSON Schema (draft 7) of the source files, made from the shapes that read them.
package enum SourceSchema: String, CaseIterable, Sendable {
  case revision
  case revisions
  case references
  case measurement
  case released
  case cases
  case terminology
  case crosswalk

  /// Whether each policy has its own sources of this kind. Policies share the others.
  package var belongsToPolicy: Bool { self != .terminology && self != .crosswalk }

  /// The kind of source that a file is, by its path.
  ///
  /// - Parameter path: the components of its path below the folder of sources.
  package init?(of source: SourceText, at path: [String]) {
    guard path.count == 2 else { return nil }
    switch path[1] {
    case _ where path[0] == "terminology":
      // A file that is being edited may not be YAML, so this looks at its bytes.
      let isCrosswalk =
        (Array("\n".utf8) + source.bytes)
        .firstRange(of: Array("\ncrosswalk:".utf8)) != nil
      self = isCrosswalk ? .crosswalk : .terminology
    case "revisions.yaml": self = .revisions
    case "references.yaml": self = .references
    case "measurement.yaml": self = .measurement
    case "released.yaml": self = .released
    case "cases.yaml": self = .cases
    case let name where SourceSchema.isRevisionFile(name): self = .revision
    default: return nil
    }
  }

  /// `2023-11.yaml`, or `2023-11-20.yaml` for a later revision of the same month.
  static func isRevisionFile(_ name: String) -> Bool {
    name.wholeMatch(of: /[0-9]{4}-[0-9]{2}(-[0-9]{2})?\.yaml/) != nil
  }

  package var fileName: String { "\(rawValue).schema.json" }

  /// - Parameter vocabulary: the names that the source may use; nil allows any name.
  package func text(for vocabulary: SourceVocabulary? = nil) -> String {
    json(for: vocabulary).pretty
  }

  package func json(for vocabulary: SourceVocabulary?) -> JSON {
    let (title, shape): (String, JSON) =
      switch self {
      case .revision: ("A revision of a clinical policy", Shapes.revision.schema)
      case .revisions: ("The revision log of a clinical policy", Shapes.revisionLog.schema)
      case .references: ("The references of a clinical policy", Shapes.references.schema)
      case .measurement:
        ("The calibrations for a policy", Shapes.measurement.schema)
      case .released: ("What released revisions use", Shapes.released.schema)
      case .cases: ("Worked cases of a clinical policy", Shapes.cases.schema)
      case .terminology: ("Terms that facts may take", Shapes.terminology.schema)
      case .crosswalk: ("Suggested codes for terms", Shapes.crosswalk.schema)
      }
    var members = [
      JSON.Member("$schema", "http://json-schema.org/draft-07/schema#"),
      JSON.Member("title", .string(title)),
    ]
    members += shape.object ?? []
    let definitions = SchemaDefinition.members(for: shape, vocabulary)
    if !definitions.isEmpty { members.append(JSON.Member("definitions", .object(definitions))) }
    return .object(members)
  }
}

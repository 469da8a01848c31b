internal import JSONText

/// JSON Schema (draft 7) of the source files, from the tables by which they are read.
package enum SourceSchema: String, CaseIterable, Sendable {
  case revision
  case revisions
  case references
  case measurement
  case cases
  case terminology
  case crosswalk

  /// Whether a policy has sources of its own of this kind; the others are shared by policies.
  package var belongsToPolicy: Bool { self != .terminology && self != .crosswalk }

  package var fileName: String { "\(rawValue).schema.json" }

  package var text: String { json.pretty }

  private var json: JSON {
    let (title, shape): (String, JSON) =
      switch self {
      case .revision: ("A revision of a clinical policy", Shapes.revision.schema)
      case .revisions: ("The revision log of a clinical policy", Shapes.revisionLog.schema)
      case .references: ("The references of a clinical policy", Shapes.references.schema)
      case .measurement:
        ("Calibrations by which a policy is measured", Shapes.measurement.schema)
      case .cases: ("Worked cases of a clinical policy", Shapes.cases.schema)
      case .terminology: ("Terms that facts may take", Shapes.terminology.schema)
      case .crosswalk: ("Suggested codes for terms", Shapes.crosswalk.schema)
      }
    var members = [
      JSON.Member("$schema", "http://json-schema.org/draft-07/schema#"),
      JSON.Member("title", .string(title)),
    ]
    members += shape.object ?? []
    if self == .revision {
      members.append(
        JSON.Member(
          "definitions",
          ["condition": Shapes.conditionDefinition, "criterion": Shapes.criterionDefinition]))
    }
    return .object(members)
  }
}

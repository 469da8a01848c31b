import JSONText
import TestSupport
import Testing

/// The resources in `generated/`, which `policyc build --check` compares with the sources.
enum GeneratedFHIR {
  static let revisions = [
    "CMS.NCD.210.14/2015-02", "CMS.NCD.210.14/2022-02", "LA.CP.MP.53/2020-08",
    "LA.CP.MP.53/2022-02", "LA.CP.MP.53/2022-12", "LA.CP.MP.53/2023-11",
  ]

  static func resource(_ name: String, of revision: String) throws -> JSON {
    let bytes = try #require(readFile(folder(revision) + "/\(name).json"))
    return try JSON(bytes: bytes)
  }

  static func all(of revision: String) throws -> [JSON] {
    try fileNames(in: folder(revision)).map { name in
      try resource(String(name.dropLast(".json".count)), of: revision)
    }
  }

  private static func folder(_ revision: String) -> String {
    packageFolder + "/generated/\(revision)/fhir"
  }
}

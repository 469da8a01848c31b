internal import DecisionTable
internal import Digests
internal import Values

/// The beginning of the canonical addresses of FHIR resources, which their publisher chooses.
package struct CanonicalBase: Hashable, Sendable, CustomStringConvertible {
  package let url: String

  /// An `http` or `https` address without a query or fragment. A `/` at its end is dropped.
  package init?(_ text: String) {
    guard text.wholeMatch(of: /https?:\/\/[A-Za-z0-9.:-]+(\/[A-Za-z0-9._~%-]+)*\/?/) != nil else {
      return nil
    }
    url = text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private init(known url: String) { self.url = url }

  /// The base of the addresses that `policyc build` writes. Nobody can own example.org.
  package static let example = CanonicalBase(known: "https://example.org/fhir")

  package var description: String { url }

  /// For command-line options.
  package init?(argument: String) { self.init(argument) }
}

/// The ids, names and addresses of the resources of one revision.
struct ResourceNames: Sendable {
  let base: CanonicalBase
  /// `la-cp-mp-53`.
  let policy: String
  /// `2023.11.0`.
  let version: String

  init(policy: String, revision: String, _ base: CanonicalBase) {
    self.base = base
    self.policy = ResourceNames.slug(policy)
    let parts = revision.split(separator: "-").compactMap { Int($0) }
    version = (parts.count == 2 ? parts + [0] : parts).map(String.init).joined(separator: ".")
  }

  /// An id of at most 64 letters, digits, hyphens and dots, as FHIR requires.
  func id(_ part: String) -> String {
    let whole = part.isEmpty ? policy : "\(policy)-\(ResourceNames.slug(part))"
    guard whole.utf8.count > 64 else { return whole }
    return "\(whole.prefix(47))-\(Digest(of: whole).hexadecimal.prefix(16))"
  }

  /// A name for programs, which has to begin with a capital letter.
  func name(_ part: String) -> String {
    let text = (part.isEmpty ? policy : "\(policy)_\(part)").map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    return "P_" + String(text)
  }

  func canonical(_ kind: ResourceHead.Kind, _ part: String) -> Canonical {
    Canonical(url: "\(base.url)/\(kind.rawValue)/\(id(part))", version: version)
  }

  private static func slug(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
      })
  }
}

extension CodeSystem {
  /// The address of the code system in FHIR.
  var fhirSystem: String {
    switch self {
    case .cpt: "http://www.ama-assn.org/go/cpt"
    case .hcpcs: "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"
    case .icd10cm: "http://hl7.org/fhir/sid/icd-10-cm"
    case .icd10pcs: "http://www.cms.gov/Medicare/Coding/ICD10"
    case .loinc: "http://loinc.org"
    }
  }
}

enum UnitSystem {
  static let ucum = "http://unitsofmeasure.org"
}

internal import Values

// How requests write codes.

extension Code {
  /// With its system, and without the dot that ICD-10-CM may be written with or without.
  var undotted: String {
    String(decoding: description.utf8.filter { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }
}

extension CodeSystem {
  /// The codes of all systems that `Code` reads, as `SYSTEM:code`: a regular expression.
  static let pattern = allCases.map { "\($0.rawValue):\($0.valuePattern)" }.joined(separator: "|")

  private var valuePattern: String {
    switch self {
    case .cpt: "[0-9]{4}[0-9A-Z]"
    case .hcpcs: "[A-Z][0-9]{4}"
    case .icd10cm: "[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?"
    case .icd10pcs: "[0-9A-Z]{7}"
    case .loinc: "[0-9]{1,6}-[0-9]"
    }
  }
}

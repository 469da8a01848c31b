internal import Values

extension Code {
  /// The code with its system, without the dot that is optional in ICD-10-CM.
  var undotted: String {
    String(decoding: description.utf8.filter { $0 != UInt8(ascii: ".") }, as: UTF8.self)
  }
}

extension CodeSystem {
  /// A regular expression for the codes that `Code` reads, as `SYSTEM:code`.
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

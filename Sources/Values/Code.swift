/// A code of a published code system, in the form in which that system prints it.
public struct Code: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let system: CodeSystem
  /// Upper case; ICD codes with their dot.
  public let value: String

  /// Reads `SYSTEM:code`, for example `CPT:76498` or `ICD-10-CM:E83.110` (`ICD-10-CM:E83110`).
  public init(_ text: String) throws(CodeError) {
    guard let colon = text.firstIndex(of: ":") else { throw .noSystem }
    let name = String(text[..<colon])
    guard let system = CodeSystem(rawValue: name) else { throw .unknownSystem(name) }
    let written = String(text[text.index(after: colon)...])
    guard let value = system.canonical(written) else { throw .malformed(written, system) }
    self.system = system
    self.value = value
  }

  public var description: String { "\(system.rawValue):\(value)" }

  public static func < (one: Code, other: Code) -> Bool { one.description < other.description }

  /// Whether `self` stands at or below `category` in its system's hierarchy.
  public func isWithin(_ category: Code) -> Bool {
    system == category.system && undotted.hasPrefix(category.undotted)
  }

  private var undotted: String { value.filter { $0 != "." } }
}

/// The code systems that facts may be coded in.
public enum CodeSystem: String, Sendable, CaseIterable {
  case cpt = "CPT"
  case hcpcs = "HCPCS"
  case icd10cm = "ICD-10-CM"
  case icd10pcs = "ICD-10-PCS"
  case loinc = "LOINC"

  /// The code as its system prints it, or nil where it has no such form.
  func canonical(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func digit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    func letter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    switch self {
    case .cpt:
      guard bytes.count == 5, bytes[..<4].allSatisfy(digit) else { return nil }
      return digit(bytes[4]) || letter(bytes[4]) ? text : nil
    case .hcpcs:
      guard bytes.count == 5, letter(bytes[0]) else { return nil }
      return bytes[1...].allSatisfy(digit) ? text : nil
    case .icd10cm:
      var plain = bytes
      if plain.count > 4, plain[3] == UInt8(ascii: ".") { plain.remove(at: 3) }
      guard (3...7).contains(plain.count), letter(plain[0]), digit(plain[1]),
        plain[2...].allSatisfy({ digit($0) || letter($0) })
      else { return nil }
      let dotted = plain.count > 3 ? plain[..<3] + [UInt8(ascii: ".")] + plain[3...] : plain[...]
      return String(decoding: dotted, as: UTF8.self)
    case .icd10pcs:
      guard bytes.count == 7, bytes.allSatisfy({ digit($0) || letter($0) }) else { return nil }
      return text
    case .loinc:
      guard bytes.count >= 3, bytes.count <= 8, bytes[bytes.count - 2] == UInt8(ascii: "-"),
        bytes.enumerated().allSatisfy({ digit($1) || $0 == bytes.count - 2 })
      else { return nil }
      return text
    }
  }

  /// The form of a code of this system, for messages.
  public var form: String {
    switch self {
    case .cpt: "five digits, or four and a letter, as in `CPT:76498`"
    case .hcpcs: "a letter and four digits, as in `HCPCS:J1640`"
    case .icd10cm: "a letter, a digit and one to five more characters, as in `ICD-10-CM:E83.110`"
    case .icd10pcs: "seven digits or letters, as in `ICD-10-PCS:30233G0`"
    case .loinc: "digits, a hyphen and a digit, as in `LOINC:14646-4`"
    }
  }
}

/// Why a text is not a code.
public enum CodeError: Error, Hashable, Sendable {
  case noSystem
  case unknownSystem(String)
  case malformed(String, CodeSystem)

  /// The sentence for a message.
  public var reason: String {
    switch self {
    case .noSystem: "a code is written `SYSTEM:code`"
    case .unknownSystem(let name):
      "`\(name)` is not a code system known here: "
        + CodeSystem.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    case .malformed(let value, let system):
      "`\(value)` is not a \(system.rawValue) code: \(system.form)"
    }
  }
}

/// A code of a published code system, in the form in which that system prints it.
public struct Code: Hashable, Sendable, BitwiseCopyable, Comparable, CustomStringConvertible {
  public let system: CodeSystem
  /// Up to eight ASCII characters without dots, the first in the highest byte, so that a category
  /// is a prefix of bits.
  let characters: UInt64

  /// Reads `SYSTEM:code`, for example `CPT:76498` or `ICD-10-CM:E83.110` (`ICD-10-CM:E83110`).
  public init(_ text: String) throws(CodeError) {
    var text = text
    if let code = text.withUTF8({ Code($0) }) {
      self = code
      return
    }
    guard let colon = text.firstIndex(of: ":") else { throw .noSystem }
    let name = String(text[..<colon])
    guard let system = CodeSystem(rawValue: name) else { throw .unknownSystem(name) }
    throw .malformed(String(text[text.index(after: colon)...]), system)
  }

  /// The same of bytes; nil where `init(_:)` throws.
  public init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let system = CodeSystem(prefixOf: bytes) else { return nil }
    let written = bytes[(system.name.utf8CodeUnitCount + 1)...]
    guard let characters = system.characters(UnsafeBufferPointer(rebasing: written)) else {
      return nil
    }
    self.init(system: system, characters: characters)
  }

  private init(system: CodeSystem, characters: UInt64) {
    self.system = system
    self.characters = characters
  }

  public var description: String { "\(system.rawValue):\(value)" }

  /// As the system prints it: upper case, ICD-10-CM with its dot.
  public var value: String {
    var text: [UInt8] = []
    for place in 0..<length {
      if system == .icd10cm, place == 3 { text.append(UInt8(ascii: ".")) }
      text.append(UInt8(truncatingIfNeeded: characters >> (56 - 8 * place)))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private var length: Int { 8 - characters.trailingZeroBitCount / 8 }

  /// In the order of their descriptions.
  public static func < (one: Code, other: Code) -> Bool {
    one.system == other.system
      ? one.characters < other.characters : one.system.place < other.system.place
  }

  /// Whether `self` stands at or below `category` in its system's hierarchy.
  public func isWithin(_ category: Code) -> Bool {
    system == category.system
      && characters & (~0 << (64 - 8 * category.length)) == category.characters
  }

  /// Bits for a table of codes.
  package var mixed: Int {
    var bits = characters ^ UInt64(system.place) &* 0x9E37_79B9_7F4A_7C15
    bits &*= 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: bits >> 33)
  }

  /// A number below 4,096 that codes with the same first three characters share.
  package var beginning: Int {
    var bits = (characters >> 40) &+ UInt64(system.place) &* 0x9E37_79B9
    bits &*= 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: bits >> 52)
  }

  /// The codes above it, by fewer characters, the longest first.
  public var ancestors: Ancestors { Ancestors(code: self, length: length) }

  public struct Ancestors: Sequence, IteratorProtocol {
    fileprivate let code: Code
    fileprivate var length: Int

    public mutating func next() -> Code? {
      guard length > 1 else { return nil }
      length -= 1
      return Code(
        system: code.system, characters: code.characters & (~0 << (64 - 8 * UInt64(length))))
    }
  }
}

/// The code systems that facts may be coded in.
public enum CodeSystem: String, Sendable, BitwiseCopyable, CaseIterable {
  case cpt = "CPT"
  case hcpcs = "HCPCS"
  case icd10cm = "ICD-10-CM"
  case icd10pcs = "ICD-10-PCS"
  case loinc = "LOINC"

  /// The raw value without a `String`, for reading millions of codes.
  fileprivate var name: StaticString {
    switch self {
    case .cpt: "CPT"
    case .hcpcs: "HCPCS"
    case .icd10cm: "ICD-10-CM"
    case .icd10pcs: "ICD-10-PCS"
    case .loinc: "LOINC"
    }
  }

  fileprivate var place: Int {
    switch self {
    case .cpt: 0
    case .hcpcs: 1
    case .icd10cm: 2
    case .icd10pcs: 3
    case .loinc: 4
    }
  }

  /// The system named before the colon.
  fileprivate init?(prefixOf bytes: UnsafeBufferPointer<UInt8>) {
    func startsWith(_ system: CodeSystem) -> Bool {
      let count = system.name.utf8CodeUnitCount
      guard bytes.count > count, bytes[count] == UInt8(ascii: ":") else { return false }
      for place in 0..<count where bytes[place] != system.name.utf8Start[place] { return false }
      return true
    }
    let system: CodeSystem
    switch bytes.first {
    case UInt8(ascii: "I"): system = startsWith(.icd10cm) ? .icd10cm : .icd10pcs
    case UInt8(ascii: "C"): system = .cpt
    case UInt8(ascii: "H"): system = .hcpcs
    case UInt8(ascii: "L"): system = .loinc
    default: return nil
    }
    guard system == .icd10cm || startsWith(system) else { return nil }
    self = system
  }

  /// The characters of a code as its system prints it, or nil where it has no such form.
  fileprivate func characters(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
    switch self {
    case .icd10cm: CodeSystem.clinicalModification(text)
    case .cpt:
      CodeSystem.packed(text, lengths: 5...5) { place, byte in
        byte.isDigit || place == 4 && byte.isLetter
      }
    case .hcpcs:
      CodeSystem.packed(text, lengths: 5...5) { place, byte in
        place == 0 ? byte.isLetter : byte.isDigit
      }
    case .icd10pcs: CodeSystem.packed(text, lengths: 7...7) { $1.isDigit || $1.isLetter }
    case .loinc:
      CodeSystem.packed(text, lengths: 3...8) { place, byte in
        place == text.count - 2 ? byte == UInt8(ascii: "-") : byte.isDigit
      }
    }
  }

  @inline(__always)
  private static func packed(
    _ text: UnsafeBufferPointer<UInt8>, lengths: ClosedRange<Int>,
    _ isAllowed: (_ place: Int, _ byte: UInt8) -> Bool
  ) -> UInt64? {
    guard lengths.contains(text.count) else { return nil }
    var characters: UInt64 = 0
    for place in 0..<text.count {
      guard isAllowed(place, text[place]) else { return nil }
      characters = characters &<< 8 | UInt64(text[place])
    }
    return characters &<< UInt64(truncatingIfNeeded: 64 &- 8 &* text.count)
  }

  /// A letter, a digit and one to five more, with or without a dot behind the third.
  private static func clinicalModification(_ text: UnsafeBufferPointer<UInt8>) -> UInt64? {
    guard (3...8).contains(text.count), text[0].isLetter, text[1].isDigit else { return nil }
    let hasDot = text.count > 4 && text[3] == UInt8(ascii: ".")
    guard hasDot || text.count < 8 else { return nil }
    var characters = UInt64(text[0]) &<< 8 | UInt64(text[1])
    for place in 2..<text.count {
      let byte = text[place]
      if !byte.isDigit, !byte.isLetter {
        if hasDot, place == 3 { continue }
        return nil
      }
      characters = characters &<< 8 | UInt64(byte)
    }
    let count = hasDot ? text.count &- 1 : text.count
    return characters &<< UInt64(truncatingIfNeeded: 64 &- 8 &* count)
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

extension UInt8 {
  @inline(__always) fileprivate var isDigit: Bool { self &- 0x30 < 10 }
  /// An upper-case one.
  @inline(__always) fileprivate var isLetter: Bool { self &- 0x41 < 26 }
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

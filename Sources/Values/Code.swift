/// A code of a published code system, as that system prints it.
public struct Code: Hashable, Sendable, BitwiseCopyable, Comparable, CustomStringConvertible {
  public let system: CodeSystem
  /// Up to eight ASCII characters without dots. The first is in the highest byte, so a category is
  /// a prefix of the bits.
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

  /// As above, from bytes; nil if `init(_:)` would throw.
  package init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    // The longest code has a prefix of eleven bytes and eight characters.
    guard bytes.count <= 19, let code = bytes.withReadable({ Code(readable: $0) }) else {
      return nil
    }
    self = code
  }

  /// As above, where at least 32 bytes can be read from the first one on, even if the code is shorter.
  package init?(readable bytes: UnsafeBufferPointer<UInt8>) {
    guard let (system, prefix) = CodeSystem.named(before: bytes) else { return nil }
    let written = CodeBytes(bytes, from: prefix)
    guard let characters = system.characters(written) else { return nil }
    self.init(system: system, characters: characters)
  }

  private init(system: CodeSystem, characters: UInt64) {
    self.system = system
    self.characters = characters
  }

  public var description: String { "\(system.rawValue):\(value)" }

  /// The code as its system prints it: in upper case, and with the dot of ICD-10-CM.
  public var value: String {
    var text: [UInt8] = []
    for index in 0..<length {
      if system == .icd10cm, index == 3 { text.append(UInt8(ascii: ".")) }
      text.append(UInt8(truncatingIfNeeded: characters >> (56 - 8 * index)))
    }
    return String(decoding: text, as: UTF8.self)
  }

  private var length: Int { 8 - characters.trailingZeroBitCount / 8 }

  /// In the order of their systems, then of their characters.
  public static func < (one: Code, other: Code) -> Bool {
    one.system == other.system
      ? one.characters < other.characters : one.system.index < other.system.index
  }

  /// A hash for a table of codes.
  package var mixed: Int {
    var bits = characters ^ UInt64(system.index) &* 0x9E37_79B9_7F4A_7C15
    bits &*= 0xFF51_AFD7_ED55_8CCD
    return Int(truncatingIfNeeded: bits >> 33)
  }

  /// A hash below 4,096 of the first three characters.
  package var beginning: Int {
    var bits = (characters >> 40) &+ UInt64(system.index) &* 0x9E37_79B9
    bits &*= 0xC4CE_B9FE_1A85_EC53
    return Int(truncatingIfNeeded: bits >> 52)
  }

  /// The beginnings of the code, the longest first. In ICD-10-CM these are the categories above it; other systems have no
  /// such hierarchy, and a beginning need not be a code.
  package var ancestors: Ancestors { Ancestors(code: self, length: length) }

  package struct Ancestors: Sequence, IteratorProtocol {
    fileprivate let code: Code
    fileprivate var length: Int

    package mutating func next() -> Code? {
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

  /// Its index in `allCases`.
  package var index: Int {
    switch self {
    case .cpt: 0
    case .hcpcs: 1
    case .icd10cm: 2
    case .icd10pcs: 3
    case .loinc: 4
    }
  }

  /// The system before the colon, and the size of the prefix including the colon.
  @inline(__always)
  fileprivate static func named(before bytes: UnsafeBufferPointer<UInt8>) -> (CodeSystem, Int)? {
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return nil }
    let first = start.loadUnaligned(as: UInt64.self)
    let next = start.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    if first == CodeBytes.word("ICD-10-C"), next & 0xFFFF == CodeBytes.word("M:") {
      return (.icd10cm, 10)
    }
    if first & 0xFFFF_FFFF == CodeBytes.word("CPT:") { return (.cpt, 4) }
    if first & 0xFFFF_FFFF_FFFF == CodeBytes.word("HCPCS:") { return (.hcpcs, 6) }
    if first == CodeBytes.word("ICD-10-P"), next & 0xFF_FFFF == CodeBytes.word("CS:") {
      return (.icd10pcs, 11)
    }
    if first & 0xFFFF_FFFF_FFFF == CodeBytes.word("LOINC:") { return (.loinc, 6) }
    return nil
  }

  /// The characters of a code of this system; nil if it does not have the form of one.
  @inline(__always)
  fileprivate func characters(_ written: CodeBytes) -> UInt64? {
    let count = written.count
    switch self {
    case .icd10cm:
      // A letter, a digit and one to five more, with or without a dot after the third.
      guard count >= 3, count <= 8 else { return nil }
      let plain = written.withoutDot
      return plain.count <= 7 && plain.has(digits: 0x80 &<< 48, letters: 0x80 &<< 56)
        ? plain.characters : nil
    case .cpt:
      return count == 5 && written.has(digits: 0x8080_8080 &<< 32, letters: 0)
        ? written.characters : nil
    case .hcpcs:
      return count == 5 && written.has(digits: 0x8080_8080 &<< 24, letters: 0x80 &<< 56)
        ? written.characters : nil
    case .icd10pcs:
      return count == 7 && written.has(digits: 0, letters: 0) ? written.characters : nil
    case .loinc:
      return count >= 3 && count <= 8 && written.isNumberWithCheckDigit ? written.characters : nil
    }
  }

  /// A description of the form of the system's codes, for messages.
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
public enum CodeError: Error, Hashable, Sendable, CustomStringConvertible {
  case noSystem
  case unknownSystem(String)
  case malformed(String, CodeSystem)

  public var description: String { reason }

  /// The reason, for a message.
  public var reason: String {
    switch self {
    case .noSystem: "a code is written `SYSTEM:code`"
    case .unknownSystem(let name):
      "`\(name)` is not one of the known code systems: "
        + CodeSystem.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    case .malformed(let value, let system):
      "`\(value)` is not a \(system.rawValue) code: \(system.form)"
    }
  }
}

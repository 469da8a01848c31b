import TestSupport
import Testing
import Values

@Suite struct CodeTests {
  @Test(arguments: [
    ("CPT:76498", "CPT:76498"), ("CPT:0648T", "CPT:0648T"), ("HCPCS:J1640", "HCPCS:J1640"),
    ("ICD-10-CM:E83110", "ICD-10-CM:E83.110"), ("ICD-10-CM:E83.110", "ICD-10-CM:E83.110"),
    ("ICD-10-CM:D46", "ICD-10-CM:D46"), ("ICD-10-CM:C7A.1", "ICD-10-CM:C7A.1"),
    ("LOINC:14646-4", "LOINC:14646-4"),
  ])
  func printsACodeAsItsCodeSystemDoes(_ text: String, _ printed: String) throws {
    #expect(try Code(text).description == printed)
  }

  @Test(arguments: [
    "76498", "CPT:7649", "CPT:7649X8", "cpt:76498", "CPT:76498 ", "ICD-10-CM:e83.110",
    "ICD-10-CM:E8.3110", "ICD-10-CM:E83.", "ICD-10-CM:883", "SNOMED:1234", "HCPCS:11640", ":", "",
  ])
  func refusesMalformedCodes(_ text: String) {
    #expect(throws: CodeError.self) { try Code(text) }
  }

  @Test func listsTheCategoriesOfACode() throws {
    #expect(
      try Array(Code("ICD-10-CM:D46.1").ancestors.map(\.value)) == ["D46", "D4", "D"])
  }

  /// The forms of codes as regular expressions, independent of the reader.
  private static let forms: [(String, String)] = [
    ("CPT", "[0-9]{4}[0-9A-Z]"), ("HCPCS", "[A-Z][0-9]{4}"),
    ("ICD-10-CM", #"[A-Z][0-9]([0-9A-Z]{1,5}|[0-9A-Z]\.[0-9A-Z]{1,4})"#),
    ("ICD-10-PCS", "[0-9A-Z]{7}"), ("LOINC", "[0-9]{1,6}-[0-9]"),
  ]

  @Test func readsExactlyTheCodesOfTheRightForm() throws {
    let forms = try Self.forms.map { ($0, try Regex($1)) }
    forAll(seeds: 0..<4_000) { random in
      let (system, form) = forms[Int(random.next() % UInt64(forms.count))]
      // Mostly digits and letters, and sometimes their neighbors in ASCII.
      let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)
      let others = Array("./:@[`az-\0\u{7F}".utf8)
      var value = (0..<1 + Int(random.next() % 9)).map { _ in
        random.next() % 12 == 0
          ? others[Int(random.next() % UInt64(others.count))]
          : alphabet[Int(random.next() % 4 == 0 ? random.next() % 36 : random.next() % 10)]
      }
      switch system {
      case "ICD-10-CM", "HCPCS":
        value[0] = alphabet[10 + Int(random.next() % 26)]
        if system == "ICD-10-CM", value.count > 3, random.next() % 2 == 0 {
          value[3] = UInt8(ascii: ".")
        }
      case "LOINC" where value.count > 1 && random.next() % 4 > 0:
        value[value.count - 2] = UInt8(ascii: "-")
      default: break
      }
      let text = String(decoding: value, as: UTF8.self)
      let code = try? Code("\(system):\(text)")
      let isWhole = text.wholeMatch(of: form) != nil
      guard let code else { return !isWhole }
      return isWhole && code.value.filter { $0 != "." } == text.filter { $0 != "." }
    }
  }
}

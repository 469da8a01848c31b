import Foundation
import JSONText
import TestSupport
import Testing

/// Conformance to RFC 8259, with inputs like those of Seriot's JSONTestSuite, and a comparison with
/// another reader.
@Suite struct JSONConformanceTests {
  @Test(arguments: [
    "[]", "{}", "[ ]", " [1] ", "\t\n\r[1]", "[\"\"]", "[\"a\",\"b\"]", "[null,1,\"1\",{}]",
    "[-0]", "[-1]", "[0e1]", "[0e+1]", "[1E22]", "[1E-2]", "[123.456e78]", "[1.5]",
    "[-1234567890123456789012345678901234567890]", "[1e99999]", "null", "true", "false", "42",
    "\"x\"",
    #"["\u0060\u012a\u12AB"]"#, #"["\ud801\udc37"]"#, #"["\"\\\/\b\f\n\r\t"]"#, #"["\\u0000"]"#,
    #"["\u0000"]"#, #"["\u0022"]"#, #"["\uFFFF"]"#, "[\"\u{7F}\"]", "[\"a/*b*/c\"]", "[\"é漢😀\"]",
    "[\"\u{2028}\"]", "{\"\":0}", #"{"a":{"b":[1,{"c":null}]}}"#, #"{"a\u0000b":1}"#,
    #"{"a":1,"b":1}"#, "[[[[[[]]]]]]", "[\"\u{FEFF}\"]", "[1,2,3]",
  ])
  func accepts(_ text: String) { #expect(throws: Never.self) { try JSON(bytes: Array(text.utf8)) } }

  @Test(arguments: [
    "[", "]", "{", "}", "[1", "[1,", "[,1]", "[1,,2]", "[1,]", "[1 2]", "[\"a\"", "[\"a",
    "[\"a\",\n4\n,1,",
    "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{\"a\" 1}", "{:1}", "{1:1}", "{'a':1}", "{a:1}",
    "{\"a\":1 \"b\":2}", "{\"a\":1,,\"b\":2}", "{\"a\":1}}", "[]]", "[1]x", "[1] 2", "",
    " ", "nul", "tru", "fals", "nulll", "True", "NULL", "[NaN]", "[Infinity]", "[-Infinity]",
    "[+1]",
    "[.5]", "[-.5]", "[5.]", "[1.e1]", "[0.e1]", "[01]", "[-01]", "[-]", "[--1]", "[1e]", "[1e+]",
    "[1eE2]", "[0x1]", "[1a]", "[1.2.3]", "[1_000]", "[\u{FF11}]", #"["\x41"]"#, #"["\a"]"#,
    #"["\u"]"#, #"["\u12"]"#, #"["\u12G4"]"#, #"["\U0041"]"#, #"["\ud800"]"#, #"["\ud800\u0041"]"#,
    #"["\udc00"]"#, #"["\ud800\ud800"]"#, #"["\"]"#, #"["\ "]"#, "[\"\n\"]", "[\"\t\"]",
    "[\"\u{0}\"]",
    "/* */[]", "[1]//", "[\"a\"]\u{0}", "\u{FEFF}[]", "[\u{A0}1]", "[\u{C}]", "[\u{2060}]", "('a')",
    "\\", "*",
  ])
  func refuses(_ text: String) {
    #expect(throws: JSONError.self) { try JSON(bytes: Array(text.utf8)) }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xE0, 0x80, 0xAF, 0x22],
      [0x22, 0x80, 0x22],
      [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xC3, 0x22],
      [0x22, 0xE2, 0x82, 0x22], [0xFF], [0x5B, 0xE9, 0x5D], [0x22, 0x5C, 0x6E, 0xFF, 0x22],
      [0xFE, 0xFF, 0x00, 0x22],
    ] as [[UInt8]])
  func refusesInvalidUTF8(_ bytes: [UInt8]) {
    #expect(throws: JSONError.self) { try JSON(bytes: bytes) }
  }

  /// On randomly damaged texts: Foundation reads every text that this reader accepts, with the same
  /// value. A text that only Foundation accepts has a repeated name, a trailing comma, a NUL or a
  /// byte order mark.
  @Test func agreesWithFoundation() throws {
    let seeds = [
      #"{"id":"1","facts":{"a":true,"b":null,"c":[1,-2.5e3,"é\n\u0041"],"d":{"x":[]}},"z":""}"#,
      #"["\ud83d\ude00",0.1,{"k":"v","l":"w"},[[],[{}]],"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\\"]"#,
    ]
    forAll(seeds: 0..<4_000) { random in
      var bytes = Array(seeds.randomElement(using: &random)!.utf8)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let offset = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[offset] = .random(in: 0...255, using: &random)
        case 1: bytes.remove(at: offset)
        case 2: bytes[offset] = Array(#"{}[]",:\ue0-+.1t"#.utf8).randomElement(using: &random)!
        default: bytes.insert(bytes.randomElement(using: &random)!, at: offset)
        }
      }
      let theirs = try? JSONSerialization.jsonObject(
        with: Data(bytes), options: [.fragmentsAllowed])
      do throws(JSONError) {
        let mine = try JSON(bytes: bytes)
        return theirs.map { isSame(mine, $0) } ?? (mine.containsLargeNumber)
      } catch {
        let text = String(decoding: bytes, as: UTF8.self)
        return theirs == nil || error.kind == .repeatedName || text.contains(",}")
          || text.contains(",]") || bytes.contains(0) || bytes.starts(with: [0xEF, 0xBB, 0xBF])
      }
    }
  }

  private func isSame(_ mine: JSON, _ theirs: Any) -> Bool {
    switch mine {
    case .null: theirs is NSNull
    case .boolean(let value): (theirs as? Bool) == value
    case .number(let digits):
      (theirs as? NSNumber).map { $0.doubleValue == Double(digits) } ?? false
    case .string(let text): (theirs as? String) == text
    case .array(let elements):
      (theirs as? [Any]).map { $0.count == elements.count && zip(elements, $0).allSatisfy(isSame) }
        ?? false
    case .object(let members):
      (theirs as? [String: Any]).map { other in
        members.allSatisfy { member in other[member.name].map { isSame(member.value, $0) } ?? false
        }
      } ?? false
    }
  }
}

extension JSON {
  fileprivate var containsLargeNumber: Bool {
    switch self {
    case .number(let digits): Double(digits).map { !$0.isFinite || $0.magnitude > 1e15 } ?? true
    case .array(let elements): elements.contains(where: \.containsLargeNumber)
    case .object(let members): members.contains { $0.value.containsLargeNumber }
    default: false
    }
  }
}

import JSONText
import TestSupport
import Testing

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", #"{"a":[1,-0.5e+10,"é\n"]}"#, #""😀""#, "0",
    "12345678901234567890.12345678901234567890",
  ])
  func printsWhatItReads(_ text: String) throws {
    #expect(try JSON(bytes: Array(text.utf8)).compact == text)
  }

  @Test func readsEscapes() throws {
    let json = try JSON(bytes: Array(#""\u00e9\ud83d\ude00\/\b""#.utf8))
    #expect(json == .string("é😀/\u{8}"))
  }

  @Test(arguments: [
    ("", JSONError.Kind.notJSON), ("{", .notJSON), ("01", .notJSON), ("1.", .notJSON),
    ("[1,]", .notJSON), ("{\"a\":1,}", .notJSON), ("nul", .notJSON), ("'a'", .notJSON),
    ("\"\u{1}\"", .notJSON), (#""\x""#, .notJSON), (#""\ud83d""#, .notJSON),
    (#""\ude00""#, .notJSON), ("1 2", .notJSON), ("NaN", .notJSON), ("+1", .notJSON),
    (#"{"a":1,"a":2}"#, .repeatedName), (#"{"a":1,"\u0061":2}"#, .repeatedName),
    (#"{"abcdefghij":1,"b":2,"abcdefgh\u0069j":3}"#, .repeatedName),
    (#"{"":1,"b":2,"":3}"#, .repeatedName), (#"{"b":[{}],"c":{"b":1},"b":2}"#, .repeatedName),
    ("{\((0..<40).map { "\"m\($0)\":0" }.joined(separator: ",")),\"m7\":0}", .repeatedName),
    (String(repeating: "[", count: 65) + String(repeating: "]", count: 65), .tooDeep),
  ])
  func refusesInvalidTextRepeatedNamesAndDeepNesting(_ text: String, _ kind: JSONError.Kind) {
    do {
      _ = try JSON(bytes: Array(text.utf8))
      Issue.record("\(text) was read")
    } catch {
      #expect(error.kind == kind)
    }
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect(throws: JSONError.self) { try JSON(bytes: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  /// *parse ∘ print = id*, for both layouts.
  @Test func readsWhatItPrints() {
    forAll { random in
      let json = randomJSON(depth: 4, &random)
      let compact = try? JSON(bytes: Array(json.compact.utf8))
      let pretty = try? JSON(bytes: Array(json.pretty.utf8))
      return compact == json && pretty == json
    }
  }

  /// A terminal interprets these characters, so they are written as escapes.
  @Test(arguments: [
    "\u{1B}", "\u{7F}", "\u{80}", "\u{9B}", "\u{9F}", "\u{202A}", "\u{202E}", "\u{2069}",
  ])
  func printsNoControlCharacters(_ text: String) throws {
    let json = JSON.string("a\(text)b")
    #expect(json.compact.unicodeScalars.allSatisfy { $0.isASCII && $0.value >= 0x20 })
    #expect(try JSON(bytes: Array(json.compact.utf8)) == json)
    #expect(JSON.string("\u{A0}–é\u{2070}").compact == "\"\u{A0}–é\u{2070}\"")
  }

  private func randomJSON(depth: Int, _ random: inout SplitMix64) -> JSON {
    switch Int.random(in: 0...(depth > 0 ? 6 : 4), using: &random) {
    case 0: return .null
    case 1: return .boolean(.random(using: &random))
    case 2: return .number(String(Int.random(in: -9999...9999, using: &random)))
    case 3, 4:
      let signs = Array("aZ \"\\/\n\t\u{7F}é😀\u{1}\u{9B}\u{A0}\u{202E}\u{2069}–")
      let count = Int.random(in: 0...40, using: &random)
      return .string(String((0..<count).map { _ in signs.randomElement(using: &random)! }))
    case 5:
      return .array(
        (0..<Int.random(in: 0...5, using: &random)).map { _ in
          randomJSON(depth: depth - 1, &random)
        })
    default:
      return .object(
        (0..<Int.random(in: 0...5, using: &random)).map { index in
          JSON.Member("m\(index)", randomJSON(depth: depth - 1, &random))
        })
    }
  }
}

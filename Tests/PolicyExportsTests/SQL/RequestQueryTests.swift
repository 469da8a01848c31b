import PolicyChecks
import PolicyModel
import TestSupport
import Testing

@testable import PolicyExports

/// What the queries that read requests take as JSON. That engines read odd texts as `policyc decide`
/// reads them is checked by `Tests/Conformance/exports`.
@Suite struct RequestQueryTests {
  /// *A text matches ⇔ its number is exactly a decimal of 20 digits before the point and 18 after it,
  /// or has an exponent of one digit that leaves it so.*
  @Test(arguments: [
    ("0", true), ("-0", true), ("20", true), ("19.99999999999999999", true),
    ("12345678901234567890", true), ("123456789012345678901", false),
    ("0.123456789012345678", true), ("0.1234567890123456789", false),
    ("0.1234567890123456780000", true), ("1e1", true), ("1E+09", true), ("1e10", false),
    ("12345678901.123456789e-9", true), ("12345678901.123456789E9", true),
    ("123456789012e0", false), ("0.1234567891e0", false), ("9007199254740993e0", false),
    ("1e-400", false), ("1e200000", false), ("NaN", false), ("1.", false), ("", false),
  ])
  func decimalsAreExactOrRefused(_ text: String, _ isExact: Bool) throws {
    let pattern = try Regex(JSONPatterns.decimal(whole: 20, fraction: 18))
    #expect((text.firstMatch(of: pattern) != nil) == isExact)
  }

  /// Whatever follows or precedes it, a number that a double may not hold is found.
  @Test(arguments: [
    ("{\"x\":\t19.99999999999999999}", true), ("{\"x\":\n9007199254740993e0}", true),
    ("{\"x\":\r1234567890123456}", true), ("{\"x\":1E5}", true), ("[-0.000000000000001]", true),
    ("{\"x\": 19.999999999999}", false), ("{\"x\": 999999999999999}", false),
  ])
  func numbersBeyondADoubleAreFound(_ line: String, _ isFound: Bool) throws {
    let pattern = try Regex(JSONPatterns.inexactNumber)
    #expect((line.firstMatch(of: pattern) != nil) == isFound)
  }

  /// Tokens are those of RFC 8259, and halves of surrogate pairs are not text.
  @Test(arguments: [
    (#"{"a": [1, -2.5e+3, "\u0041\ud83d\uDE00\\ \"", true, false, null]}"#, true),
    (#"{"a": NaN}"#, false), (#"{"a": -Infinity}"#, false), (#"{"a": [1, ]}"#, false),
    (#"{"a": 01}"#, true), (#"{"a": +1}"#, false), (#"{"a": 1.}"#, false), (#"{'a': 1}"#, false),
    (#"{"a": "\ud83d"}"#, false), (#"{"a": "\ude00"}"#, false), (#"{"a": "\x41"}"#, false),
    ("{\"a\": \"\u{1}\"}", false), ("{\"a\": \"\u{7F}\u{2028}\"}", true),
    (#"{"a": 1} // b"#, false), ("{\u{A0}}", false),
  ])
  func tokensAreThoseOfJSON(_ line: String, _ isMadeOfThem: Bool) throws {
    let pattern = try Regex(JSONPatterns.tokensWithoutTrailingCommas)
    #expect((line.firstMatch(of: pattern) != nil) == isMadeOfThem)
  }

  /// Only a query whose engine may round numbers reads them a second time, and only where a fact is
  /// stated as a number.
  @Test func numbersAreReadAgainWhereTheyAreNeeded() throws {
    let policies = [
      (ExportedPolicies.testing("type: number", "{at_least: 20}"), true),
      (ExportedPolicies.testing("type: boolean", "true"), false),
    ]
    for dialect in SQLDialect.allCases {
      for (checked, isMeasured) in policies {
        let exported = RevisionExport(
          checked.policy.revisions[0], of: checked, Provenance(compiler: "", sourceDigest: ""))
        let query = String(
          decoding: try Export.requestQuery(dialect).artifacts(of: exported)[0].bytes,
          as: UTF8.self)
        #expect(query.contains("x.exact") == (isMeasured && dialect != .postgres))
      }
    }
  }
}

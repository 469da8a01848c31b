/// Regular expressions for the text of JSON, by RFC 8259, in the syntax that RE2, PostgreSQL and Java
/// have in common.
///
/// The engines read JSON by rules of their own: one takes `NaN` and a comma before a bracket, another
/// stops after the first value of a line, and a third ends the query at half of a surrogate pair.
/// What `policyc decide` refuses is refused with these.
enum JSONPatterns {
  private static let space = #"[ \t\n\r]*"#

  /// A string, in which surrogates come in pairs.
  private static let string =
    #""(?:[^"\\\x01-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9abcefABCEF][0-9a-fA-F]{3}"#
    + #"|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*""#

  private static let number = #"-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?"#

  /// A text of the tokens of JSON, in which a value comes after each comma.
  static let tokensWithoutTrailingCommas =
    #"^(?:[ \t\n\r{}\[\]:]|,?\#(space)(?:\#(string)|\#(number)|true|false|null|[{\[]))*$"#

  /// A text of the tokens of JSON, in which each number ends where another token begins.
  static let tokens =
    #"^(?:[ \t\n\r{}\[\]:,]|\#(string)|\#(number)\#(space)[,}\]]|true|false|null)*$"#

  /// A string in a text that is made of tokens.
  static let anyString = #""(?:[^"\\]|\\.)*""#

  /// An array or an object without another one in it, in a text without white space in which each string
  /// has been replaced by `s`, and each innermost array or object by `v`.
  static let innermost: String = {
    let value = "(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)"
    return #"\[(?:\#(value)(?:,\#(value))*)?\]|\{(?:s:\#(value)(?:,s:\#(value))*)?\}"#
  }()

  /// Marks a line that may have a number which a double does not hold exactly: one of 16 or more
  /// digits, or with an exponent.
  static let inexactNumber = "[0-9][0-9.]{15}|[0-9][eE]"

  /// Everything up to a number, and the number; after the last number, everything up to the end.
  static let upToNumber =
    #"([^"0-9-]*(?:"(?:[^"\\]|\\.)*"[^"0-9-]*)*)(-?[0-9][-+.0-9eE]*|$)"#

  /// As above, for Java, in which a group that may be tried again costs stack for each repetition.
  static let upToNumberPossessively =
    #"([^"0-9-]*+(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"[^"0-9-]*+)*+)(-?[0-9][-+.0-9eE]*+|\z)"#

  /// A number that a decimal column can hold exactly.
  ///
  /// - Parameters:
  ///   - whole: the digits of the column before its point.
  ///   - fraction: the digits of the column after its point.
  static func decimal(whole: Int, fraction: Int) -> String {
    let shift = min(9, whole / 2)
    return "^-?(?:[0-9]{1,\(whole)}(?:[.][0-9]{1,\(fraction)}0*)?"
      + "|[0-9]{1,\(whole - shift)}(?:[.][0-9]{1,\(fraction - shift)})?[eE][+-]?0*[0-\(shift)])$"
  }
}

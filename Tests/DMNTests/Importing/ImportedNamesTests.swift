import Testing

@testable import DMN

/// Names of facts and values, derived from text in any script.
@Suite struct ImportedNamesTests {
  @Test(arguments: [
    (["Risk Category", "RiskCategory"], ["risk_category", "risk_category_2"]),
    (["Größe", "GRÖSSE", "Größe"], ["grosse", "grosse_2", "grosse_3"]),
    (["e\u{301}tat", "état", "Œuvre", "Þorn"], ["etat", "etat_2", "oeuvre", "n_4"]),
    (["年齢", "性別", "年齢 A"], ["n_1", "n_2", "n_3"]),
    (["Возраст", "عمر", "६५"], ["n_1", "n_2", "n_3"]),
    (["18 to 64", "", "!?", "<18"], ["v_18_to_64", "n_2", "n_3", "v_18"]),
    // Words of FEEL and of the policy language.
    (
      ["sum", "date", "any_of", "result"],
      ["sum_value", "date_value", "any_of_value", "result_value"]
    ),
    (["sum value", "sum"], ["sum_value", "sum_2"]),
    (["HTTPStatus", "isOK", "a.b.c"], ["httpstatus", "is_ok", "a_b_c"]),
  ])
  func namesAreLatinAndDistinct(_ texts: [String], _ expected: [String]) {
    var names = ImportedNames.ofFacts
    let given = texts.enumerated().map { names.add($1, numbered: "n_\($0 + 1)") }
    #expect(given == expected)
  }

  @Test func textIsVisibleAndOnOneLine() {
    #expect("a\u{202E}b\u{85}c\n d\u{FEFF}".oneLine == "a b c d")
    #expect("*Age* {of} `x`\u{2028}<b>".plainText == "Age of x b")
  }
}

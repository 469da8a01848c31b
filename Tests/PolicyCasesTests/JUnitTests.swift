import CXML
import PolicyCases
import PolicyChecks
import PolicyModel
import TestSupport
import Testing

@Suite struct JUnitTests {
  /// A name with every character that XML treats specially.
  private let cases = """
    policy: X.1
    cases:
      - name: Less < than "quoted" & 'plain' > all ]]> — é 𝛽
        expect: {result: met}
      - name: Nothing
        expect: {result: needs-information}

    """

  @Test(arguments: [true, false])
  func isWhatBuildServersRead(_ hasCoverage: Bool) throws {
    let checked = try basePolicy(cases: cases)
    let coverage =
      hasCoverage
      ? ["X.1": checked.policy.revisions.map { RevisionCoverage(of: $0, by: checked.cases) }] : [:]
    let report = JUnitReport([CaseRun(checked.cases, of: checked.policy)], coverage: coverage)
    #expect(isValid(report.text))
    // The schema refuses reports that are broken.
    #expect(!isValid(report.text.replacing("failures=", with: "failed=")))
    #expect(!isValid(report.text.replacing("&quot;", with: "\"")))
  }

  @Test func countsWhatFails() throws {
    let checked = try basePolicy(cases: cases)
    let text = JUnitReport([CaseRun(checked.cases, of: checked.policy)], coverage: [:]).text
    #expect(text.contains("<testsuite name=\"X.1 6/24\" tests=\"2\" failures=\"1\" errors=\"0\""))
  }

  private func isValid(_ text: String) -> Bool {
    let schema = readFile(folder(of: #filePath) + "/junit.xsd") ?? []
    let options = Int32(XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue)
    return schema.withUnsafeBytes { bytes in
      let parser = xmlSchemaNewMemParserCtxt(
        bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count))
      defer { xmlSchemaFreeParserCtxt(parser) }
      guard let schema = xmlSchemaParse(parser) else { return false }
      defer { xmlSchemaFree(schema) }
      guard let document = xmlReadMemory(text, Int32(text.utf8.count), nil, "UTF-8", options)
      else { return false }
      defer { xmlFreeDoc(document) }
      let validator = xmlSchemaNewValidCtxt(schema)
      defer { xmlSchemaFreeValidCtxt(validator) }
      xmlSchemaSetValidErrors(validator, nil, nil, nil)
      return xmlSchemaValidateDoc(validator, document) == 0
    }
  }
}

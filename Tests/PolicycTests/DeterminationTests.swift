import Foundation
import TestSupport
import Testing

/// Four national coverage determinations, in short: what the language has to carry besides the
/// policies of this project.
@Suite struct DeterminationTests {
  private let sources = folder(of: #filePath) + "/Determinations"

  @Test func areCheckedBuiltAndDecidedAsTheirCasesSay() throws {
    let command = try Command()
    defer { command.remove() }
    let check = try command.run("check", sources)
    #expect(check.errors.isEmpty && check.code == 0, "\(check.errors)")
    let test = try command.run("test", "--sources", sources)
    #expect(test.code == 0, "\(test.output)")
    let build = try command.run("build", "--sources", sources)
    #expect(build.code == 0, "\(build.errors)")
    for (policy, line) in [
      ("CMS.NCD.240.4/2008-03", "The therapy began over 12 weeks ago"),
      ("CMS.NCD.240.4/2008-03", "Index of 5 to 14 events per hour, with at least one"),
      ("CMS.NCD.240.4/2008-03", "Criterion I.B: *met*"),
      ("CMS.NCD.100.1/2013-09", "Body mass index: at least 35 kg/m²"),
      ("CMS.NCD.100.1/2013-09", "order of precedence"),
      ("CMS.NCD.240.2/2021-09", "Saturation of exactly 89%"),
      ("CMS.NCD.240.2/2021-09", "Pressure of 56 to 59 mmHg"),
      (
        "CMS.NCD.20.4/2018-02", "infarctions: at least 1, within 40 days before the date of service"
      ),
    ] {
      let page = try #require(command.text("generated/\(policy)/policy.md"))
      #expect(page.contains(line), "\(policy): \(line)")
    }
  }
}

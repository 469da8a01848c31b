import Foundation
import LiverIron
import LiverIronAnalysis
import LiverIronImages
import LiverIronReports
import LiverIronTestSupport
import Testing

@Suite("Reports")
struct ReportTests {
  static let series = "sub-<script>&\"1\""

  /// A body with 83 s⁻¹ in its middle slice, and a voxel that is not a number.
  private func files(pinned: Bool) throws -> [String: String] {
    let phantom = BodyPhantom()
    var echoes = phantom.echoes(seed: 3)
    let liver = phantom.mask(.liver)
    let broken = try #require(liver.firstIndex(of: true))
    echoes[2][broken] = .nan
    let study = try MultiEchoStudy(
      series: Self.series,
      zip(echoes, phantom.times.seconds).enumerated().map { index, echo in
        MultiEchoStudy.EchoFile(
          name: MESEName(file: "sub-1_echo-\(index + 1)_MESE.nii")!,
          image: NIfTIFile(grid: phantom.grid, values: echo.0).bytes,
          sidecar: Array(
            #"{"EchoTime": \#(echo.1.value), "MagneticFieldStrength": 1.5}"#.utf8))
      })
    var request = AnalysisRequest(study: study, liver: liver)
    if pinned {
      let calibration = Calibration.stPierre2005
      request.pinned = try PinnedCalibration(
        PolicyPin(
          policy: "P", revision: "11/23", id: calibration.id, number: 1,
          digest: calibration.digest), in: .bundled)
    }
    let files = try Analysis(request, FitExecution()).files()
    return Dictionary(
      uniqueKeysWithValues: files.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) })
  }

  @Test("say what they are for, count what they leave out, and escape what they are given")
  func page() throws {
    let page = try #require(try files(pinned: true)["report.html"])
    #expect(page.contains(ResearchUse.statement))
    #expect(page.contains("sub-&lt;script&gt;&amp;&quot;1&quot;"))
    #expect(!page.contains("<script"))
    #expect(page.contains("A signal that is not a finite number</th><td>1</td>"))
    #expect(page.contains("because no tissue was masked"))
    #expect(page.contains("pinned by P 11/23"))
  }

  @Test("have a language, headings in order, and words for every picture and table")
  func accessible() throws {
    let page = try #require(try files(pinned: true)["report.html"])
    #expect(page.contains("<html lang=\"en\">"))
    #expect(page.contains("<meta name=\"viewport\""))
    #expect(page.count(of: "<h1") == 1)
    #expect(page.count(of: "<img ") == page.count(of: " alt=\""))
    #expect(page.count(of: "<svg ") == page.count(of: "aria-label=\"Histogram"))
    #expect(page.count(of: "<table>") == page.count(of: "<caption>"))
    #expect(!page.contains("<th>"))
    #expect(!page.contains("http"))
  }

  @Test("give no concentration without a pin")
  func withoutPin() throws {
    let files = try files(pinned: false)
    #expect(files["lic.svg"] == nil && files["lic.nii.gz"] == nil)
    for (name, text) in files where !name.hasSuffix(".gz") {
      #expect(!text.contains("mg/g"), "\(name)")
    }
    #expect(files["result.json"]?.contains("\"noLICBecause\"") == true)
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}

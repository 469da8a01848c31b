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
  private func files(
    pinned: Bool, hasTissue: Bool = true, repetitionTime: Double = 2.5
  ) throws -> [String: String] {
    let phantom = BodyPhantom()
    var echoes = phantom.echoes(seed: 3)
    let liver = phantom.mask(.liver)
    let broken = try #require(liver.firstIndex(of: true))
    echoes[2][broken] = .nan
    let study = try AcquiredStudy(
      series: Self.series,
      zip(echoes, phantom.times.seconds).enumerated().map { index, echo in
        MultiEchoStudy.EchoFile(
          name: MESEName(file: "sub-1_echo-\(index + 1)_MESE.nii")!,
          image: NIfTIFile(grid: phantom.grid, values: echo.0).bytes,
          sidecar: Array(
            #"{"EchoTime": \#(echo.1.value), "MagneticFieldStrength": 1.5, "RepetitionTime": \#(repetitionTime)}"#
              .utf8))
      }, files: [])
    var request = CheckedRequest()
    func mask(_ tissue: BodyPhantom.Tissue) -> CheckedRequest.MaskFile {
      CheckedRequest.MaskFile(
        name: "mask",
        bytes: NIfTIFile(
          grid: phantom.grid, values: phantom.mask(tissue).map { $0 ? 1 : 0 }, kind: .uint8
        ).bytes)
    }
    request.mask = mask(.liver)
    request.saline = mask(.saline)
    if hasTissue { request.tissue = mask(.muscle) }
    if pinned {
      let calibration = Calibration.stPierre2005
      request.settings.pinned = try PinnedCalibration(
        PolicyPin(
          policy: "P", revision: "11/23", id: calibration.id, number: 1,
          digest: calibration.digest), in: .bundled)
    }
    let files = try CheckedAnalysis(study, request, FitExecution()).files(
      analysedAt: "20260203120000")
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
    #expect(page.contains("Fat in the liver is not measured"))
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
      #expect(!text.contains("mg/g dry") && !text.contains("milligramsPerGram"), "\(name)")
    }
    #expect(files["result.json"]?.contains("\"noLICBecause\"") == true)
  }
}

extension ReportTests {
  @Test("give R2 alone without tissue, and say what to draw")
  func withoutTissue() throws {
    let files = try files(pinned: true, hasTissue: false)
    #expect(files["lic.svg"] == nil && files["lic.nii.gz"] == nil)
    let result = try #require(files["result.json"])
    #expect(result.contains("no tissue was masked") && result.contains("draw muscle and spleen"))
    #expect(!result.contains("milligramsPerGram\""))
  }

  @Test("refuse what the sidecar contradicts, and say what to repeat")
  func refusal() throws {
    let files = try files(pinned: true, repetitionTime: 0.5)
    #expect(files.keys.sorted() == ["report.html", "result.json"])
    let page = try #require(files["report.html"])
    #expect(page.contains("Found: 500.0 ms") && page.contains("To do: repeat all echoes"))
  }
}

extension String {
  fileprivate func count(of part: String) -> Int { components(separatedBy: part).count - 1 }
}

import DICOMFiles
import Foundation
import LiverIronTestSupport
import Testing

@Suite("lic analyse and lic release, on DICOM")
struct CentreTests {
  /// A study of DICOM on the disk, in a folder that goes with it.
  private final class ScannedStudy {
    let folder: URL

    init(trainLength: Int = 1) throws {
      folder = FileManager.default.temporaryDirectory.appending(path: "lic-\(UUID().uuidString)")
      var body = ScannedBody()
      body.phantom.gains = [1, 0.98, 1.02, 0.99, 1.03]
      body.phantom.liverRates = [83, 83, 83]
      try FileManager.default.createDirectory(
        at: folder.appending(path: "study"), withIntermediateDirectories: true)
      let files = try body.files { dataset, _, _ in
        dataset.put(.echoTrainLength, "\(trainLength)")
      }
      for file in files {
        try Data(file.bytes).write(to: folder.appending(path: "study/" + file.name))
      }
      try Data(body.mask(.liver)).write(to: folder.appending(path: "liver.nii"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    func names(_ name: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []).sorted()
    }
  }

  @Test("measures a draft, which a person releases, and another amends")
  func released() throws {
    let study = try ScannedStudy()
    let run = try CommandRun([
      "analyse", study.path("study"), "--mask", study.path("liver.nii"), "-o", study.path("out"),
    ])
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("no LIC: no calibration is pinned"))
    #expect(run.output.contains("lic release"))
    #expect(
      study.names("out") == [
        "measurements.dcm", "quality.nii.gz", "r2-map.dcm", "r2-picture.dcm",
        "r2-standard-error.nii.gz", "r2.nii.gz", "r2.svg", "region.dcm", "report.dcm",
        "report.json", "report.pdf", "result.json",
      ])
    let release = ["release", study.path("out"), "--observer", "Doe^Jo", "--role", "radiologist"]
    for part in [[], ["--confirm-region"], ["--confirm-report"]] {
      let run = try CommandRun(release + part)
      #expect(run.exitCode == 1 && run.errors.contains("is not confirmed"), "\(part)")
    }
    let all = ["--confirm-region", "--confirm-report"]
    #expect(try CommandRun(release + all).exitCode == 0)
    #expect(study.names("out").contains("release.json"))
    let twice = try CommandRun(release + all)
    #expect(twice.exitCode == 1 && twice.errors.contains("is released already"))

    // Proposed by the program this time: another report of the same study.
    let again = try CommandRun(["analyse", study.path("study"), "-o", study.path("second")])
    #expect(again.exitCode == 0, "\(again.errors)")
    #expect(again.output.contains("region: proposed by lic"))
    let second =
      ["release", study.path("second"), "--observer", "Doe^Jo", "--role", "radiologist"] + all
    let unsaid = try CommandRun(second)
    #expect(unsaid.exitCode == 1 && unsaid.errors.contains("--amends"), "\(unsaid.errors)")
    let amended = try CommandRun(
      second + ["--amends", study.path("out"), "--because", "the liver was cut"])
    #expect(amended.exitCode == 0 && amended.output.contains("because the liver was cut"))
  }

  @Test("killed at any moment leaves a draft or a released report, and nothing between")
  func killed() throws {
    let study = try ScannedStudy()
    let analysed = try CommandRun([
      "analyse", study.path("study"), "--mask", study.path("liver.nii"), "-o", study.path("out"),
    ])
    #expect(analysed.exitCode == 0, "\(analysed.errors)")
    let draft = study.names("out")
    let release = [
      "release", study.path("out"), "--observer", "Doe^Jo", "--role", "radiologist",
      "--confirm-region", "--confirm-report",
    ]
    for milliseconds in [5, 20, 40, 60, 80, 100, 130, 170, 220, 300] as [UInt32] {
      _ = try CommandRun(release, killedAfter: milliseconds)
      let names = study.names("out").filter { $0 != "release.json" }
      #expect(names == draft, "after \(milliseconds) ms")
    }
    let last = try CommandRun(release)
    #expect(last.exitCode == 0 || last.errors.contains("is released already"), "\(last.errors)")
    #expect(study.names("out") == (draft + ["release.json"]).sorted())
  }

  @Test("refuses a train, writes what to repeat, and overrides with R2 alone")
  func refused() throws {
    let study = try ScannedStudy(trainLength: 5)
    let words = ["analyse", study.path("study"), "--mask", study.path("liver.nii")]
    let refused = try CommandRun(words + ["-o", study.path("out")])
    #expect(refused.exitCode == 1)
    #expect(refused.output.contains("fail[single-echo]") && refused.output.contains("to do:"))
    #expect(
      study.names("out") == ["report.dcm", "report.json", "report.pdf", "result.json"])
    let overridden = try CommandRun(words + ["-o", study.path("out"), "--override"])
    #expect(overridden.exitCode == 0, "\(overridden.errors)")
    #expect(overridden.output.hasPrefix("CHECKS OVERRIDDEN: R2 only"))
  }

  @Test("says what is wrong with paths, masks and reports")
  func wrongPaths() throws {
    let study = try ScannedStudy()
    let release = ["release", study.path("study"), "--observer", "Doe^Jo"]
    let cases: [(words: [String], exitCode: Int32, message: String)] = [
      (["analyse", study.path("none"), "-o", study.path("o")], 1, "no such file or folder"),
      (["analyse", study.path("liver.nii"), "-o", study.path("o")], 1, "its name does not say"),
      (
        [
          "analyse", study.path("study"), "--mask", study.path("study/echo-1-slice-1.dcm"), "-o",
          study.path("o"),
        ],
        1, "error: "
      ),
      (release + ["--role", "r", "--confirm-report"], 1, "report.json"),
      (release + ["--role", ""], 2, "--role"),
      (release + ["--role", "r", "--amends", "x"], 2, "go together"),
      (["release", study.path("study"), "--role", "r"], 2, "--observer does not name a person"),
    ]
    for (words, exitCode, message) in cases {
      let run = try CommandRun(words)
      #expect(run.exitCode == exitCode && run.errors.contains(message), "\(words): \(run.errors)")
      #expect(study.names("o").isEmpty)
    }
  }

  @Test(
    "serves only for research, with no secret on the command line, and says when there is no server"
  )
  func serve() throws {
    let study = try ScannedStudy()
    let address = ["serve", "--orthanc", "http://127.0.0.1:9", "--state", study.path("state")]
    let research = address + ["--research-use", "--once"]
    let credentials = study.path("credentials")
    try Data("user:password\n".utf8).write(to: URL(filePath: credentials))
    chmod(credentials, 0o644)
    let cases: [(words: [String], exitCode: Int32, message: String)] = [
      (address, 2, "--research-use"),
      (["serve", "--orthanc", "http://u:p@127.0.0.1:9", "--research-use"], 2, "command line"),
      (["serve", "--orthanc", "localhost", "--research-use"], 2, "not the address"),
      (research + ["--credentials", credentials], 1, "others may read it"),
      (research + ["--pin", study.path("liver.nii")], 1, "is not the JSON of a pin"),
      (research, 1, "Orthanc cannot be reached"),
    ]
    for (words, exitCode, message) in cases {
      let run = try CommandRun(words)
      #expect(run.exitCode == exitCode && run.errors.contains(message), "\(words): \(run.errors)")
    }
  }

  @Test("names a damaged record, and keeps it")
  func damagedRecord() throws {
    let study = try ScannedStudy()
    let record = study.path("state/studies/0123456789abcdef.json")
    try FileManager.default.createDirectory(
      atPath: study.path("state/studies"), withIntermediateDirectories: true)
    try Data("{\"key\": ".utf8).write(to: URL(filePath: record))
    let run = try CommandRun([
      "serve", "--orthanc", "http://127.0.0.1:9", "--state", study.path("state"),
      "--research-use", "--once", "--retry-dead-letters",
    ])
    #expect(run.errors.contains("0123456789abcdef.json` is damaged"), "\(run.errors)")
    #expect(try String(contentsOfFile: record, encoding: .utf8) == "{\"key\": ")
  }
}

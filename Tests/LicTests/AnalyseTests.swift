import Foundation
import LiverIron
import Testing

@Suite("lic analyse")
struct AnalyseTests {
  private func run(_ study: StudyOnDisk, _ more: [String] = [], out: String = "out") throws
    -> CommandRun
  {
    try CommandRun(
      ["analyse", study.path("study"), "--mask", study.path("liver.nii"), "-o", study.path(out)]
        + more)
  }

  private func whole(_ study: StudyOnDisk) -> [String] {
    ["--saline", study.path("saline.nii"), "--tissue", study.path("tissue.nii")]
  }

  @Test("gives R2 alone without a pin")
  func withoutPin() throws {
    let study = try StudyOnDisk()
    let run = try run(study)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("no LIC: no calibration is pinned"))
    #expect(
      study.result == [
        "quality.nii.gz", "r2-standard-error.nii.gz", "r2.nii.gz", "r2.svg", "report.html",
        "result.json",
      ])
    for name in ["report.html", "result.json", "r2.svg"] {
      #expect(try !study.text("out/" + name).contains("mg/g dry"), "\(name)")
    }
  }

  @Test("gives LIC by the pinned calibration, by the whole chain")
  func withPin() throws {
    let study = try StudyOnDisk()
    let run = try run(study, ["--pin", study.path("pin.json")] + whole(study))
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(study.result.contains("lic.nii.gz") && study.result.contains("lic.svg"))
    let result = try study.text("out/result.json")
    #expect(result.contains("\"model\" : \"bi-exponential\""))
    #expect(result.contains("\"policyRevision\" : \"1\""))
    for name in ["report.html", "result.json", "r2.svg", "lic.svg"] {
      #expect(try study.text("out/" + name).contains("esearch use only"), "\(name)")
    }
  }

  @Test("gives R2 alone where nothing supports a concentration, and says what to draw")
  func withoutGrounds() throws {
    let study = try StudyOnDisk()
    let pin = ["--pin", study.path("pin.json")]
    let run = try run(study, pin)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.output.contains("no LIC: no tissue was masked"))
    #expect(run.output.contains("to do: draw muscle and spleen on all sides of the liver"))
    #expect(!study.result.contains("lic.svg"))
    let asked = try self.run(study, pin + whole(study) + ["--one-exponential"])
    #expect(asked.output.contains("no LIC: one exponential was asked for"))
  }

  @Test("names fat as a risk next to the figure, with its interval")
  func fat() throws {
    let study = try StudyOnDisk()
    let run = try run(study, ["--pin", study.path("pin.json")] + whole(study))
    #expect(run.output.contains(" mg/g (95 %: "))
    #expect(run.output.contains("caution: Fat in the liver is not measured"))
    for name in ["report.html", "result.json"] {
      #expect(try study.text("out/" + name).contains("Fat in the liver is not measured"))
    }
  }

  @Test(
    "refuses what a sidecar contradicts, as of DICOM",
    arguments: [
      (#", "EchoTrainLength": 5"#, "single-echo"), (#", "ScanningSequence": "GR""#, "single-echo"),
      (#", "ContrastBolusIngredient": "GADOLINIUM""#, "contrast-agent"),
      (#", "ImageType": ["ORIGINAL", "PRIMARY", "P"]"#, "magnitude"),
      (#", "ImagedNucleus": "31P""#, "field-strength"),
      (#", "Manufacturer": "Philips""#, "intensity-scale"),
    ])
  func contradictions(more: String, code: String) throws {
    let study = try StudyOnDisk(more: more)
    let run = try run(study, ["--pin", study.path("pin.json")] + whole(study))
    #expect(run.exitCode == 1 && run.output.contains("fail[\(code)]"), "\(run.output)")
    #expect(study.result == ["report.html", "result.json"])
  }

  @Test("writes the same bytes for any kernel and number of threads")
  func sameBytes() throws {
    let study = try StudyOnDisk()
    let pin = ["--pin", study.path("pin.json")] + whole(study)
    #expect(try run(study, pin + ["--kernel", "portable", "--threads", "1"]).exitCode == 0)
    #expect(try run(study, pin + ["--threads", "2"], out: "again").exitCode == 0)
    for name in study.result {
      let left = try Data(contentsOf: study.folder.appending(path: "out/" + name))
      let right = try Data(contentsOf: study.folder.appending(path: "again/" + name))
      #expect(left == right, "\(name)")
    }
  }

  @Test("refuses a drifted pin and says what drifted")
  func driftedPin() throws {
    let study = try StudyOnDisk()
    try study.write(pin: String(repeating: "0", count: 64))
    let run = try run(study, ["--pin", study.path("pin.json")])
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("the digest of `r2-1.5t-st-pierre-2005` revision 1 drifted"))
    #expect(study.result == [])
  }

  @Test("refuses images of another field strength, or gives R2 alone on request")
  func otherFieldStrength() throws {
    let study = try StudyOnDisk(tesla: 3)
    let pin = ["--pin", study.path("pin.json")]
    let refused = try run(study, pin)
    #expect(refused.exitCode == 1)
    #expect(refused.output.contains("fail[field-strength]") && refused.output.contains("3.00 T"))
    #expect(study.result == ["report.html", "result.json"])
    let overridden = try run(study, pin + ["--override"])
    #expect(overridden.exitCode == 0)
    #expect(overridden.output.contains("no LIC: acquisition checks were overridden"))
  }

  @Test("replaces an earlier result whole and nothing else")
  func replaces() throws {
    let study = try StudyOnDisk()
    #expect(try run(study, ["--pin", study.path("pin.json")]).exitCode == 0)
    #expect(try run(study).exitCode == 0)
    #expect(!study.result.contains("lic.svg"))
    try Data("mine".utf8).write(to: study.folder.appending(path: "out/notes.txt"))
    #expect(try run(study).exitCode == 1)
    #expect(try study.text("out/notes.txt") == "mine")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: study.folder.path).filter {
        $0.hasPrefix("out")
      } == ["out"])
    let occupied = try run(study, out: "study")
    #expect(occupied.exitCode == 1)
    #expect(occupied.errors.contains("is there already"))
  }

  @Test(
    "leaves a folder alone that holds more than its own result",
    arguments: [
      ["result.json": #"{"format": "other/1"}"#], ["result.json": "[1]", "notes.txt": "mine"],
      ["result.json": #"{"format": "lic-result/1"}"#, "notes.txt": "mine"],
      ["report.html": "mine"], ["result.json/inside": "mine"],
    ])
  func leavesOthers(files: [String: String]) throws {
    let study = try StudyOnDisk()
    for (name, text) in files {
      let place = study.folder.appending(path: "out/" + name)
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: place)
    }
    let run = try run(study)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("is there already"), "\(run.errors)")
    for (name, text) in files { #expect(try study.text("out/" + name) == text) }
  }

  @Test("refuses echoes of one series from two folders, and masks that overlap")
  func refusesMixtures() throws {
    let study = try StudyOnDisk()
    for tissue in ["--saline", "--tissue", "--air"] {
      let run = try run(study, [tissue, study.path("liver.nii")])
      #expect(run.exitCode == 1)
      #expect(run.errors.contains("liver and \(tissue.dropFirst(2)) share"), "\(run.errors)")
    }
    let second = study.folder.appending(path: "study/sub-1/again")
    try FileManager.default.createDirectory(at: second, withIntermediateDirectories: true)
    for suffix in ["nii", "json"] {
      try FileManager.default.copyItem(
        at: study.folder.appending(path: "study/sub-1/anat/sub-1_echo-3_MESE." + suffix),
        to: second.appending(path: "sub-1_echo-3_MESE." + suffix))
    }
    let run = try run(study)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("the echoes of `sub-1` lie in 2 folders"))
    #expect(run.errors.contains("sub-1/again") && run.errors.contains("sub-1/anat"))
  }

  @Test("says what is missing")
  func missing() throws {
    let study = try StudyOnDisk()
    #expect(
      try CommandRun(["analyse", study.path("none"), "--mask", "m", "-o", "o"]).exitCode == 1)
    #expect(try run(study, ["--saline", study.path("none.nii")]).exitCode == 1)
    #expect(try run(study, ["--noise", "-1"]).exitCode == 2)
    #expect(try run(study, ["--noise", "1e200"]).exitCode == 1)
    #expect(try run(study, ["--noise", "1e-200"]).exitCode == 1)
    #expect(try run(study, whole(study) + ["--noise", "1e-200"]).exitCode == 1)
    #expect(try run(study, ["--noise", "1", "--air", "x"]).exitCode == 2)
    try FileManager.default.removeItem(
      atPath: study.path("study/sub-1/anat/sub-1_echo-3_MESE.json"))
    let run = try run(study)
    #expect(run.exitCode == 1)
    #expect(run.errors.contains("`sub-1_echo-3_MESE.nii` has no sidecar"))
  }

  @Test("exits with code 3 if the folder cannot be made")
  func unwritable() throws {
    let study = try StudyOnDisk()
    let run = try run(study, out: "pin.json/inside")
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("pin.json` is a file, not a folder"), "\(run.errors)")
  }
}

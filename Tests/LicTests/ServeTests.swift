import DICOMFiles
import Foundation
import LiverIronTestSupport
import Testing

@Suite("lic serve, with a node that answers as Orthanc does")
struct ServeTests {
  /// A node with one study, and the state of a centre next to it.
  private final class CentreOnDisk {
    let folder = FileManager.default.temporaryDirectory.appending(path: "lic-\(UUID().uuidString)")
    let node: StubNode

    init(trainLength: Int = 1, _ change: (inout StubNode.Contents) -> Void = { _ in }) throws {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      var body = ScannedBody()
      body.phantom.gains = [1, 0.98, 1.02, 0.99, 1.03]
      body.phantom.liverRates = [83, 83, 83]
      var contents = StubNode.Contents()
      let files = try body.files { dataset, _, _ in
        dataset.put(.echoTrainLength, "\(trainLength)")
      }
      for (index, file) in files.enumerated() {
        contents.instances["instance-\(100 + index)"] = file.bytes
      }
      change(&contents)
      node = try StubNode(contents)
    }

    deinit {
      node.close()
      try? FileManager.default.removeItem(at: folder)
    }

    /// One round at a time of day, in s.
    func round(at seconds: Int = 1_770_000_000, _ more: [String] = []) throws -> CommandRun {
      try CommandRun(
        [
          "serve", "--orthanc", "http://127.0.0.1:\(node.port)", "--research-use", "--once",
          "--state", folder.appending(path: "state").path, "--patience", "0",
        ] + more, environment: ["SOURCE_DATE_EPOCH": "\(seconds)"])
    }

    func release(_ number: Int) throws -> CommandRun {
      try CommandRun([
        "release", folder.appending(path: "state/reports/\(key)-\(number)").path, "--observer",
        "Doe^Jo", "--role", "radiologist", "--confirm-region", "--confirm-report",
      ])
    }

    func names(_ path: String) -> [String] {
      ((try? FileManager.default.contentsOfDirectory(
        atPath: folder.appending(path: "state/" + path).path)) ?? []).sorted()
    }

    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.appending(path: "state/" + path), encoding: .utf8)
    }

    /// The record of the only study.
    var key: String {
      String(names("studies").first { $0.hasSuffix(".json") }?.dropLast(5) ?? "none")
    }
  }

  private func expectStage(_ centre: CentreOnDisk, _ stage: String) throws {
    let record = try centre.text("studies/\(centre.key).json")
    #expect(record.contains(#""stage": "\#(stage)""#), "\(record)")
  }

  @Test("measures a study, holds its report, and sends what a person released")
  func sends() throws {
    let centre = try CentreOnDisk()
    let first = try centre.round()
    #expect(first.exitCode == 0, "\(first.errors)")
    try expectStage(centre, "measured")
    #expect(try centre.round().errors.contains("held for release"))
    try expectStage(centre, "held")
    #expect(centre.node.now.stored > 0 && centre.node.now.sent.isEmpty)
    #expect(try centre.round().errors == "", "nothing happens before the release")
    let release = try centre.release(1)
    #expect(release.exitCode == 0, "\(release.errors)")
    #expect(release.output.contains("Released by Doe, Jo (radiologist)"))
    #expect(try centre.round().errors.contains("sent to centre"))
    try expectStage(centre, "sent")
    #expect(centre.node.now.sent["centre", default: 0] > 3)
    let count = centre.node.now.sent["centre"]
    centre.node.change { $0.stable.append("study-1") }
    _ = try centre.round()
    try expectStage(centre, "sent")
    #expect(centre.node.now.sent["centre"] == count, "the same instances are not sent twice")
  }

  @Test("does not release a refusal that a later report superseded, and says which it is")
  func obsoleteRefusal() throws {
    let centre = try CentreOnDisk(trainLength: 5)
    _ = try centre.round()
    try expectStage(centre, "measured")
    let whole = try CentreOnDisk()
    centre.node.change {
      $0.instances = whole.node.now.instances
      $0.stable.append("study-1")
    }
    _ = try centre.round()
    #expect(centre.names("reports").count == 2)
    let release = try centre.release(1)
    #expect(release.exitCode == 1 && release.errors.contains("is a later report of the study"))
    #expect(try centre.release(2).exitCode == 0)
  }

  @Test("refuses where another study of the day names a contrast agent in any instance")
  func contrast() throws {
    for (agents, date, study) in [
      (["", "GADOTERATE"], "20260203", "20260203"), (["GADOTERATE"], "", "20260203"),
      ([], "20260203", ""),
    ] {
      let centre = try CentreOnDisk {
        $0.otherAgents = agents
        $0.otherDate = date
        $0.date = study
      }
      let run = try centre.round()
      #expect(run.errors.contains("refused: contrast-agent"), "\(agents) \(date): \(run.errors)")
    }
    let centre = try CentreOnDisk {
      $0.otherAgents = ["GADOTERATE"]
      $0.otherDate = "20260101"
    }
    #expect(try centre.round().errors.contains("measured"))
  }

  @Test("tries again later, then buries what cannot go on, and takes it up on request")
  func retries() throws {
    let centre = try CentreOnDisk { $0.failing = ["/studies/study-1/instances"] }
    var time = 1_770_000_000
    #expect(try centre.round(at: time).errors.contains("again in 10 s"))
    #expect(try centre.round(at: time + 5).errors == "", "it is not tried before its time")
    for _ in 0..<7 {
      time += 4000
      _ = try centre.round(at: time)
    }
    try expectStage(centre, "dead")
    #expect(centre.names("dead-letters").count == 1)
    centre.node.change { $0.failing = [] }
    let revived = try centre.round(at: time, ["--retry-dead-letters"])
    #expect(revived.errors.contains("measured") && centre.names("dead-letters").isEmpty)
  }

  @Test("buries a study of an unknown sender, with the reason")
  func unknownSender() throws {
    let centre = try CentreOnDisk { $0.sender = "NOBODY" }
    let run = try centre.round()
    #expect(run.errors.contains("no modality of Orthanc has the sender's title NOBODY"))
    try expectStage(centre, "dead")
  }

  @Test("ends its round with a node that never says that it is done")
  func endlessChanges() throws {
    let centre = try CentreOnDisk { $0.neverEnds = true }
    #expect(try centre.round().exitCode == 0)
    #expect(try centre.text("last-change") == "1000\n")
  }

  @Test("stops with the reason where its state cannot be written")
  func unwritableState() throws {
    let centre = try CentreOnDisk()
    try FileManager.default.createDirectory(
      at: centre.folder.appending(path: "state/last-change"), withIntermediateDirectories: true)
    let run = try centre.round()
    #expect(run.exitCode != 0 && run.errors.contains("last-change"), "\(run.errors)")
  }
}

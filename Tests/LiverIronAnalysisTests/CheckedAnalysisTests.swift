import DICOMFiles
import LiverIron
import LiverIronAnalysis
import LiverIronImages
import LiverIronReports
import LiverIronTestSupport
import Testing

@Suite("Studies of DICOM")
struct CheckedAnalysisTests {
  private static let body: ScannedBody = {
    var body = ScannedBody()
    body.phantom.gains = [1, 0.98, 1.02, 0.99, 1.03]
    body.phantom.liverRates = [83, 83, 83]
    return body
  }()

  private func study(_ files: [(name: String, bytes: [UInt8])]) -> DICOMStudy {
    var study = DICOMStudy()
    for file in files { study.add(StudyFile(file.bytes, name: file.name)) }
    study.finish()
    return study
  }

  private func request(turned: Bool = false) throws -> CheckedRequest {
    var request = CheckedRequest()
    func file(_ name: String, _ tissue: BodyPhantom.Tissue) -> CheckedRequest.MaskFile {
      CheckedRequest.MaskFile(name: name, bytes: Self.body.mask(tissue, turned: turned))
    }
    request.mask = file("liver", .liver)
    request.saline = file("saline", .saline)
    request.tissue = file("muscle", .muscle)
    let calibration = CalibrationPin(.stPierre2005)
    request.settings.pinned = try PinnedCalibration(
      PolicyPin(
        policy: "P", revision: "1", id: calibration.id, number: calibration.number,
        digest: calibration.digest), in: .bundled)
    return request
  }

  private func analyse(_ study: DICOMStudy, _ request: CheckedRequest) throws -> CheckedAnalysis {
    try CheckedAnalysis(AcquiredStudy(study), request, FitExecution())
  }

  @Test("are measured, whatever the order of files, with masks turned as converters turn them")
  func measured() throws {
    let files = try Self.body.files()
    let straight = try analyse(study(files), try request())
    #expect(straight.findings.failures.isEmpty, "\(straight.findings.failures)")
    let analysis = try #require(straight.analysis)
    #expect(abs(analysis.relaxation.mean.perSecond - 83) < 2.5)
    guard case .iron = analysis.iron else {
      Issue.record("there is no iron")
      return
    }
    let written = try straight.files(analysedAt: "20260203120000")
    let turned = try analyse(study(files.reversed()), try request(turned: true))
    let again = try turned.files(analysedAt: "20260203120000")
    for (one, other) in zip(written, again) where one.name.hasSuffix(".gz") {
      #expect(one.bytes == other.bytes, "\(one.name)")
    }
  }

  @Test("count a copy once, and a second image of one UID as a fault")
  func copies() throws {
    var files = try Self.body.files()
    files.append(("copy.dcm", files[3].bytes))
    var found = study(files)
    #expect(found.images.count == 15 && found.faults.isEmpty)
    #expect(found.setAside.map(\.because).count == 1)
    let other = try Self.body.files { dataset, _, _ in dataset.put(.repetitionTime, "2400") }
    files[15] = ("other.dcm", other[3].bytes)
    found = study(files)
    #expect(found.faults.count == 1, "\(found.faults)")
  }

  @Test("set aside what is no part of the acquisition, by name and reason")
  func setAside() throws {
    var files = try Self.body.files()
    let gradient = try Self.body.files { dataset, _, _ in
      dataset.put(.scanningSequence, "GR")
      dataset.put(.sopInstanceUID, "2.25.9")
    }
    let fast = try Self.body.files { dataset, _, _ in
      dataset.put(.echoTime, "80")
      dataset.put(.sopInstanceUID, "2.25.8")
      dataset.put(.seriesInstanceUID, "2.25.8.1")
    }
    let weighted = try Self.body.files { dataset, _, _ in
      dataset.put(.repetitionTime, "550")
      dataset.put(.sopInstanceUID, "2.25.7")
      dataset.put(.seriesInstanceUID, "2.25.7.1")
    }
    let map = try Self.body.files { dataset, _, _ in
      dataset.put(.imageType, "DERIVED\\PRIMARY\\M")
      dataset.put(.sopInstanceUID, "2.25.6")
      dataset.put(.seriesInstanceUID, "2.25.6.1")
    }
    files += [
      ("t1.dcm", weighted[6].bytes), ("map.dcm", map[0].bytes),
      ("gradient.dcm", gradient[0].bytes), ("fast.dcm", fast[0].bytes), ("read.me", [1, 2]),
    ]
    let found = study(files)
    #expect(found.images.count == 15)
    #expect(
      found.setAside.map { "\($0.file): \($0.because)" } == [
        "fast.dcm: a spin echo far from the protocol", "gradient.dcm: not a spin echo (GR)",
        "map.dcm: a derived image", "read.me: not a file of DICOM",
        "t1.dcm: a spin echo with another repetition time",
      ])
  }

  @Test("that fail a check have no figure in any file")
  func refused() throws {
    let files = try Self.body.files { dataset, _, _ in dataset.put(.echoTrainLength, "5") }
    let refused = try analyse(study(files), try request())
    #expect(refused.isRefused && refused.findings.failures.map(\.check.code) == [.singleEcho])
    let written = try refused.files(analysedAt: "20260203120000")
    #expect(
      written.map(\.name).sorted() == ["report.dcm", "report.json", "report.pdf", "result.json"])
    for file in written where file.name.hasSuffix(".json") {
      #expect(!String(decoding: file.bytes, as: UTF8.self).contains("mg/g dry"), "\(file.name)")
    }
  }

  @Test("give R2 alone, stamped, where checks are overridden")
  func overridden() throws {
    let files = try Self.body.files { dataset, _, _ in dataset.put(.echoTrainLength, "5") }
    var asked = try request()
    asked.settings.overridesChecks = true
    let overridden = try analyse(study(files), asked)
    let analysis = try #require(overridden.analysis)
    if case .iron = analysis.iron { Issue.record("an overridden study has a figure of iron") }
    #expect(overridden.overrideStamp?.contains("single-echo") == true)
    let written = try overridden.files(analysedAt: "20260203120000")
    #expect(!written.contains { $0.name.hasPrefix("lic") })
    for name in ["report.json", "result.json"] {
      let file = try #require(written.first { $0.name == name })
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(text.contains("CHECKS OVERRIDDEN") && !text.contains("mg/g dry"), "\(name)")
    }
  }

  @Test("are released as final objects, the same each time, and amended by others")
  func released() throws {
    let checked = try analyse(study(try Self.body.files()), try request())
    let files = try checked.files(analysedAt: "20260203120000")
    let json = try #require(files.first { $0.name == "report.json" })
    let report = try HeldReport(json: json.bytes)
    let release = Release(observer: "Example^Reader", role: "radiologist", time: "20260204120000")
    let documents = try report.documents(release)
    #expect(try report.documents(release).map(\.bytes) == documents.map(\.bytes))
    func dataset(_ name: String, _ files: [OutputFile]) throws -> DICOMItem {
      try DICOMFile(try #require(files.first { $0.name == name }).bytes, name: name).dataset
    }
    let draft = try dataset("measurements.dcm", files)
    let final = try dataset("measurements.dcm", documents)
    #expect(draft.text(.verificationFlag) == "UNVERIFIED")
    #expect(final.text(.verificationFlag) == "VERIFIED")
    #expect(draft.text(.sopInstanceUID) != final.text(.sopInstanceUID))
    let later = Release(
      observer: "Example^Reader", role: "radiologist", time: "20260205120000",
      amends: report.amended(by: release, because: "a vessel"))
    let amended = try dataset("measurements.dcm", try report.documents(later))
    let before = amended.firstItem(.predecessorDocumentsSequence)?
      .firstItem(.referencedSeriesSequence)?.firstItem(.referencedSOPSequence)
    #expect(before?.text(.referencedSOPInstanceUID) == final.text(.sopInstanceUID))
    #expect(throws: HeldReportError.notAReport) { try HeldReport(json: [1, 2]) }
  }

  @Test("are released only as they were written: figures, identity and files")
  func sealed() throws {
    let checked = try analyse(study(try Self.body.files()), try request())
    let files = try checked.files(analysedAt: "20260203120000")
    let json = try #require(files.first { $0.name == "report.json" })
    let text = String(decoding: json.bytes, as: UTF8.self)
    for (part, other) in [
      ("Example^Case", "Another^Case"), ("\"PID1\"", "\"PID2\""),
      ("\"policy\" : \"P\"", "\"policy\" : \"Q\""),
    ] {
      #expect(text.contains(part), "\(part)")
      let edited = text.replacing(part, with: other)
      #expect(throws: HeldReportError.altered("report.json")) {
        try HeldReport(json: Array(edited.utf8))
      }
    }
    let report = try HeldReport(json: json.bytes)
    #expect(try report.verified(files).contains { $0.name == "lic-picture.dcm" })
    var edited = files
    let picture = try #require(edited.firstIndex { $0.name == "lic-picture.dcm" })
    edited[picture].bytes[400] ^= 1
    #expect(throws: HeldReportError.altered("`lic-picture.dcm`")) { try report.verified(edited) }
    edited.remove(at: picture)
    #expect(throws: HeldReportError.altered("`lic-picture.dcm`")) { try report.verified(edited) }
  }
}

import LiverIron
import LiverIronTestSupport
import Testing

@Suite("Acquisition checks")
struct AcquisitionCheckTests {
  /// Five single echoes of four slices, as they should be.
  static var images: [ImageHeader] {
    [6.0, 9, 12, 15, 18].enumerated().flatMap { echo, time in
      (0..<4).map { slice in
        var header = ImageHeader(file: "\(echo)-\(slice)")
        header.instanceUID = "1.\(echo).\(slice)"
        header.seriesUID = "1.\(echo)"
        header.studyUID = "1"
        header.patientID = "P"
        header.patientName = "N"
        header.patientBirthDate = "19800101"
        header.manufacturer = "SIEMENS"
        header.scanningSequence = ["SE"]
        header.echoTime = time
        header.repetitionTime = 2500
        header.echoTrainLength = 1
        header.echoNumber = 1
        header.acquisitionSeconds = 240 * Double(echo)
        header.fieldStrengthTesla = 1.5
        header.imagingFrequency = 63.87
        header.imageType = ["ORIGINAL", "PRIMARY", "M"]
        header.rows = 64
        header.columns = 64
        header.position = Vector(-100, -100, 10 * Double(slice))
        header.orientation = [Vector(1, 0, 0), Vector(0, 1, 0)]
        header.spacing = [3, 3]
        header.sliceSpacing = 10
        header.sliceThickness = 5
        header.scanner = "A"
        header.coil = "Body"
        header.bandwidth = 250
        header.flipAngle = 90
        header.scanOptions = ["PFP"]
        header.nucleus = "1H"
        header.frameOfReferenceUID = "1.9"
        return header
      }
    }
  }

  private func failures(
    _ images: [ImageHeader], faults: [String] = [], agents: [String] = [],
    source: AcquiredHeaders.Source = .dicom
  ) -> Set<String> {
    var findings = AcquisitionFindings()
    findings.look(
      at: AcquiredHeaders(images: images, faults: faults, contrastAgents: agents, source: source))
    return Set(findings.failures.map(\.check.code.rawValue))
  }

  @Test("each have their texts")
  func list() {
    let all = AcquisitionCheck.all
    #expect(all.map(\.code) == AcquisitionCheck.Code.allCases)
    for check in all {
      #expect(check.code.rawValue.allSatisfy { $0.isLowercase || $0 == "-" }, "\(check.code)")
      for text in [check.title, check.limit, check.reason, check.remedy, check.source.text] {
        #expect(!text.isEmpty && !text.hasSuffix("."), "\(check.code)")
      }
    }
  }

  @Test("pass what is as it should be")
  func clean() { #expect(failures(Self.images) == []) }

  static let mistakes:
    [(name: String, code: String, change: @Sendable (inout [ImageHeader]) -> Void)] = [
      ("no image", "echo-set", { $0 = [] }),
      ("an echo without its time", "echo-set", { $0[7].echoTime = nil }),
      ("a time 0.3 ms off", "echo-set", { for i in 4..<8 { $0[i].echoTime = 9.3 } }),
      ("four echoes", "echo-set", { $0.removeLast(4) }),
      ("a train length of 8", "single-echo", { $0[0].echoTrainLength = 8 }),
      ("echo number 2", "single-echo", { $0[9].echoNumber = 2 }),
      ("several spin echoes said", "single-echo", { $0[9].saysSeveralSpinEchoes = true }),
      ("one series", "single-echo", { for i in 0..<20 { $0[i].seriesUID = "1" } }),
      (
        "12.5 ms apart", "single-echo",
        { for i in 0..<20 { $0[i].acquisitionSeconds = 0.0125 * Double(i / 4) } }
      ),
      (
        "a repetition time of 2526 ms", "repetition-time",
        { for i in 0..<20 { $0[i].repetitionTime = 2526 } }
      ),
      (
        "another repetition time", "repetition-time",
        { for i in 0..<4 { $0[i].repetitionTime = 2490 } }
      ),
      ("1.61 T", "field-strength", { for i in 0..<20 { $0[i].fieldStrengthTesla = 1.61 } }),
      ("a frequency of 3 T", "field-strength", { $0[3].imagingFrequency = 127.7 }),
      ("an image 0.6 mm off", "geometry", { $0[5].position = Vector(-99.4, -100, 10) }),
      (
        "an image turned by 0.2°", "geometry",
        { $0[5].orientation = [Vector(0.999994, 0.0035, 0), Vector(-0.0035, 0.999994, 0)] }
      ),
      ("another matrix", "geometry", { $0[5].rows = 32 }),
      ("slices unevenly apart", "geometry", { for i in 0..<5 { $0[4 * i + 3].position?.z = 40 } }),
      (
        "slices twice as far apart as said", "geometry",
        { for i in 0..<20 { $0[i].position?.z *= 2 } }
      ),
      ("another rescale", "intensity-scale", { for i in 4..<8 { $0[i].rescaleSlope = 1.1 } }),
      (
        "Philips without scale slope", "intensity-scale",
        { for i in 0..<20 { $0[i].manufacturer = "Philips Healthcare" } }
      ),
      ("an intercept", "intensity-scale", { for i in 0..<20 { $0[i].rescaleIntercept = -5 } }),
      ("derived images", "magnitude", { $0[0].imageType[0] = "DERIVED" }),
      ("normalised images", "magnitude", { $0[0].imageType.append("NORM") }),
      ("negative values", "magnitude", { $0[0].hasNegativeValues = true }),
      ("another patient", "completeness", { $0[19].patientID = "Q" }),
      ("no patient in one image", "completeness", { $0[19].patientID = nil }),
      ("another scanner", "same-acquisition", { for i in 4..<8 { $0[i].scanner = "B" } }),
      (
        "another day", "same-acquisition", { for i in 4..<8 { $0[i].acquisitionSeconds = 90_000 } }
      ),
      ("another coil", "same-acquisition", { for i in 4..<8 { $0[i].coil = "Head" } }),
      ("another bandwidth", "same-acquisition", { for i in 4..<8 { $0[i].bandwidth = 300 } }),
      ("no bandwidth", "same-acquisition", { for i in 4..<8 { $0[i].bandwidth = nil } }),
      ("another thickness", "same-acquisition", { for i in 4..<8 { $0[i].sliceThickness = 8 } }),
      ("another flip angle", "same-acquisition", { for i in 4..<8 { $0[i].flipAngle = 70 } }),
      ("fat saturation", "same-acquisition", { for i in 4..<8 { $0[i].scanOptions = ["FS"] } }),
      ("an inversion", "same-acquisition", { for i in 0..<20 { $0[i].inversionTime = 150 } }),
      ("phosphorus", "field-strength", { for i in 0..<20 { $0[i].nucleus = "31P" } }),
      ("a segmented sequence", "single-echo", { $0[2].sequenceVariant = ["SK", "SP"] }),
      ("a turbo spin echo by name", "single-echo", { $0[2].sequenceName = "*tse2d1_5" }),
      ("a gradient echo", "single-echo", { $0[2].scanningSequence = ["GR"] }),
      ("lossy compression", "magnitude", { $0[2].isLossy = true }),
      ("another study", "completeness", { $0[19].studyUID = "2" }),
    ]

  @Test("find each mistake under its own code", arguments: mistakes.indices)
  func mistake(index: Int) {
    let mistake = Self.mistakes[index]
    var images = Self.images
    mistake.change(&images)
    #expect(failures(images).contains(mistake.code), "\(mistake.name): \(failures(images))")
  }

  @Test("let sidecars leave out what their converter does not pass on, but not contradict it")
  func sidecars() {
    var images = Self.images
    for index in images.indices {
      images[index].imageType = []
      images[index].seriesUID = nil
      images[index].patientID = nil
      images[index].echoTrainLength = nil
      images[index].acquisitionSeconds = nil
    }
    #expect(failures(images, source: .sidecars) == [])
    #expect(failures(images, source: .dicom) == ["magnitude"])
    images[0].repetitionTime = 500
    #expect(failures(images, source: .sidecars) == ["repetition-time"])
  }

  @Test("count an image fewer under geometry and completeness")
  func missingImage() {
    var images = Self.images
    images.remove(at: 6)
    #expect(failures(images) == ["completeness", "geometry"])
  }

  @Test("let Philips pass that states its scale in every image")
  func philips() {
    var images = Self.images
    for index in images.indices {
      images[index].manufacturer = "Philips Medical Systems"
      images[index].rescaleSlope = 1 + 0.1 * Double(index / 4)
      images[index].philipsScaleSlope = 0.07
    }
    #expect(failures(images) == [])
    images[3].philipsScaleSlope = nil
    #expect(failures(images) == ["intensity-scale"])
  }

  @Test("refuse unreadable files and contrast agents")
  func others() {
    #expect(failures(Self.images, faults: ["`x` cannot be read"]) == ["completeness"])
    #expect(failures(Self.images, agents: ["`x`: Gd"]) == ["contrast-agent"])
  }

  private func findings(
    _ phantom: BodyPhantom, saline: [Bool]? = nil, ceiling: Float? = nil
  ) throws -> [String: AcquisitionCheck.Outcome] {
    let echoes = phantom.echoes(seed: 4)
    let noise = try NoiseLevel(of: echoes, phantom.grid, times: phantom.times, around: [])
    let images = MagnitudeImages(
      grid: phantom.grid, echoTimes: phantom.times, echoes: echoes, noise: noise.sigma)
    let region = Region(mask: saline ?? phantom.mask(.saline), echoes: echoes)
    var headers = Self.images
    for index in headers.indices { headers[index].phaseDirection = .row }
    var findings = AcquisitionFindings()
    findings.look(
      at: AcquiredImages(
        images: images, liver: Region(mask: phantom.mask(.liver), echoes: echoes),
        isLiverProposed: false, saline: region, noise: noise,
        drift: Result { () throws(GainDriftError) in
          try GainDrift(reference: region, in: images, rate: GainDrift.usualReferenceRate)
        },
        ceilings: echoes.map { _ in [ceiling, ceiling, ceiling] },
        headers: AcquiredHeaders(images: headers, faults: [], contrastAgents: [], source: .dicom)))
    return Dictionary(
      uniqueKeysWithValues: findings.results.map { ($0.check.code.rawValue, $0.outcome) })
  }

  @Test("of images pass a good body, and see drift, clipping, noise and a missing bag")
  func ofImages() throws {
    var phantom = BodyPhantom()
    phantom.gains = [1, 0.98, 1.02, 0.99, 1.01]
    let good = try findings(phantom)
    for code in ["clipping", "saline", "gain-drift", "motion", "region"] {
      #expect(good[code]?.name == "pass", "\(code): \(String(describing: good[code]))")
    }
    phantom.gains = [1, 0.9, 1, 1, 1]
    #expect(try findings(phantom)["gain-drift"]?.isWarning == true)
    phantom.gains = [1, 0.7, 1, 1, 1]
    #expect(try findings(phantom)["gain-drift"]?.isFailure == true)
    phantom.gains = [1, 0.9, 0.85, 0.82, 0.81]
    #expect(try findings(phantom)["saline"]?.isFailure == true, "a steady fall is another fluid")
    phantom = BodyPhantom()
    #expect(try findings(phantom, ceiling: 1500)["clipping"]?.isFailure == true)
    #expect(
      try findings(phantom, saline: phantom.mask(.air))["saline"]?.isFailure == true)
    phantom.noise = 300
    #expect(try findings(phantom)["signal-to-noise"]?.isFailure == true)
  }
}

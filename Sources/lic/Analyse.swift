internal import ArgumentParser
internal import Digests
internal import FoundationEssentials
internal import Glibc
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import LiverIronReports

/// `lic analyse`: a study in, relaxation and iron out.
struct Analyse: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure R2 of the liver, and its iron where a policy pins the calibration.",
    discussion: """
      Reads a study of DICOM, a folder or files in any order, checks that it was acquired as the measurement needs, and
      writes a report (report.pdf, report.dcm), a structured report (measurements.dcm), pictures, maps and the region as
      DICOM, and figures (result.json). Where a check fails there is no figure, and the report says what to repeat.
      Regions are those of a segmentation in the study or of --mask; otherwise they are proposed, for a person to confirm
      with `lic release`.

        lic analyse study --pin pin.json -o result
        lic analyse study --mask liver.nii.gz --tissue muscle.nii.gz --pin pin.json -o result

      Also reads `*_echo-<n>_MESE.nii[.gz]` with their sidecars, as BIDS has them; those need --mask, and their
      acquisition is not checked.

      A pin is JSON: {"policy": …, "revision": …, "id": …, "number": …, "digest": …}. Without it there is R2 alone.
      \(ResearchUse.short)
      """)

  @Argument(help: "The study: a folder, or files of DICOM.") var study: [String]
  @Option(help: "The liver: a volume that is not zero there.") var mask: String?
  @Option(name: [.customShort("o"), .long], help: "The folder to write.") var output: String
  @Option(help: "The calibration that a policy pins, as JSON.") var pin: String?
  @Option(help: "Which series, where the folder has several: all of its name, or its acq- label.")
  var acquisition: String?
  @Option(help: "A bag of saline, for the gain of the receiver.") var saline: String?
  @Option(help: "The R2 of that saline in s⁻¹.") var salineR2: Double = 0.5
  @Option(
    help:
      "Slowly decaying tissue around the liver, a number for each kind, for its signal at time zero."
  )
  var tissue: String?
  @Option(help: "Spin density of liver over that of the tissue.") var spinDensityRatio: Double = 1
  @Option(help: "Air, for the noise; otherwise the corners of the images.") var air: String?
  @Option(help: "The noise itself, σ of each channel.") var noise: Double?
  @Flag(help: "One exponential, even where two could be fitted.") var oneExponential = false
  @Flag(help: "R2 alone, whatever the checks say; stamped on every output.") var override = false
  @Option(help: "Threads of the fits; the figures are the same.") var threads = 2
  @Option(help: "Instructions of the fits: portable or avx2; the figures are the same.")
  var kernel: KernelName?
  @Flag(help: "Say how long each stage takes.") var timings = false

  mutating func validate() throws {
    if let noise, !(noise >= 0 && noise.isFinite) {
      throw ValidationError("--noise is not a number from zero up")
    }
    if noise != nil, air != nil { throw ValidationError("--noise and --air exclude each other") }
    if !(0...10).contains(salineR2) { throw ValidationError("--saline-r2 is not from 0 to 10 s⁻¹") }
    if !(0.5...2).contains(spinDensityRatio) {
      throw ValidationError("--spin-density-ratio is not from 0.5 to 2")
    }
    if !(1...256).contains(threads) { throw ValidationError("--threads is not from 1 to 256") }
    if let kernel, !kernel.kernel.isAvailable {
      throw ValidationError("this machine does not run the kernel \(kernel.rawValue)")
    }
  }

  func run() throws {
    let place = try WholeFolder(output)
    var progress = Progress(showsTimes: timings)
    progress.start("reading")
    switch try StudyPaths(study) {
    case .bids(let folder): try analyse(folder, to: place, &progress)
    case .files(let files): try analyse(files, to: place, &progress)
    }
  }

  private var execution: FitExecution {
    FitExecution(kernel: kernel?.kernel ?? .widest, threads: threads)
  }

  private func analyse(_ folder: String, to place: WholeFolder, _ progress: inout Progress) throws {
    let request = try request(folder)
    let analysis = try Analysis(request, execution) { progress.start($0) }
    progress.start("report")
    let files = try analysis.files()
    progress.start("writing")
    try place.write(files)
    progress.finish()
    print(summary(of: analysis, at: place.path))
  }

  private func analyse(
    _ files: [(name: String, path: String)], to place: WholeFolder, _ progress: inout Progress
  ) throws {
    let study = try DICOMStudy(files: files, threads: threads)
    let checked = try CheckedAnalysis(study, try checkedRequest(), execution) {
      progress.start($0)
    }
    progress.start("report")
    let results = try checked.files(analysedAt: clockTime())
    progress.start("writing")
    try place.write(results)
    progress.finish()
    print(StudySummary(checked, at: place.path).text)
    // The report is written all the same: it says what to repeat.
    if checked.isRefused { throw RefusedStudy(checked) }
  }

  private func checkedRequest() throws -> CheckedRequest {
    var request = CheckedRequest()
    func file(_ path: String?, _ role: String) throws -> CheckedRequest.MaskFile? {
      guard let path else { return nil }
      let bytes = try fileBytes(path)
      let name = String(path.split(separator: "/").last ?? "mask")
      request.inputs.append(
        InputFile(name: name, sha256: Digest(of: bytes).hexadecimal, role: role))
      return CheckedRequest.MaskFile(name: name, bytes: bytes)
    }
    request.mask = try file(mask, "liver")
    request.saline = try file(saline, "saline")
    request.tissue = try file(tissue, "tissue")
    request.air = try file(air, "air")
    if let noise { request.noise = .given(noise) }
    request.salineRate = RelaxationRate(.r2, perSecond: salineR2)
    request.spinDensityRatio = spinDensityRatio
    request.wantsOneExponential = oneExponential
    request.overridesChecks = self.override
    request.pinned = try pin.map { try PinnedCalibration(file: $0) }
    return request
  }

  private func request(_ folder: String) throws -> AnalysisRequest {
    guard let liver = self.mask else { throw ValidationError("images as NIfTI need --mask") }
    let pinned = try pin.map { try PinnedCalibration(file: $0) }
    let (name, files) = try StudyFolder(folder).series(acquisition)
    let study = try MultiEchoStudy(series: name, files)
    var inputs = files.map {
      InputFile(name: $0.name.file, sha256: Digest(of: Array($0.image)).hexadecimal)
    }
    func bytes(_ path: String) throws -> (bytes: [UInt8], name: String) {
      let bytes = try fileBytes(path)
      let name = String(path.split(separator: "/").last ?? "mask")
      inputs.append(InputFile(name: name, sha256: Digest(of: Array(bytes)).hexadecimal))
      return (bytes, name)
    }
    func mask(_ path: String) throws -> [Bool] {
      let file = try bytes(path)
      return try study.mask(file.bytes, name: file.name)
    }
    var request = AnalysisRequest(study: study, liver: try mask(liver))
    request.saline = try saline.map(mask)
    if let tissue {
      let file = try bytes(tissue)
      request.tissues = try study.labels(file.bytes, name: file.name)
    }
    if let air { request.noise = .air(try mask(air)) }
    if let noise { request.noise = .given(noise) }
    request.salineRate = RelaxationRate(.r2, perSecond: salineR2)
    request.spinDensityRatio = spinDensityRatio
    request.wantsOneExponential = oneExponential
    request.overridesChecks = self.override
    request.pinned = pinned
    request.inputs = inputs
    return request
  }

  private func summary(of analysis: Analysis, at path: String) -> String {
    let mean = analysis.relaxation.mean
    let rate = PrintedFigure.rate(perSecond: mean.perSecond)
    let iron =
      switch analysis.iron {
      case .iron(let iron): "LIC \(iron.reported.milligramsPerGramText) mg/g"
      case .none(let reason): "no LIC: \(reason)"
      }
    let lines = [
      "R2 \(rate) s⁻¹ (\(analysis.relaxation.model.name), \(mean.voxelCount) voxels)  \(iron)",
      analysis.caution.map { "caution: \($0)" }, "\(path)/report.html", ResearchUse.short,
    ]
    return lines.compactMap { $0 }.joined(separator: "\n")
  }
}

/// A kernel as it is named on the command line.
enum KernelName: String, ExpressibleByArgument, CaseIterable {
  case portable, avx2

  var kernel: FitKernel {
    switch self {
    case .portable: .portable
    case .avx2: .avx2
    }
  }
}

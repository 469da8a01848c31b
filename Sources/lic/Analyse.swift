internal import ArgumentParser
internal import Digests
internal import FoundationEssentials
internal import Glibc
internal import LiverIron
internal import LiverIronAnalysis
internal import LiverIronImages
internal import LiverIronReports
internal import Machine

/// `lic analyse`: measures R2 and iron in a study.
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

      Also reads NIfTI with sidecars, one 3D file for each echo, named `…_echo-1_MESE.nii.gz` as in BIDS or `…_e1.nii.gz` as
      by dcm2niix; what the sidecars state goes through the same checks.

      A concentration needs tissue: draw muscle and spleen around the liver, each with a number of its own, and give them
      with --tissue, or as segments of the study. Without it there is R2 alone.

      A pin is JSON: {"policy": …, "revision": …, "id": …, "number": …, "digest": …}. Without it there is R2 alone.
      \(ResearchUse.short)
      """)

  @Argument(help: "The study: a folder, or files of DICOM.") var study: [String]
  @Option(help: "A volume that is not zero in the liver.") var mask: String?
  @Option(name: [.customShort("o"), .long], help: "The folder to write.") var output: String
  @Option(help: "A JSON file with the calibration that a policy pins.") var pin: String?
  @Option(
    help:
      "Which series, where there are several: of BIDS its name or its acq- label, of DICOM a text in its description, or its UID."
  )
  var acquisition: String?
  @Option(help: "A bag of saline, for the gain of the receiver.") var saline: String?
  @Option(help: "The R2 of that saline in s⁻¹.") var salineR2: Double = 0.5
  @Option(
    help:
      "Muscle and spleen around the liver, a number for each kind, for the signal at time zero."
  )
  var tissue: String?
  @Option(help: "Signal of the liver at time zero over that of the tissue.")
  var spinDensityRatio: Double = SpinDensityRatio.usual.value
  @Option(help: "The standard deviation of that ratio between people, in %.")
  var spinDensityError: Double = 100 * SpinDensityRatio.usual.relativeError
  @Option(help: "Air, to measure the noise in; without it, the corners of the images and the body.")
  var air: String?
  @Option(help: "σ of the noise in each channel.") var noise: Double?
  @Flag(help: "One exponential, and so R2 alone.") var oneExponential = false
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
    if !(0...20).contains(spinDensityError) {
      throw ValidationError("--spin-density-error is not from 0 to 20 %")
    }
    if !(1...256).contains(threads) { throw ValidationError("--threads is not from 1 to 256") }
    if let kernel, !kernel.kernel.isAvailable {
      throw ValidationError("this machine does not run the kernel \(kernel.rawValue)")
    }
  }

  func run() throws {
    let folder = try ResultFolder(output)
    var progress = Progress(showsTimes: timings)
    progress.start("reading")
    let study = try study(try StudyPaths(study))
    let checked = try CheckedAnalysis(study, try request(), execution) { progress.start($0) }
    progress.start("report")
    let results = try checked.files(analysedAt: Clock.stamp)
    progress.start("writing")
    try folder.write(results)
    progress.finish()
    Terminal.print(StudySummary(checked, at: folder.path).text)
    // The report of a refusal is written too: it says what to repeat.
    if checked.isRefused { throw RefusedStudy(checked) }
  }

  private var execution: FitExecution {
    FitExecution(kernel: kernel?.kernel ?? .widest, threads: threads)
  }

  private func study(_ paths: StudyPaths) throws -> AcquiredStudy {
    switch paths {
    case .files(let files):
      return AcquiredStudy(try DICOMStudy(files: files, acquisition: acquisition, threads: threads))
    case .bids(let folder):
      let (name, echoes) = try StudyFolder(folder).series(acquisition)
      return try AcquiredStudy(
        series: name, echoes,
        files: echoes.map {
          InputFile(name: $0.name.file, sha256: Digest(of: $0.image).hexadecimal)
        })
    }
  }

  private func request() throws -> CheckedRequest {
    var request = CheckedRequest()
    func file(_ path: String?, _ role: String) throws -> CheckedRequest.MaskFile? {
      guard let path else { return nil }
      let bytes = try Files.readRegular(path, limit: 1 << 31)
      let name = String(path.split(separator: "/").last ?? "mask")
      request.inputs.append(
        InputFile(name: name, sha256: Digest(of: bytes).hexadecimal, role: role))
      return CheckedRequest.MaskFile(name: name, bytes: bytes)
    }
    request.mask = try file(mask, "liver")
    request.saline = try file(saline, "saline")
    request.tissue = try file(tissue, "tissue")
    request.air = try file(air, "air")
    request.settings.noise = noise
    request.settings.salineRate = RelaxationRate(.r2, perSecond: salineR2)
    request.settings.spinDensityRatio = SpinDensityRatio(
      spinDensityRatio, relativeError: spinDensityError / 100)
    request.settings.wantsOneExponential = oneExponential
    request.settings.overridesChecks = self.override
    request.settings.pinned = try pin.map { try PinnedCalibration(file: $0) }
    return request
  }
}

/// The name of a kernel on the command line.
enum KernelName: String, ExpressibleByArgument, CaseIterable {
  case portable, avx2

  var kernel: FitKernel {
    switch self {
    case .portable: .portable
    case .avx2: .avx2
    }
  }
}

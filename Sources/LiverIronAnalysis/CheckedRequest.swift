package import LiverIron
package import LiverIronImages

/// What is asked of a study of DICOM beside its own files.
package struct CheckedRequest: Sendable {
  /// A file with a mask, as bytes.
  package struct MaskFile: Sendable {
    package var name: String
    package var bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  package var mask: MaskFile?
  package var saline: MaskFile?
  package var tissue: MaskFile?
  package var air: MaskFile?
  package var noise: NoiseSource = .corners
  package var salineRate = GainDrift.usualReferenceRate
  package var spinDensityRatio = 1.0
  package var wantsOneExponential = false
  package var pinned: PinnedCalibration?
  /// Measures R2 alone, whatever the checks say.
  package var overridesChecks = false
  /// What was read, by name, with its SHA-256.
  package var inputs: [InputFile] = []

  package init() {}

  /// The settings that change a figure, as words.
  package var settings: String {
    let noise =
      switch self.noise {
      case .given(let sigma): "noise \(sigma)"
      case .air, .corners: ""
      }
    return
      "saline \(salineRate.perSecond) density \(spinDensityRatio) one \(wantsOneExponential) \(noise)"
  }

  struct Masks {
    var liver: [Bool]?
    var saline: [Bool]?
    var tissues: [[Bool]] = []
    var air: [Bool]?
  }

  func masks(on study: MultiEchoStudy) throws -> Masks {
    func read(_ file: MaskFile?) throws -> [Bool]? {
      try file.map { try study.mask($0.bytes, name: $0.name) }
    }
    var masks = Masks()
    masks.liver = try read(mask)
    masks.saline = try read(saline)
    masks.air = try read(air)
    if let tissue { masks.tissues = try study.labels(tissue.bytes, name: tissue.name) }
    return masks
  }
}

package import LiverIron
package import LiverIronImages

/// A study with its regions, and what is asked of them.
package struct AnalysisRequest: Sendable {
  package var study: MultiEchoStudy
  package var liver: [Bool]
  package var saline: [Bool]?
  /// Kinds of tissue that each have a rate of their own; empty for R2 alone.
  package var tissues: [[Bool]] = []
  /// Air without signal, for the noise; the corners of the images are used where there is none.
  package var air: [Bool]?
  package var settings = MeasurementSettings()
  /// What speaks against a concentration before anything is measured.
  package var objections: [Objection] = []
  /// What was read, by name, with its SHA-256.
  package var inputs: [InputFile] = []

  package init(study: MultiEchoStudy, liver: [Bool]) {
    self.study = study
    self.liver = liver
  }

  func requireMasksApart() throws(StudyError) {
    var others = tissues.map { ("tissue", $0) }
    if let saline { others.append(("saline", saline)) }
    if let air { others.append(("air", air)) }
    for (name, mask) in others {
      let shared = zip(liver, mask).count { $0 && $1 }
      if shared > 0 { throw .overlap(name, voxels: shared) }
    }
  }

  /// Given, from the mask of air, or from the corners of the images and the body around the liver.
  func noiseLevel() throws(NoiseLevelError) -> NoiseLevel {
    if let sigma = settings.noise {
      return NoiseLevel(given: sigma, echoes: study.echoTimes.count)
    }
    if let air {
      return try NoiseLevel(air: air.indices.filter { air[$0] }, in: study.echoes)
    }
    return try NoiseLevel(
      of: study.echoes, study.grid, times: study.echoTimes, around: liver)
  }
}

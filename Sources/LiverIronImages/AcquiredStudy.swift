package import LiverIron

/// A study as it was read, from DICOM or from NIfTI: what its headers say, its volumes, and the regions drawn on them.
package struct AcquiredStudy: Sendable {
  package let headers: AcquiredHeaders
  /// The images in order, or why they are not one volume for each echo.
  package let volumes: Result<MultiEchoStudy, any Error>
  /// The value at which each image is cut off, echo by echo and slice by slice; nil where it does not look cut off.
  package let ceilings: [[Float?]]
  package let segmentations: [Segmentation]
  /// Files that are not part of the measurement, and why.
  package let setAside: [SetAside]
  package let files: [InputFile]
  /// The DICOM instances that the figures rest on.
  package let sources: [SourceInstance]
  /// Nil for NIfTI, and where not one image of DICOM could be read.
  package let identity: StudyIdentity?

  package init(_ study: DICOMStudy) {
    headers = study.headers
    volumes = Result {
      try MultiEchoStudy(series: study.identity?.studyUID ?? "study", images: study.images)
    }
    ceilings = MultiEchoStudy.ceilings(of: study.images)
    segmentations = study.segmentations
    setAside = study.setAside
    files = study.files
    sources = study.sources
    identity = study.identity
  }

  /// One series of NIfTI images with their sidecars.
  package init(series: String, _ echoes: [MultiEchoStudy.EchoFile], files: [InputFile]) throws {
    let (study, images) = try MultiEchoStudy.reading(series: series, echoes)
    headers = AcquiredHeaders(images: images, of: study)
    volumes = .success(study)
    ceilings = study.echoes.map { echo in
      (0..<study.grid.slices).map { slice in
        let range = slice * study.grid.voxelsInSlice..<(slice + 1) * study.grid.voxelsInSlice
        let most = echo[range].max() ?? 0
        return most.isStorageLimit(bits: 16) ? most : nil
      }
    }
    segmentations = []
    setAside = []
    self.files = files
    sources = []
    identity = nil
  }
}

/// A file that is not part of the measurement, and why.
package struct SetAside: Sendable, Hashable {
  package var file: String
  package var because: String
}

extension Float {
  /// Whether a largest value is a power of two less one, at which a scanner or a converter may have cut the image off.
  func isStorageLimit(bits: Int) -> Bool {
    guard isFinite, self >= 255, self < Float(1 << bits) else { return false }
    let whole = Int(self)
    return Float(whole) == self && whole & (whole + 1) == 0
  }
}

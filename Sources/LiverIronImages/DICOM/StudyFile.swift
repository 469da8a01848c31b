internal import DICOMFiles
internal import Digests
internal import LiverIron

/// The content of one file of a study. Files are read independently, so on any thread.
package struct StudyFile: Sendable {
  let name: String
  let instanceUID: String
  let sha256: String
  let identity: StudyIdentity?
  let contrastAgent: String?
  let seriesDescription: String
  let content: Content

  enum Content: Sendable {
    case images([ScannedImage])
    case segmentation(Segmentation)
    case setAside(because: String)
    case fault(String)
  }

  package init(_ bytes: [UInt8], name: String) {
    guard DICOMFile.isDICOM(bytes) else {
      self.init(name: name, .setAside(because: "not a file of DICOM"))
      return
    }
    do throws(DICOMError) {
      let file = try DICOMFile(bytes, name: name)
      self.init(name: name, try Content(file), of: file.dataset, Digest(of: bytes).hexadecimal)
    } catch {
      self.init(name: name, .fault(error.description))
    }
  }

  private init(
    name: String, _ content: Content, of dataset: DICOMItem? = nil, _ sha256: String = ""
  ) {
    self.name = name
    self.content = content
    self.sha256 = sha256
    instanceUID = dataset?.text(.sopInstanceUID) ?? ""
    identity = dataset.map(StudyIdentity.init)
    seriesDescription = dataset?.text(.seriesDescription) ?? ""
    contrastAgent =
      content.isOfThisProgram ? nil : dataset?.contrastAgent.map { "`\(name)`: \($0)" }
  }

  /// Whether it holds images of the kind that is measured.
  package var hasImages: Bool { if case .images = content { true } else { false } }
}

extension StudyFile.Content {
  private static let ofThisProgram = "a result of this program"

  fileprivate var isOfThisProgram: Bool {
    if case .setAside(Self.ofThisProgram) = self { true } else { false }
  }

  fileprivate init(_ file: DICOMFile) throws(DICOMError) {
    let dataset = file.dataset
    if dataset.has(.directoryRecordSequence) {
      self = .setAside(because: "a directory of files (DICOMDIR)")
      return
    }
    guard let kind = dataset.text(.sopClassUID) else {
      throw DICOMError(file: file.name, reason: "\(DICOMTag.sopClassUID) is missing")
    }
    if dataset.text(.modelName) == ResearchUse.program {
      self = .setAside(because: Self.ofThisProgram)
      return
    }
    switch kind {
    case SOPClass.segmentation: self = .segmentation(try Segmentation(file))
    case SOPClass.mrImage, SOPClass.enhancedMRImage:
      for tag in [DICOMTag.sopInstanceUID, .seriesInstanceUID, .studyInstanceUID]
      where dataset.text(tag) == nil {
        throw DICOMError(file: file.name, reason: "\(tag) is missing")
      }
      try self.init(imagesOf: file)
    default: self = .setAside(because: "neither an MR image nor a segmentation")
    }
  }

  private init(imagesOf file: DICOMFile) throws(DICOMError) {
    let dataset = file.dataset
    let frames = dataset.has(.numberOfFrames) ? dataset.integer(.numberOfFrames) ?? 0 : 1
    guard (1...ScannedImage.mostFrames).contains(frames) else {
      throw DICOMError(file: file.name, reason: "\(DICOMTag.numberOfFrames) is not from 1 to 4096")
    }
    let sequence = ImageHeader(file, frame: 0, of: frames).scanningSequence
    guard !sequence.isEmpty else {
      throw DICOMError(file: file.name, reason: "\(DICOMTag.scanningSequence) is missing")
    }
    self =
      sequence == ["SE"]
      ? .images(try ScannedImage.images(of: file, frames: frames))
      : .setAside(because: "not a spin echo (\(sequence.joined(separator: "\\")))")
  }
}

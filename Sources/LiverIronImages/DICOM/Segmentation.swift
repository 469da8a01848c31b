internal import DICOMFiles
package import LiverIron

/// Regions that someone drew on the images, as a DICOM segmentation.
package struct Segmentation: Sendable {
  package let file: String
  package let instanceUID: String
  package let seriesUID: String
  package let studyUID: String
  /// `YYYYMMDDHHMMSS` of its content.
  package let created: String
  package private(set) var segments: [Segment]

  package struct Segment: Sendable {
    package let label: String
    /// `SCT:10200004`.
    package let code: String
    /// Whether a program drew the segment, not a person.
    package let isAutomatic: Bool
    package fileprivate(set) var frames: [Frame]

    package var tissue: Tissue? { Tissue(label: label, code: code) }
  }

  /// One slice of a segment.
  package struct Frame: Sendable {
    package let header: ImageHeader
    package let inside: [Bool]
  }

  /// What a segment shows, by its code, or by its label where there is no standard code.
  package enum Tissue: Sendable, Hashable {
    case liver, saline, air
    /// Slowly decaying tissue around the liver, one kind in each segment.
    case surrounding(String)

    init?(label: String, code: String) {
      let name = label.lowercased()
      if ["SCT:10200004", "SRT:T-62000"].contains(code) || name == "liver" {
        self = .liver
      } else if name.contains("saline") {
        self = .saline
      } else if name == "air" {
        self = .air
      } else if ["SCT:78961009", "SRT:T-C3000"].contains(code) || name == "spleen" {
        self = .surrounding("spleen")
      } else if ["SCT:71616004", "SCT:91727004"].contains(code) || name.contains("muscle") {
        self = .surrounding("muscle")
      } else {
        return nil
      }
    }
  }

  init(_ file: DICOMFile) throws(DICOMError) {
    func damaged(_ reason: String) -> DICOMError { DICOMError(file: file.name, reason: reason) }
    let dataset = file.dataset
    self.file = file.name
    instanceUID = dataset.text(.sopInstanceUID) ?? ""
    seriesUID = dataset.text(.seriesInstanceUID) ?? ""
    studyUID = dataset.text(.studyInstanceUID) ?? ""
    created = (dataset.text(.contentDate) ?? "") + (dataset.text(.contentTime) ?? "")
    guard dataset.text(.segmentationType) == "BINARY" else {
      throw damaged(
        "\(DICOMTag.segmentationType) is not BINARY: a fraction of a voxel is not a region")
    }
    segments = []
    var indices: [Int: Int] = [:]
    for item in dataset.items(.segmentSequence) {
      guard let number = item.integer(.segmentNumber), indices[number] == nil else {
        throw damaged("a segment has no number (0062,0004) of its own")
      }
      indices[number] = segments.count
      let type = item.firstItem(.segmentTypeSequence)
      segments.append(
        Segment(
          label: item.text(.segmentLabel) ?? "",
          code: (type?.text(.codingScheme) ?? "") + ":" + (type?.text(.codeValue) ?? ""),
          isAutomatic: item.text(.segmentAlgorithmType) == "AUTOMATIC", frames: []))
    }
    let frames = dataset.integer(.numberOfFrames) ?? 0
    guard (1...ScannedImage.mostFrames).contains(frames),
      dataset.items(.perFrameGroups).count == frames
    else { throw damaged("its frames (0028,0008) and their descriptions (5200,9230) do not agree") }
    guard let bits = dataset.bytes(.pixelData) else {
      throw damaged("\(DICOMTag.pixelData) is missing or compressed")
    }
    for frame in 0..<frames {
      let header = ImageHeader(file, frame: frame, of: frames)
      let size = header.rows * header.columns
      guard size > 0, size <= 1 << 24, (frame + 1) * size <= 8 * bits.count else {
        throw damaged("\(DICOMTag.pixelData) is shorter than its frames")
      }
      let number = FrameAttributes(of: file, frame: frame)
        .group(.segmentIdentificationSequence)?.integer(.referencedSegmentNumber)
      guard let number, let index = indices[number] else {
        throw damaged("frame \(frame + 1) belongs to no segment (0062,000B)")
      }
      // Frames follow each other bit by bit, the lowest bit of a byte first.
      let inside = (frame * size..<(frame + 1) * size).map { bits[$0 >> 3] >> ($0 & 7) & 1 == 1 }
      segments[index].frames.append(Frame(header: header, inside: inside))
    }
  }
}

extension MultiEchoStudy {
  /// A segment as a mask of this study; each of its frames must lie on one of the slices.
  package func mask(_ segment: Segmentation.Segment, of file: String) throws(StudyError) -> [Bool] {
    var mask = [Bool](repeating: false, count: grid.count)
    for frame in segment.frames {
      guard let slice = slice(at: frame.header) else {
        throw .differentPosition("\(file), segment \(segment.label)", series)
      }
      let start = slice * grid.voxelsInSlice
      for (index, isInside) in frame.inside.enumerated() where isInside {
        mask[start + index] = true
      }
    }
    return mask
  }

  private func slice(at header: ImageHeader) -> Int? {
    guard header.rows == grid.rows, header.columns == grid.columns,
      let position = header.position, let orientation = header.orientation,
      let spacing = header.spacing
    else { return nil }
    return (0..<grid.slices).first { slice in
      let geometry = NIfTIGeometry(
        grid: grid, position: position, orientation: orientation, spacing: spacing,
        step: Vector(0, 0, 0))
      // A third of a voxel of 1.5 mm, as between echoes.
      return geometry.liesOn(slice: slice, of: self.geometry, within: 0.5, grid)
    }
  }
}

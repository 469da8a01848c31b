internal import LiverIron
internal import LiverIronImages

/// The regions of a study, each from the first source that has it: a file, a segmentation in the study, a proposal.
struct StudyRegions {
  private(set) var liver: [Bool]?
  private(set) var saline: [Bool]?
  private(set) var tissues: [[Bool]] = []
  private(set) var air: [Bool]?
  private(set) var source: RegionSource?
  private(set) var objections: [Objection] = []

  /// Throws a `StudyError` for files that are not masks of these images, and an `AcquisitionFailure` for a segmentation that is not.
  init(
    of study: AcquiredStudy, _ volumes: MultiEchoStudy, _ request: CheckedRequest,
    progress: (String) -> Void
  ) throws {
    try readFiles(request, volumes)
    if let latest = study.segmentations.last(where: \.hasLiver) {
      do throws(StudyError) {
        try readSegmentation(latest, of: study, volumes, takesTissue: request.tissue == nil)
      } catch {
        throw AcquisitionFailure(
          .region, error.problem, remedy: "draw the regions on these images")
      }
    }
    if liver == nil || saline == nil {
      progress("proposing regions")
      propose(volumes, noise: request.settings.noise)
    }
  }

  private mutating func readFiles(_ request: CheckedRequest, _ volumes: MultiEchoStudy) throws {
    func mask(_ file: CheckedRequest.MaskFile?) throws -> [Bool]? {
      try file.map { try volumes.mask($0.bytes, name: $0.name) }
    }
    liver = try mask(request.mask)
    saline = try mask(request.saline)
    air = try mask(request.air)
    if let tissue = request.tissue {
      tissues = try volumes.labels(tissue.bytes, name: tissue.name)
    }
    source = request.mask.map { .file($0.name) }
  }

  private mutating func readSegmentation(
    _ segmentation: Segmentation, of study: AcquiredStudy, _ volumes: MultiEchoStudy,
    takesTissue: Bool
  ) throws(StudyError) {
    guard segmentation.studyUID == study.identity?.studyUID else {
      throw .differentPosition(segmentation.file, volumes.series)
    }
    for segment in segmentation.segments {
      let mask = try volumes.mask(segment, of: segmentation.file)
      switch segment.tissue {
      case .liver where liver == nil:
        liver = mask
        source =
          segment.isAutomatic
          ? .proposed("the program that wrote \(segmentation.file)") : .file(segmentation.file)
      case .saline where saline == nil: saline = mask
      case .air where air == nil: air = mask
      case .surrounding where takesTissue: tissues.append(mask)
      default: break
      }
    }
  }

  /// The share of a proposed liver that may have been drawn as tissue: its edge.
  private static let mostTissue = 0.05

  private mutating func propose(_ volumes: MultiEchoStudy, noise: Double?) {
    var request = AnalysisRequest(study: volumes, liver: [])
    request.air = air
    request.settings.noise = noise
    // Without a noise level every voxel counts as bright, and the proposal is worse but not refused here.
    let level =
      (try? request.noiseLevel()) ?? NoiseLevel(given: 0, echoes: volumes.echoTimes.count)
    let proposal = RegionProposal(
      images: MagnitudeImages(volumes, level),
      rightIsLowColumn: volumes.geometry.rightIsLowColumn)
    if liver == nil {
      source = .proposed("lic \(ResearchUse.version)")
      objections = proposal.doubt.map { [.doubtfulProposal($0)] } ?? []
      // What a person drew as tissue is tissue, and a proposal that takes much of it found something else than the liver.
      let outside = proposal.liver.indices.map { voxel in
        proposal.liver[voxel] && !tissues.contains { $0[voxel] }
      }
      let proposed = proposal.liver.count { $0 }
      let taken = proposed - outside.count { $0 }
      if Double(taken) > Self.mostTissue * Double(proposed) {
        objections.append(
          .doubtfulProposal("\(taken) of its \(proposed) voxels were drawn as tissue"))
      }
      liver = taken < proposed ? outside : proposal.liver
    }
    if saline == nil, let liver {
      let outside = zip(proposal.saline, liver).map { $0 && !$1 }
      saline = outside.contains(true) ? outside : nil
    }
  }
}

/// Who drew the region of the liver.
package enum RegionSource: Sendable, Hashable {
  case file(String)
  case proposed(String)

  package var isProposed: Bool { if case .proposed = self { true } else { false } }

  package var text: String {
    switch self {
    case .file(let name): "drawn by a person, in \(name)"
    case .proposed(let program): "proposed by \(program), not drawn by a person"
    }
  }
}

extension Segmentation {
  fileprivate var hasLiver: Bool { segments.contains { $0.tissue == .liver } }
}

extension NIfTIGeometry {
  /// Whether columns run from the right of the patient to the left.
  fileprivate var rightIsLowColumn: Bool { toMillimetres[0][0] < 0 }
}

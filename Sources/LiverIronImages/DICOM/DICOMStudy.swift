package import LiverIron

/// The files of one study, sorted: spin-echo images, drawn regions, what was set aside, and what could not be read.
package struct DICOMStudy: Sendable {
  package private(set) var images: [ScannedImage] = []
  package private(set) var segmentations: [Segmentation] = []
  /// Files that are not part of the measurement, and why.
  package private(set) var setAside: [SetAside] = []
  /// Files that should be part of it and cannot be read.
  package private(set) var faults: [String] = []
  package private(set) var contrastAgents: [String] = []
  /// The patient and the study, from the first image in order; nil where there is no image.
  package private(set) var identity: StudyIdentity?

  private var identities: [String: StudyIdentity] = [:]
  /// Of each series of images, by its UID.
  private var descriptions: [String: String] = [:]
  private var digests: [String: (file: String, sha256: String)] = [:]

  package init() {}

  /// Adds one more file.
  package mutating func add(_ file: StudyFile) {
    contrastAgents += file.contrastAgent.map { [$0] } ?? []
    switch file.content {
    case .images(let found):
      images += found
      for image in found { descriptions[image.header.seriesUID ?? ""] = file.seriesDescription }
      identities[file.instanceUID] = file.identity
      note(file)
    case .segmentation(let segmentation):
      segmentations.append(segmentation)
      note(file)
    case .setAside(let because): setAside.append(SetAside(file: file.name, because: because))
    case .fault(let fault): faults.append(fault)
    }
  }

  private mutating func note(_ file: StudyFile) {
    if digests[file.instanceUID] == nil { digests[file.instanceUID] = (file.name, file.sha256) }
  }

  /// Adds contrast agents that other studies of the same day name.
  package mutating func add(contrastAgents agents: [String]) { contrastAgents += agents }

  /// Sets aside every series of images whose description does not contain the given text, in upper or lower case, and whose UID
  /// is another. Call it after the last file, before `finish`.
  package mutating func keep(acquisition wanted: String) throws(StudyError) {
    let kept = descriptions.filter { uid, description in
      uid == wanted || description.lowercased().contains(wanted.lowercased())
    }
    guard !kept.isEmpty else {
      let all = Set(descriptions.map { $1.isEmpty ? $0 : $1 }).sorted()
      throw all.isEmpty ? .nothingReadable("") : .noSuchSeries(wanted, among: all)
    }
    images.removeAll { image in
      guard kept[image.header.seriesUID ?? ""] == nil else { return false }
      setAside.append(
        SetAside(file: image.header.file, because: "not of the acquisition `\(wanted)`"))
      return true
    }
  }

  /// Call this after the last file: it drops copies, and sets series aside that are far from the protocol.
  package mutating func finish() {
    dropCopies()
    setFarSeriesAside()
    setOtherSeriesAside()
    // The order of files carries no information, so any order gives the same study.
    images.sort { $0.header.order < $1.header.order }
    identity = images.first.flatMap { identities[$0.header.instanceUID] }
    segmentations.sort { ($0.created, $0.instanceUID) < ($1.created, $1.instanceUID) }
    setAside.sort { ($0.file, $0.because) < ($1.file, $1.because) }
    faults.sort()
    contrastAgents = Array(Set(contrastAgents)).sorted()
  }

  package var headers: AcquiredHeaders {
    AcquiredHeaders(
      images: images.map(\.header), faults: faults, contrastAgents: contrastAgents,
      source: .dicom)
  }

  /// The instances that the figures rest on, each once, in the order of the images.
  package var sources: [SourceInstance] {
    var seen: Set<String> = []
    let ofImages = images.map(\.header).map {
      SourceInstance(
        classUID: $0.classUID, instanceUID: $0.instanceUID, seriesUID: $0.seriesUID ?? "",
        sha256: digests[$0.instanceUID]?.sha256 ?? "")
    }
    let ofSegmentations = segmentations.map {
      SourceInstance(
        classUID: SOPClass.segmentation, instanceUID: $0.instanceUID, seriesUID: $0.seriesUID,
        sha256: digests[$0.instanceUID]?.sha256 ?? "")
    }
    return (ofImages + ofSegmentations).filter { seen.insert($0.instanceUID).inserted }
  }

  /// The files of these instances, with their digests.
  package var files: [InputFile] {
    sources.compactMap { source in
      digests[source.instanceUID].map { InputFile(name: $0.file, sha256: $0.sha256) }
    }
  }

  /// An image that was sent twice counts once; two different images with one UID are a fault.
  private mutating func dropCopies() {
    var seen: [String: ScannedImage] = [:]
    var kept: [ScannedImage] = []
    for image in images {
      let header = image.header
      let key =
        header.instanceUID + "\0"
        + (header.file.split(separator: ", frame ").dropFirst().first ?? "")
      guard let earlier = seen[key] else {
        seen[key] = image
        kept.append(image)
        continue
      }
      var same = header
      same.file = earlier.header.file
      if same == earlier.header, image.values == earlier.values {
        setAside.append(SetAside(file: header.file, because: "a copy of \(earlier.header.file)"))
      } else {
        faults.append(
          "`\(header.file)` and `\(earlier.header.file)` differ and share SOPInstanceUID (0008,0018)"
        )
      }
    }
    images = kept
  }

  /// A study of the abdomen has other spin echoes too; a series whose echo times are all far from the protocol is not part of it.
  private mutating func setFarSeriesAside() {
    let series = Dictionary(grouping: images, by: { $0.header.seriesUID ?? "" })
    let far = series.filter { _, images in
      images.allSatisfy { image in image.header.echoTime.map { !(4...30).contains($0) } ?? false }
    }
    guard far.count < series.count else { return }
    images.removeAll { image in
      guard far[image.header.seriesUID ?? ""] != nil else { return false }
      setAside.append(
        SetAside(file: image.header.file, because: "a spin echo far from the protocol"))
      return true
    }
  }
}

extension DICOMStudy {
  /// A study of the abdomen may hold maps, phase images or spin echoes of another repetition time; they are left out where the
  /// protocol is complete without them.
  private mutating func setOtherSeriesAside() {
    let series = Dictionary(grouping: images, by: { $0.header.seriesUID ?? "" })
    let others = series.compactMapValues { images in
      images.lazy.compactMap(\.header.otherKind).first
    }
    let rest = images.filter { others[$0.header.seriesUID ?? ""] == nil }
    guard AcquiredHeaders.echoes(of: rest.map(\.header)).count == Self.echoesOfProtocol else {
      return
    }
    for image in images {
      guard let because = others[image.header.seriesUID ?? ""] else { continue }
      setAside.append(SetAside(file: image.header.file, because: because))
    }
    images = rest
  }

  private static let echoesOfProtocol = 5
}

extension ImageHeader {
  /// What an image of another kind than the protocol is; nil for one that may belong to it.
  fileprivate var otherKind: String? {
    if imageType.first == "DERIVED" { return "a derived image" }
    if complexComponent == "PHASE"
      || imageType.dropFirst(2).contains(where: ["P", "PHASE"].contains)
    {
      return "a phase image"
    }
    guard let repetitionTime, !(2000...3000).contains(repetitionTime) else { return nil }
    return "a spin echo with another repetition time"
  }
}

/// The kinds of files that are read, by their UIDs.
package enum SOPClass {
  package static let mrImage = "1.2.840.10008.5.1.4.1.1.4"
  package static let enhancedMRImage = "1.2.840.10008.5.1.4.1.1.4.1"
  package static let segmentation = "1.2.840.10008.5.1.4.1.1.66.4"
}

extension ImageHeader {
  /// By echo, position and instance, whatever the names of the files.
  fileprivate var order: [SortKey] {
    [.number(echoTime ?? .infinity), .number(depth ?? .infinity), .text(instanceUID), .text(file)]
  }
}

private enum SortKey: Equatable {
  case number(Double)
  case text(String)
}

extension [SortKey] {
  fileprivate static func < (left: [SortKey], right: [SortKey]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.number(let one), .number(let other)): return one < other
      case (.text(let one), .text(let other)): return one < other
      default: continue
      }
    }
    return false
  }
}

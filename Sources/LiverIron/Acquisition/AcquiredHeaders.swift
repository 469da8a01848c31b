/// The headers of all spin-echo images of a study, and what could not be read.
package struct AcquiredHeaders: Sendable {
  package let images: [ImageHeader]
  /// Files that could not be read, and why: a study is whole or it is refused.
  package let faults: [String]
  /// Contrast agents that any image of the study names, of this acquisition or not.
  package let contrastAgents: [String]

  /// Who wrote the headers: a scanner, or a converter that passes on part of what the scanner wrote.
  package let source: Source

  package enum Source: Sendable { case dicom, sidecars }

  package init(
    images: [ImageHeader], faults: [String], contrastAgents: [String], source: Source
  ) {
    self.images = images
    self.faults = faults
    self.contrastAgents = contrastAgents
    self.source = source
  }

  /// Images at one echo time; those without a time are in none.
  package struct Echo: Sendable {
    /// In ms, of the first of its images.
    package let time: Double
    package fileprivate(set) var images: [ImageHeader]
  }

  package var echoes: [Echo] { Self.echoes(of: images) }

  /// Echoes in the order of their times; times closer than 10 µs are one.
  package static func echoes(of images: [ImageHeader]) -> [Echo] {
    var found: [Echo] = []
    let timed = images.compactMap { image in image.echoTime.map { (time: $0, image: image) } }
    for (time, image) in timed.sorted(by: { $0.time < $1.time }) {
      if let last = found.last, time - last.time < 0.01 {
        found[found.count - 1].images.append(image)
      } else {
        found.append(Echo(time: time, images: [image]))
      }
    }
    return found
  }

  /// What a check finds where headers do not state something: a failure in DICOM, which has to state it; a warning in a sidecar,
  /// whose converter may have left it out.
  func unstated(_ attribute: String, in file: String) -> AcquisitionCheck.Outcome {
    switch source {
    case .dicom: .fail("`\(file)` has no \(attribute)")
    case .sidecars: .warn("the sidecars do not state \(attribute)")
    }
  }

  /// The first image without something, for a message that names it.
  func fileWithout<Value>(_ value: (ImageHeader) -> Value?) -> String? {
    images.first { value($0) == nil }.map(\.file)
  }
}

extension ImageHeader {
  /// The coordinate along the normal of the image, in mm.
  package var depth: Double? {
    guard let position, let orientation else { return nil }
    return position.dot(orientation[0].cross(orientation[1]))
  }
}

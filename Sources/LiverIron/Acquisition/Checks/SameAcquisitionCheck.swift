extension AcquisitionCheck {
  /// One scanner, one day, one set-up for all echoes.
  static let sameAcquisition = AcquisitionCheck(
    .sameAcquisition, "Same acquisition",
    limit:
      "one scanner, day, coil, bandwidth, slice thickness, flip angle and set of scan options for all images; no inversion pulse",
    reason: "what changes between echoes changes their signals, and looks like relaxation",
    source: .ownChoice(because: "a decay is measured only if nothing but the echo time changes"),
    remedy: "repeat all echoes in one session, changing nothing but the echo time",
    .headers { study in
      guard let first = study.images.first else { return .notReached }
      if let image = study.images.first(where: { ($0.inversionTime ?? 0) > 0 }) {
        return .fail("`\(image.file)` has an inversion pulse (0018,0082)")
      }
      for image in study.images {
        if let differing = first.difference(from: image) {
          return .fail("`\(image.file)` and `\(first.file)` differ in \(differing)")
        }
      }
      return .pass("the same in all \(study.images.count) images")
    })
}

extension ImageHeader {
  /// What two images of one acquisition must share and do not.
  fileprivate func difference(from other: ImageHeader) -> String? {
    let isSameDay =
      acquisitionSeconds.flatMap { own in
        other.acquisitionSeconds.map { abs(own - $0) < Self.longestSession }
      } ?? true
    if !isSameDay { return "the time of acquisition, by more than 4 hours (0008,0022)" }
    let texts: [(String?, String?, String)] = [
      (scanner, other.scanner, "the scanner (0018,1000)"),
      (coil, other.coil, "the receive coil (0018,1250)"),
      (manufacturer, other.manufacturer, "the manufacturer (0008,0070)"),
      (
        scanOptions.sorted().joined(separator: "\\"),
        other.scanOptions.sorted().joined(separator: "\\"), "the scan options (0018,0022)"
      ),
    ]
    if let differing = texts.first(where: { $0.0 != $0.1 }) { return differing.2 }
    let numbers: [(Double?, Double?, Double, String)] = [
      (bandwidth, other.bandwidth, 0.01, "the bandwidth (0018,0095)"),
      (sliceThickness, other.sliceThickness, 0.01, "the slice thickness (0018,0050)"),
      (flipAngle, other.flipAngle, 0.01, "the flip angle (0018,1314)"),
    ]
    return numbers.first { own, other, tolerance, _ in
      switch (own, other) {
      case (nil, nil): false
      case (let own?, let other?): abs(own - other) > tolerance * max(abs(own), abs(other))
      default: true
      }
    }?.3
  }

  /// In s; a session of this protocol takes a quarter of an hour.
  private static let longestSession = 4.0 * 3600
}

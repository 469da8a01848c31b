internal import DICOMFiles
package import LiverIron

/// One image from a scanner: its header, and its values on the scale that the file states.
package struct ScannedImage: Sendable {
  package let header: ImageHeader
  /// Row by row.
  package let values: [Float]
  /// The value at which the image may be cut off: its largest, where that is stored as a power of two less one.
  package let ceiling: Float?

  static let mostFrames = 4096

  /// All frames of a file, decoded once.
  static func images(of file: DICOMFile, frames: Int) throws(DICOMError) -> [ScannedImage] {
    var headers = (0..<frames).map { ImageHeader(file, frame: $0, of: frames) }
    let size = headers[0].rows * headers[0].columns
    guard (1...1 << 24).contains(size) else {
      throw DICOMError(
        file: file.name, reason: "\(DICOMTag.rows) and \(DICOMTag.columns) are no image")
    }
    for header in headers {
      if header.echoTime != nil, let ofFile = file.dataset.number(.echoTime),
        abs(ofFile - (header.echoTime ?? ofFile)) > 0.01
      {
        throw DICOMError(
          file: file.name,
          reason: "\(DICOMTag.echoTime) and \(DICOMTag.effectiveEchoTime) contradict")
      }
    }
    let stored = try file.storedValues(count: size * frames)
    let bits = file.dataset.integer(.bitsStored) ?? 16
    return headers.indices.map { frame in
      let values = stored[frame * size..<(frame + 1) * size]
      let (least, most) = (values.min() ?? 0, values.max() ?? 0)
      headers[frame].hasNegativeValues = least < 0
      headers[frame].isLossy = headers[frame].isLossy || file.isLossy
      let scale = headers[frame].scale
      return ScannedImage(
        header: headers[frame],
        values: scale == (1, 0) ? Array(values) : values.map { $0 * scale.slope + scale.intercept },
        ceiling: most.isStorageLimit(bits: bits) ? most * scale.slope + scale.intercept : nil)
    }
  }
}

extension ImageHeader {
  /// Converts stored values to values that are comparable between images.
  ///
  /// Philips rescales each series for display; what was measured is the displayed value over (rescale slope · scale slope).
  fileprivate var scale: (slope: Float, intercept: Float) {
    let slope = rescaleSlope ?? 1
    let intercept = rescaleIntercept ?? 0
    guard let ofPhilips = philipsScaleSlope, ofPhilips > 0, slope > 0 else {
      return (Float(slope), Float(intercept))
    }
    return (Float(1 / ofPhilips), Float(intercept / (slope * ofPhilips)))
  }
}

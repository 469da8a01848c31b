internal import LiverIron
package import LiverIronImages

/// What is asked of a study, apart from its own files.
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
  package var settings = MeasurementSettings()
  /// What was read, by name, with its SHA-256.
  package var inputs: [InputFile] = []

  package init() {}
}

/// A DICOM instance that a result is based on.
package struct SourceInstance: Sendable, Hashable, Codable {
  package var classUID: String
  package var instanceUID: String
  package var seriesUID: String
  package var sha256: String

  package init(classUID: String, instanceUID: String, seriesUID: String, sha256: String) {
    self.classUID = classUID
    self.instanceUID = instanceUID
    self.seriesUID = seriesUID
    self.sha256 = sha256
  }
}

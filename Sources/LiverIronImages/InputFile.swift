/// A file that the analysis is based on.
package struct InputFile: Sendable, Hashable, Codable {
  package var name: String
  package var sha256: String
  /// What a mask shows; nil for an image.
  package var role: String?

  package init(name: String, sha256: String, role: String? = nil) {
    self.name = name
    self.sha256 = sha256
    self.role = role
  }
}

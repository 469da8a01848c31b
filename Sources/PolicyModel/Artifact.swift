/// One file that a build makes.
package struct Artifact: Hashable, Sendable {
  /// Relative to the output folder, with `/`.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// From what an artefact was made; the same for the same sources, on any machine, at any time.
package struct Provenance: Hashable, Sendable {
  /// `policyc 0.1.0`.
  package let compiler: String
  /// SHA-256 of the policy's sources with the terms that policies share.
  package let sourceDigest: String

  package init(compiler: String, sourceDigest: String) {
    self.compiler = compiler
    self.sourceDigest = sourceDigest
  }
}

/// One file that a build writes.
package struct Artifact: Hashable, Sendable {
  /// The path relative to the output folder, with `/` between components.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

/// A terminology that policies share, with the SHA-256 of its terms and suggested codes.
package struct SharedTerms: Hashable, Sendable {
  package let terminology: String
  package let digest: String

  package init(terminology: String, digest: String) {
    self.terminology = terminology
    self.digest = digest
  }
}

/// What an artefact was made from. It depends only on the sources and the compiler version.
package struct Provenance: Hashable, Sendable {
  /// The name and version of the compiler, as in `policyc 0.1.0`.
  package let compiler: String
  /// The SHA-256 of the sources: of the policy's files, or of what a revision states and uses.
  package let sourceDigest: String

  package init(compiler: String, sourceDigest: String) {
    self.compiler = compiler
    self.sourceDigest = sourceDigest
  }
}

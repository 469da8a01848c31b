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

/// What an artefact was made from. It depends only on the sources and the compiler version.
package struct Provenance: Hashable, Sendable {
  /// The name and version of the compiler, as in `policyc 0.1.0`.
  package let compiler: String
  /// The SHA-256 of the policy's sources and of the terminology that policies share.
  package let sourceDigest: String

  package init(compiler: String, sourceDigest: String) {
    self.compiler = compiler
    self.sourceDigest = sourceDigest
  }
}

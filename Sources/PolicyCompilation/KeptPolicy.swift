package import PolicyDocuments
package import PolicyModel

/// The artefacts of an earlier build of a policy whose sources have errors now.
package struct KeptPolicy: Sendable {
  package let artifacts: [Artifact]
  package let entry: IndexEntry

  package init(artifacts: [Artifact], entry: IndexEntry) {
    self.artifacts = artifacts
    self.entry = entry
  }
}

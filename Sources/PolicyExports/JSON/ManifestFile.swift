internal import Digests
package import JSONShapes
internal import JSONText
package import PolicyModel

extension Artifact {
  /// `manifest.json`: every other file of the build with its size and SHA-256.
  package static func manifest(of artifacts: [Artifact], compiler: String) -> Artifact {
    let manifest = Manifest(compiler: compiler, files: artifacts.sorted { $0.path < $1.path })
    return Artifact(path: "manifest.json", text: JSONShape<Manifest>.file.json(manifest).pretty)
  }
}

extension PublishedSchema {
  package static let manifest = PublishedSchema(
    "manifest", title: "The files of a build", JSONShape<Manifest>.file.schema)
}

private struct Manifest: Sendable {
  let compiler: String
  let files: [Artifact]
}

extension JSONShape<Manifest> {
  fileprivate static let file = JSONShape.object(
    .constant("format", "policyc manifest"), .constant("version", 1),
    .required("compiler", .text, \.compiler), .required("files", .list(of: .entry), \.files))
}

extension JSONShape<Artifact> {
  fileprivate static let entry = JSONShape.object(
    .required("path", .text, \.path), .required("bytes", .count(), \.bytes.count),
    .required("sha256", .digest) { Digest(of: $0.bytes).hexadecimal })
}

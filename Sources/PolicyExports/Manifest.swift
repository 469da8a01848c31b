internal import Digests
internal import JSONText
package import PolicyModel

extension Artifact {
  /// `manifest.json`: every other file of the build with its size and SHA-256.
  package static func manifest(of artifacts: [Artifact], compiler: String) -> Artifact {
    let json: JSON = [
      "format": "policyc manifest", "version": 1, "compiler": .string(compiler),
      "files": .array(
        artifacts.sorted { $0.path < $1.path }.map { artifact in
          [
            "path": .string(artifact.path), "bytes": .number(String(artifact.bytes.count)),
            "sha256": .string(Digest(of: artifact.bytes).hexadecimal),
          ]
        }),
    ]
    return Artifact(path: "manifest.json", text: json.pretty)
  }
}

/// The compiler as artefacts name it: what another version makes of a source may differ.
package enum Compiler {
  package static let version = "0.1.0"
  package static let name = "policyc \(version)"
}

internal import Diagnostics
package import Machine
package import ReleaseSigning

extension Failure {
  /// - Parameter subject: the revision or the file that is refused.
  package init(_ refusal: ReleaseRefusal, of subject: String) {
    self.init(
      .inputHasErrors,
      summary:
        "error[\(refusal.kind.code)]: \(subject): \(refusal.message)\nhelp: \(refusal.help)")
  }
}

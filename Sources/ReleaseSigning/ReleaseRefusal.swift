package import Diagnostics

/// Why a release is not accepted. Whatever is not certain is refused.
package struct ReleaseRefusal: Error, Hashable, Sendable {
  package let kind: DiagnosticKind
  /// A fact in lower case without a full stop.
  package let message: String
  package let help: String

  package init(_ kind: DiagnosticKind, _ message: String, help: String) {
    self.kind = kind
    self.message = message
    self.help = help
  }
}

extension String {
  /// What helps a reader whose copy of a release differs from the one that was signed.
  static let askThePublisher = "get the release from its publisher again"
}

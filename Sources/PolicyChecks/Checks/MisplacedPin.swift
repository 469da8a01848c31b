internal import Diagnostics
internal import MessageText
internal import PolicyModel
internal import PolicySources
internal import Values

extension Check {
  /// Each pin is for a listed revision, and each revision has at most one.
  static let misplacedPin = Check.ofPolicy(.misplacedPin) { policy, _ in
    let pins = policy.measurement?.pins ?? []
    let strange = pins.filter { policy.entry(of: $0.revision.value) == nil }.map { pin in
      Diagnostic(
        .misplacedPin, "the revision `\(pin.revision.value)` is not listed", at: pin.revision.span,
        help: choice(among: policy.log.entries.map(\.revision.value.printed)))
    }
    let again = repetitions(of: pins.map(\.revision), by: { policy.names[$0] ?? $0.iso }).map {
      again, first in
      Diagnostic(
        .misplacedPin, "the revision `\(again.value)` is pinned twice", at: again.span,
        notes: [.init("the first pin is here", at: .init(first.span))],
        help: "keep one of the two")
    }
    return strange + again
  }
}

extension DiagnosticKind {
  static let misplacedPin = DiagnosticKind(
    "misplaced-pin",
    why: "A policy revision has one calibration, and a pin for an unlisted revision has no effect.",
    before: "pins:\n  - {revision: 11/22, calibration: …}     (and the revision is 12/22)",
    after: "pins:\n  - {revision: 12/22, calibration: …}")
}

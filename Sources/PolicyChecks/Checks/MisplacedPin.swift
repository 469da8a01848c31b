internal import Diagnostics
internal import PolicySources
internal import Values

extension Check {
  /// Pins are of revisions that there are, one each.
  static let misplacedPin = Check.ofPolicy(.misplacedPin) { policy, _ in
    let pins = policy.measurement?.pins ?? []
    let strange = pins.filter { policy.entry(of: $0.revision.value) == nil }.map { pin in
      Diagnostic(
        .misplacedPin, "no revision `\(pin.revision.value)` is listed", at: pin.revision.span,
        help: choice(among: policy.log.entries.map(\.revision.value.printed)))
    }
    let again = repetitions(of: pins.map(\.revision), by: \.isoMonth).map { again, first in
      Diagnostic(
        .misplacedPin, "the revision `\(again.value)` is pinned twice", at: again.span,
        notes: [.init("the first pin stands here", at: .init(first.span))],
        help: "keep one of the two")
    }
    return strange + again
  }
}

extension DiagnosticKind {
  static let misplacedPin = DiagnosticKind(
    "misplaced-pin",
    why: "A policy revision has one calibration; a pin of another revision would hold for none.",
    before: "pins:\n  - {revision: 11/22, calibration: …}     (and there is 12/22)",
    after: "pins:\n  - {revision: 12/22, calibration: …}")
}

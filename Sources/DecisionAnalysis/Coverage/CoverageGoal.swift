package import DecisionTable
package import Values

/// Something about a criterion or a test that cases should demonstrate.
///
/// That a part decides is defined as in masking MC/DC (Chilenski and Miller 1994; Hayhurst et al.,
/// NASA/TM-2001-210876): with everything else as in the case, the answer would change if the result
/// of this one part changed. The other parts may differ between the case in which the part is met and
/// the case in which it is not, because one fact can appear in several tests.
package struct CoverageGoal: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case met
    case notMet
    case unknown
    /// The part is met, and the answer would change if it were not.
    case decidesMet
    /// The part is not met, and the answer would change if it were.
    case decidesNotMet
    /// The part decides, met by this one of the several values that it names.
    case value(TestValue)
    /// The part decides on one side of a bound at which the answer of its test changes.
    case bound(Bound)

    /// The kind's identifier in machine-readable output.
    package enum Name: String, CaseIterable, Sendable {
      case met
      case notMet = "not-met"
      case unknown
      case decidesMet = "decides-met"
      case decidesNotMet = "decides-not-met"
      case value
      case bound
    }

    package var name: Name {
      switch self {
      case .met: .met
      case .notMet: .notMet
      case .unknown: .unknown
      case .decidesMet: .decidesMet
      case .decidesNotMet: .decidesNotMet
      case .value: .value
      case .bound: .bound
      }
    }
  }

  /// A side of a bound, on the line of the fact's values.
  package struct Bound: Hashable, Sendable {
    /// The values on this side, up to the next bound of any test.
    package let interval: Interval
    /// The value next to the bound; nil if there is none, as for an open bound of a decimal number.
    package let point: ExactDecimal?
    /// Whether the test is met on this side.
    package let isMet: Bool
  }

  /// An index into the parts of the criteria tree.
  package let part: Int
  package let kind: Kind
}

package import DecisionTable
package import Values

/// One thing that cases should show of a criterion or a test.
///
/// Deciding on its own is meant as in masking MC/DC (Chilenski and Miller 1994; Hayhurst and others,
/// NASA TM-2001-210876): everything else being as the case has it, the answer would be another if
/// this one part turned out otherwise. The other parts may change between the case in which it is
/// met and the one in which it is not, as they must where one fact stands in several tests.
package struct CoverageGoal: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case met
    case notMet
    case unknown
    /// It is met, and the answer would be another if it were not.
    case decidesMet
    /// It is not met, and the answer would be another if it were.
    case decidesNotMet
    /// It decides, met by this one of several values that it names.
    case value(TestValue)
    /// It decides on one side of a bound, where the answer of the test changes.
    case bound(Bound)

    /// What machines call it.
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
    /// Where values on this side lie, up to the next bound of any test.
    package let interval: Interval
    /// The one value at the bound, where the side has a last one.
    package let point: ExactDecimal?
    /// Whether the test is met on this side.
    package let isMet: Bool
  }

  /// The place in the criteria tree.
  package let part: Int
  package let kind: Kind
}

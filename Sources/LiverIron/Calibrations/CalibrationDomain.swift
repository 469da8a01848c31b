/// The concentrations between which a calibration may report a figure.
package struct CalibrationDomain: Sendable, Hashable {
  /// Who set the limits.
  package enum Basis: String, Sendable, Hashable {
    /// The publication gives the range of its reference measurements.
    case published
    /// No range was read in the publication: the limits are this project's own choice.
    case ours
  }

  package var milligramsPerGram: ClosedRange<Double>
  package var basis: Basis
  /// What the limits are, or why they were chosen.
  package var source: String

  package init(_ milligramsPerGram: ClosedRange<Double>, _ basis: Basis, source: String) {
    self.milligramsPerGram = milligramsPerGram
    self.basis = basis
    self.source = source
  }
}

/// A concentration as a report may print it: a figure inside the domain, a bound outside.
package enum ReportedConcentration: Sendable, Hashable {
  case below(IronConcentration)
  case figure(IronConcentration)
  case above(IronConcentration)
}

extension Calibration {
  /// What may be reported of a rate.
  package func reported(at rate: RelaxationRate) throws(CalibrationError) -> ReportedConcentration {
    guard rate.quantity == quantity else {
      throw .otherQuantity(offered: rate.quantity, calibration: self)
    }
    let limits = domain.milligramsPerGram
    let lower = IronConcentration(milligramsPerGram: limits.lowerBound)
    let upper = IronConcentration(milligramsPerGram: limits.upperBound)
    guard rate.perSecond.isFinite else { throw .beyondCurve(rate, calibration: self) }
    if rate.perSecond > (try self.rate(at: upper)).perSecond { return .above(upper) }
    if rate.perSecond < (try self.rate(at: lower)).perSecond { return .below(lower) }
    return .figure(try concentration(at: rate))
  }
}

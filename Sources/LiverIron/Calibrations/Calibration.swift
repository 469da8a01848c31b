/// One revision of a calibration: the curve from a relaxation rate to a liver iron concentration, and all that fixes it.
///
/// A bundled revision never changes; another curve, domain or golden point is another number.
package struct Calibration: Sendable, Hashable {
  /// Names the publication and what is measured: `r2-1.5t-st-pierre-2005`.
  package var id: String
  /// The revision of this entry, from 1.
  package var number: Int
  package var quantity: RelaxationQuantity
  package var fieldStrengthTesla: Double
  package var curve: CalibrationCurve
  package var domain: CalibrationDomain
  package var citation: Citation
  package var goldenPoints: [GoldenPoint]

  package init(
    id: String, number: Int, quantity: RelaxationQuantity, fieldStrengthTesla: Double,
    curve: CalibrationCurve, domain: CalibrationDomain, citation: Citation,
    goldenPoints: [GoldenPoint]
  ) {
    self.id = id
    self.number = number
    self.quantity = quantity
    self.fieldStrengthTesla = fieldStrengthTesla
    self.curve = curve
    self.domain = domain
    self.citation = citation
    self.goldenPoints = goldenPoints
  }

  /// The concentration at a rate, by the normative form and not censored to the domain.
  package func concentration(
    at rate: RelaxationRate
  ) throws(CalibrationError) -> IronConcentration {
    guard rate.quantity == quantity else {
      throw .otherQuantity(offered: rate.quantity, calibration: self)
    }
    guard let value = curve.milligramsPerGram(atPerSecond: rate.perSecond) else {
      throw .beyondCurve(rate, calibration: self)
    }
    return IronConcentration(milligramsPerGram: value)
  }

  /// The rate at which the normative form gives this concentration.
  package func rate(at concentration: IronConcentration) throws(CalibrationError) -> RelaxationRate
  {
    guard let value = curve.perSecond(atMilligramsPerGram: concentration.milligramsPerGram) else {
      throw .unreachable(concentration, calibration: self)
    }
    return RelaxationRate(quantity, perSecond: value)
  }
}

/// Where a calibration was published, and where its numbers were read.
package struct Citation: Sendable, Hashable {
  package var text: String
  package var doi: String?
  /// Which part was read where, so that a reader can look it up.
  package var readIn: String

  package init(_ text: String, doi: String?, readIn: String) {
    self.text = text
    self.doi = doi
    self.readIn = readIn
  }
}

/// A rate and the concentration that the curve must give there, computed once with 50 digits.
package struct GoldenPoint: Sendable, Hashable {
  package var perSecond: Double
  package var milligramsPerGram: Double

  package init(_ perSecond: Double, _ milligramsPerGram: Double) {
    self.perSecond = perSecond
    self.milligramsPerGram = milligramsPerGram
  }
}

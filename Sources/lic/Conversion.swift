internal import LiverIron

/// One value in all its units.
struct Conversion {
  var calibration: String?
  var revision: Int?
  var quantity: String?
  var ratePerSecond: Double?
  var timeMilliseconds: Double?
  /// A figure, or `<` and `>` the limit of the calibration's domain.
  var milligramsPerGram: String
  var millimolesPerKilogram: String
  /// The class, for a figure by a calibration.
  var overload: String?
  var statement = ResearchUse.statement

  init(_ value: Double, _ unit: ConvertibleUnit, by calibration: Calibration?) throws {
    let rate: RelaxationRate?
    let reported: ReportedConcentration
    switch unit {
    case .r2, .r2star:
      rate = RelaxationRate(unit == .r2 ? .r2 : .r2Star, perSecond: value)
    case .t2, .t2star:
      rate = RelaxationRate(unit == .t2 ? .r2 : .r2Star, milliseconds: value)
    case .milligramsPerGram, .millimolesPerKilogram:
      rate = nil
    }
    if let rate, let calibration {
      reported = try calibration.reported(at: rate)
      self.init(reported, at: rate, by: calibration)
    } else {
      let concentration =
        unit == .milligramsPerGram
        ? IronConcentration(milligramsPerGram: value)
        : IronConcentration(millimolesPerKilogram: value)
      try calibration?.requireInDomain(concentration)
      self.init(
        .figure(concentration), at: try calibration?.rate(at: concentration), by: calibration)
    }
  }

  private init(
    _ reported: ReportedConcentration, at rate: RelaxationRate?, by calibration: Calibration?
  ) {
    self.calibration = calibration?.id
    revision = calibration?.number
    quantity = rate?.quantity.rawValue
    ratePerSecond = rate?.perSecond
    timeMilliseconds = rate?.milliseconds
    milligramsPerGram = reported.milligramsPerGramText
    millimolesPerKilogram = reported.millimolesPerKilogramText
    overload = calibration.map { _ in IronOverload(reported).rawValue }
  }

  var line: String {
    var parts: [String] = []
    if let quantity, let ratePerSecond, let timeMilliseconds {
      let time = PrintedFigure(timeMilliseconds, decimals: 2)
      let timeName = RelaxationQuantity(rawValue: quantity)?.timeName ?? ""
      parts += [
        "\(quantity) \(PrintedFigure.rate(perSecond: ratePerSecond)) s⁻¹", "\(timeName) \(time) ms",
      ]
    }
    parts += ["LIC \(milligramsPerGram) mg/g", "\(millimolesPerKilogram) mmol/kg"]
    if let overload { parts.append(overload) }
    return parts.joined(separator: "  ")
  }
}

extension Calibration {
  /// A concentration outside the domain has no rate that may be reported.
  fileprivate func requireInDomain(_ concentration: IronConcentration) throws {
    if !domain.milligramsPerGram.contains(concentration.milligramsPerGram) {
      throw CalibrationError.unreachable(concentration, calibration: self)
    }
  }
}

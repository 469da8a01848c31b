import LiverIron
import LiverIronTestSupport
import Testing

@Suite("Calibrations")
struct CalibrationTests {
  static let bundle = CalibrationBundle.bundled

  @Test("are implausible in no way", arguments: bundle.calibrations)
  func nothingSpeaksAgainst(calibration: Calibration) {
    #expect(Self.bundle.implausibilities(of: calibration) == [])
  }

  @Test("invert: rate(concentration(rate)) = rate", arguments: bundle.calibrations)
  func inverts(calibration: Calibration) throws {
    let limits = calibration.domain.milligramsPerGram
    for step in 0...100 {
      let value = limits.lowerBound + (limits.upperBound - limits.lowerBound) * Double(step) / 100
      let rate = try calibration.rate(at: IronConcentration(milligramsPerGram: value))
      let back = try calibration.concentration(at: rate)
      #expect(abs(back.milligramsPerGram - value) <= 1e-9 * value)
    }
  }

  @Test("keep the forward curve of the phantom apart from the normative inverse, by up to 1.2 %")
  func exponentTrap() {
    let differences = DecayPhantom.ladder.map {
      Calibration.stPierre2005.milligramsPerGram(DecayPhantom.rate(atMilligramsPerGram: $0)) / $0
        - 1
    }
    #expect(differences.allSatisfy { abs($0) < 0.012 })
    #expect(differences.contains { abs($0) > 0.006 })
  }

  @Test("have digests that never change")
  func digestsAreFrozen() {
    let digests = Self.bundle.calibrations.map { "\($0.id) \($0.number) \($0.digest.prefix(16))" }
    #expect(
      digests == [
        "r2-1.5t-st-pierre-2005 1 8f1345232f8911d5",
        "r2star-1.5t-wood-2005 1 34ceb3c8edfba15d",
        "r2star-1.5t-hankins-2009 1 53325d55563a2cee",
        "r2star-1.5t-garbowski-2014 1 4c8fff20a81a12b8",
        "r2star-1.5t-hernando-2021 1 b9e95916801657e5",
        "r2star-3t-hernando-2021 1 a3bea57daff6f908",
        "r2star-1.5t-hernando-2023 1 b0be8b696e8a3399",
        "r2star-2.89t-hernando-2023 1 93387e48d1f641f9",
        "r2star-3t-hernando-2023 1 a7bbe7a118cf708a",
      ])
  }

  @Test("have one entry for an id and a number")
  func entriesAreDistinct() {
    let names =
      Self.bundle.calibrations.map { "\($0.id) \($0.number)" } + Self.bundle.refused.map(\.id)
    #expect(Set(names).count == names.count)
  }

  @Test("differ in digest when any part differs")
  func everyPartIsInTheDigest() {
    let original = Calibration.stPierre2005
    let edits: [(inout Calibration) -> Void] = [
      { $0.id += "x" }, { $0.number += 1 }, { $0.quantity = .r2Star },
      { $0.fieldStrengthTesla = 3 }, { $0.curve = .straightLine(intercept: 0, slope: 1) },
      { $0.domain.basis = .ours }, { $0.domain.milligramsPerGram = 0.3...43 },
      { $0.citation.text += "x" }, { $0.citation.doi = "x" }, { $0.citation.readIn += "x" },
      { $0.goldenPoints[3].milligramsPerGram += 1e-15 }, { $0.goldenPoints.removeLast() },
    ]
    for edit in edits {
      var edited = original
      edit(&edited)
      #expect(edited.digest != original.digest)
    }
  }

  /// Quartiles of R2 and of the LIC that a commercial service reported for the same 204 people, both as whole numbers, from a public
  /// notebook. Quartiles of two columns need not belong to one person.
  @Test("agree with figures of a commercial service to the whole number, or its edge, in 13 of 15")
  func agreesWithReportedPairs() {
    let pairs: [(perSecond: Double, milligramsPerGram: Double)] = [
      (33, 1), (40, 1), (41, 1), (43, 2), (50, 2), (51, 2), (65, 3), (66, 3), (74, 4), (83, 5),
      (98, 6), (111, 8), (116, 8), (117, 8), (163, 15),
    ]
    let agreeing = pairs.count {
      let value = Calibration.stPierre2005.milligramsPerGram($0.perSecond)
      return abs(value - $0.milligramsPerGram) <= 0.55
    }
    #expect(agreeing == 13)
  }

  @Test("refuse a rate of the other quantity")
  func refusesOtherQuantity() {
    let rate = RelaxationRate(.r2Star, perSecond: 100)
    #expect(throws: CalibrationError.self) { try Calibration.stPierre2005.concentration(at: rate) }
    #expect(throws: CalibrationError.self) { try Calibration.stPierre2005.reported(at: rate) }
  }

  @Test(
    "have no concentration beyond the end of their curve", arguments: [395, 1e9, .nan, .infinity])
  func refusesBeyondTheCurve(perSecond: Double) {
    #expect(throws: CalibrationError.self) {
      try Calibration.stPierre2005.concentration(at: RelaxationRate(.r2, perSecond: perSecond))
    }
  }

  @Test(
    "report a figure outside the domain as a bound",
    arguments: [
      (-3, "< 0.30"), (5, "< 0.30"), (17.9, "< 0.30"), (18, "0.30"), (83.23, "4.99"),
      (161, "14.9"), (285, "42.6"), (285.5, "> 42.7"), (394, "> 42.7"), (900, "> 42.7"),
    ])
  func reports(perSecond: Double, text: String) throws {
    let rate = RelaxationRate(.r2, perSecond: perSecond)
    #expect(try Calibration.stPierre2005.reported(at: rate).milligramsPerGramText == text)
  }

  @Test("that are refused say why", arguments: bundle.refused)
  func refusesWithReason(refusal: RefusedCalibration) {
    let error = #expect(throws: CalibrationLookupError.self) {
      try Self.bundle.calibration(refusal.id)
    }
    #expect(error?.reason == refusal.reason)
  }
}

@Suite("Plausibility")
struct PlausibilityTests {
  /// A public registry locks this curve with a digest; its slope at 3 T is 1.8 times that at 1.5 T instead of half of it.
  static let threeAndAHalfTimesTooHigh = Calibration(
    id: "r2star-3t-fixture", number: 1, quantity: .r2Star, fieldStrengthTesla: 3,
    curve: .straightLine(intercept: 0, slope: 0.0472),
    domain: CalibrationDomain(1.8...15, .ours, source: "fixture"),
    citation: Citation("fixture", doi: nil, readIn: "nowhere"),
    goldenPoints: (1...12).map { GoldenPoint(Double($0) * 50, Double($0) * 50 * 0.0472) })

  @Test("finds a slope that is 3.5 times too high")
  func findsTheWrongSlope() {
    let found = CalibrationBundle.bundled.implausibilities(of: Self.threeAndAHalfTimesTooHigh)
    #expect(
      found.map(\.description) == [
        "at 200.0 s⁻¹ it gives 3.41 times the median of 3 others of its kind",
        "its slope is 1.80 of that at 1.5 T, not 0.45 to 0.60",
      ])
  }

  private static func rounded(exponent: Double) -> CalibrationCurve {
    .powerOfRoot(centre: 29.75, radicand: 900.7, slope: 2.283, exponent: exponent)
  }

  static let mistakes: [(String, @Sendable (inout Calibration) -> Void)] = [
    ("no rate gives", { $0.domain.milligramsPerGram = 0.3...300 }),
    ("fewer than 12", { $0.goldenPoints.removeLast() }),
    ("the curve gives", { $0.goldenPoints[0].milligramsPerGram *= 1 + 1e-9 }),
    ("the curve gives", { $0.curve = rounded(exponent: 1.4265) }),
    ("does not grow", { $0.curve = .straightLine(intercept: 50, slope: -0.1) }),
  ]

  @Test("finds each mistake", arguments: mistakes)
  func finds(message: String, mistake: @Sendable (inout Calibration) -> Void) {
    var calibration = Calibration.stPierre2005
    mistake(&calibration)
    let found = CalibrationBundle.bundled.implausibilities(of: calibration)
    #expect(found.contains { $0.description.contains(message) }, "\(found)")
  }
}

@Suite("Pins")
struct CalibrationPinTests {
  static let exact = CalibrationPin(Calibration.stPierre2005)

  @Test("that are bundled exactly have not drifted")
  func exactPin() throws {
    #expect(CalibrationBundle.bundled.drift(from: Self.exact) == nil)
    #expect(try CalibrationBundle.bundled.calibration(Self.exact) == .stPierre2005)
  }

  static let drifts: [(String, CalibrationPin)] = [
    (
      "pinned calibration `r2-7t` is not bundled",
      CalibrationPin(id: "r2-7t", number: 1, digest: "")
    ),
    ("pinned calibration `r2-3t` is refused", CalibrationPin(id: "r2-3t", number: 1, digest: "")),
    (
      "revision 2 of `r2-1.5t-st-pierre-2005` is not bundled",
      CalibrationPin(id: exact.id, number: 2, digest: exact.digest)
    ),
    (
      "the digest of `r2-1.5t-st-pierre-2005` revision 1 drifted",
      CalibrationPin(id: exact.id, number: 1, digest: String(exact.digest.reversed()))
    ),
  ]

  @Test("say what drifted", arguments: drifts)
  func drifted(problem: String, pin: CalibrationPin) {
    #expect(CalibrationBundle.bundled.drift(from: pin)?.problem == problem)
    #expect(throws: PinDrift.self) { try CalibrationBundle.bundled.calibration(pin) }
  }
}

@Suite("Units and classes")
struct ConcentrationTests {
  @Test(arguments: [(1.8, "32.2"), (7, "125"), (15, "269"), (0.3, "5.4")])
  func millimolesPerKilogram(milligramsPerGram: Double, text: String) {
    let concentration = IronConcentration(milligramsPerGram: milligramsPerGram)
    #expect(ReportedConcentration.figure(concentration).millimolesPerKilogramText == text)
    let back = IronConcentration(millimolesPerKilogram: concentration.millimolesPerKilogram)
    #expect(abs(back.milligramsPerGram - milligramsPerGram) < 1e-12)
  }

  @Test(arguments: [
    (1.79, IronOverload.normal), (1.8, .borderline), (3.19, .borderline), (3.2, .mild),
    (6.99, .mild), (7, .moderate), (15, .moderate), (15.1, .severe),
  ])
  func classes(milligramsPerGram: Double, expected: IronOverload) {
    #expect(IronOverload(IronConcentration(milligramsPerGram: milligramsPerGram)) == expected)
  }

  @Test("A class is that of the printed figure, and of what lies beyond a bound")
  func classesOfReports() {
    func reported(_ value: Double) -> IronConcentration {
      IronConcentration(milligramsPerGram: value)
    }
    #expect(IronOverload(.figure(reported(1.796))) == .borderline)
    #expect(IronOverload(.figure(reported(15.04))) == .moderate)
    #expect(IronOverload(.below(reported(1.8))) == .normal)
    #expect(IronOverload(.above(reported(15))) == .severe)
  }

  @Test(arguments: [
    (2.625, 2, "2.63"), (-0.04, 1, "0.0"), (-1.25, 1, "−1.3"), (0.05, 2, "0.05"),
    (99.95, 1, "100.0"),
  ])
  func printsFixedDecimals(number: Double, decimals: Int, text: String) {
    #expect(PrintedFigure(number, decimals: decimals).description == text)
  }
}

extension Calibration {
  /// R2 at 1.5 T against biopsy, 105 people.
  ///
  /// The closed inverse is normative, because that is the form which a public source confirms. The forward curve of the
  /// phantom, whose exponents were not read in a source, is not its exact inverse: the two differ by up to 1.2 % in
  /// concentration.
  package static let stPierre2005 = Calibration(
    id: "r2-1.5t-st-pierre-2005",
    number: 1,
    quantity: .r2,
    fieldStrengthTesla: 1.5,
    curve: .powerOfRoot(centre: 29.75, radicand: 900.7, slope: 2.283, exponent: 1.424),
    domain: CalibrationDomain(
      0.3...42.7, .published, source: "range of the biopsies, as the abstract gives it"),
    citation: Citation(
      "St Pierre et al. Blood 2005;105:855",
      doi: nil,
      readIn:
        "domain and field strength in the abstract; closed inverse in the public research code recalcLiverT1.m"
    ),
    goldenPoints: [
      GoldenPoint(18, 0.30160660042258792), GoldenPoint(25, 0.60761059439841575),
      GoldenPoint(32.5, 1.0014862686658921), GoldenPoint(45, 1.7842883502330838),
      GoldenPoint(63.5, 3.1923027579279907), GoldenPoint(83, 4.965802034423481),
      GoldenPoint(102, 6.9641260936667514), GoldenPoint(127, 9.996010449933139),
      GoldenPoint(161, 14.881599820468082), GoldenPoint(190, 19.807894301708752),
      GoldenPoint(238, 29.802099350885191), GoldenPoint(285, 42.589786030933965),
    ])
}

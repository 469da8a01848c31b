extension Calibration {
  /// The published calibrations of R2* whose coefficients could be read in a source.
  package static let bundledR2Star = [
    r2Star(
      "r2star-1.5t-wood-2005", 1.5, .straightLine(intercept: 0.202, slope: 0.0254),
      CalibrationDomain(
        1.33...32.9, .published, source: "range of the biopsies, as the abstract gives it"),
      Citation(
        "Wood JC et al. MRI R2 and R2* mapping accurately estimates hepatic iron concentration in transfusion-dependent thalassemia and sickle cell disease patients. Blood 2005;106:1460-1465",
        doi: nil,
        readIn:
          "range in the abstract; coefficients in a public radiology calculator and in recalcLiverT1.m"
      ),
      golden: [
        0.964, 1.218, 1.472, 2.107, 2.742, 4.012, 5.282, 7.822, 10.362, 15.442, 20.522, 30.682,
      ]),
    r2Star(
      "r2star-1.5t-hankins-2009", 1.5, .straightLine(intercept: -0.45485, slope: 0.02802),
      .spanOfTheClasses,
      Citation(
        "Hankins et al. Blood 2009;113:4853", doi: nil,
        readIn: "coefficients in the public program Liver-Iron-Estimate"),
      golden: [
        0.38575, 0.66595, 0.94615, 1.64665, 2.34715, 3.74815, 5.14915, 7.95115, 10.75315, 16.35715,
        21.96115, 33.16915,
      ]),
    r2Star(
      "r2star-1.5t-garbowski-2014", 1.5, .powerOfTime(coefficient: 31.94, exponent: -1.014),
      .spanOfTheClasses,
      Citation(
        "Garbowski MW et al. Biopsy-based calibration of T2* magnetic resonance for estimation of liver iron concentration and comparison with R2 Ferriscan. J Cardiovasc Magn Reson 2014;16:40",
        doi: "10.1186/1532-429X-16-40", readIn: "coefficients in two independent public calculators"
      ),
      golden: [
        0.91229619620511381, 1.221303897388985, 1.5314065355792719, 2.3101864533788889,
        3.0926794728984298, 4.6654275379792368, 6.2456742216196469, 9.4218430206356901,
        12.613155299293217, 19.02743643167833, 25.472299860499677, 38.42595725365129,
      ]),
    r2Star(
      "r2star-1.5t-hernando-2021", 1.5, .straightLine(intercept: -0.04, slope: 0.0262),
      .spanOfTheClasses, hernando2021,
      golden: [0.746, 1.008, 1.27, 1.925, 2.58, 3.89, 5.2, 7.82, 10.44, 15.68, 20.92, 31.4]),
    r2Star(
      "r2star-3t-hernando-2021", 3, .straightLine(intercept: 0, slope: 0.0141),
      .spanOfTheClasses, hernando2021,
      golden: [0.423, 0.564, 0.705, 1.0575, 1.41, 2.115, 2.82, 4.23, 5.64, 8.46, 11.28, 16.92]),
    r2Star(
      "r2star-1.5t-hernando-2023", 1.5, .straightLine(intercept: -0.16, slope: 0.02603),
      .spanOfTheClasses, hernando2023(readIn: "abstract"),
      golden: [
        0.6209, 0.8812, 1.1415, 1.79225, 2.443, 3.7445, 5.046, 7.649, 10.252, 15.458, 20.664,
        31.076,
      ]),
    r2Star(
      "r2star-2.89t-hernando-2023", 2.89, .straightLine(intercept: -0.03, slope: 0.01400),
      .spanOfTheClasses, hernando2023(readIn: "a public radiology toolkit that cites the paper"),
      golden: [0.39, 0.53, 0.67, 1.02, 1.37, 2.07, 2.77, 4.17, 5.57, 8.37, 11.17, 16.77]),
    r2Star(
      "r2star-3t-hernando-2023", 3, .straightLine(intercept: -0.03, slope: 0.01349),
      .spanOfTheClasses, hernando2023(readIn: "a public radiology toolkit that cites the paper"),
      golden: [
        0.3747, 0.5096, 0.6445, 0.98175, 1.319, 1.9935, 2.668, 4.017, 5.366, 8.064, 10.762, 16.158,
      ]),
  ]

  private static func r2Star(
    _ id: String, _ fieldStrengthTesla: Double, _ curve: CalibrationCurve,
    _ domain: CalibrationDomain, _ citation: Citation, golden: [Double]
  ) -> Calibration {
    let rates: [Double] = [30, 40, 50, 75, 100, 150, 200, 300, 400, 600, 800, 1200]
    return Calibration(
      id: id, number: 1, quantity: .r2Star, fieldStrengthTesla: fieldStrengthTesla, curve: curve,
      domain: domain, citation: citation, goldenPoints: zip(rates, golden).map(GoldenPoint.init))
  }

  private static let hernando2021 = Citation(
    "Hernando et al. Eur Radiol 2021;31:264", doi: nil,
    readIn: "an older release of a public radiology toolkit")

  private static func hernando2023(readIn: String) -> Citation {
    Citation(
      "Hernando et al. Multicenter Reproducibility of Liver Iron Quantification with 1.5-T and 3.0-T MRI. Radiology 2023;306:e213256",
      doi: "10.1148/radiol.213256", readIn: readIn)
  }
}

extension CalibrationDomain {
  /// For a publication whose range of reference measurements was not read.
  fileprivate static let spanOfTheClasses = CalibrationDomain(
    1.8...15, .ours, source: "from the first to the last published threshold of iron overload")
}

internal import LiverIron

extension Analysis {
  /// What a reader must know together with the figure, each as one paragraph.
  package var cautions: [String] {
    switch iron {
    case .iron(let iron): [Self.fat] + (iron.isUncertain ? [Self.uncertain(iron)] : [])
    case .none: oneExponential.map { [$0] } ?? []
    }
  }

  /// Spin echoes refocus the chemical shift, so these echoes do not show fat. The sizes are this project's own, from its simulation
  /// of a liver of 7 mg/g with fat of T2 60 ms.
  private static let fat =
    "Fat in the liver is not measured by these echoes and makes the figure too low: in this project’s simulation by about 10 % with 10 % of fat, and by about 30 % with 25 %. The 95 % interval does not include this."

  private static func uncertain(_ iron: IronMeasurement) -> String {
    "The interval is wide: the images allow everything from \(iron.interval[0].milligramsPerGramText) to \(iron.interval[1].milligramsPerGramText) mg/g. Read the interval, not the figure."
  }

  /// The effect of one exponential where two are present. The sizes are this project's own measurement on its phantom, where 35 % of
  /// the spins decay at 0.3 of the mean rate; they show how large the effect can be and do not correct a figure.
  private var oneExponential: String? {
    guard case .monoexponential(let reason) = relaxation.model,
      !request.settings.wantsOneExponential
    else { return nil }
    return
      "One exponential was fitted, because \(reason). Where two are present the mean reads low: in this project’s own measurement on its phantom, at SNR 50, by 5 to 60 %, the more the faster the decay. The 95 % interval does not include this."
  }
}

extension IronMeasurement {
  /// Whether the ends of the interval differ by more than a factor of two.
  fileprivate var isUncertain: Bool {
    interval[1].limit.milligramsPerGram > 2 * interval[0].limit.milligramsPerGram
  }
}

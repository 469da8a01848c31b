/// What speaks against turning a rate into a concentration, although the rate itself can be given.
///
/// Limits without another source are this project's choice.
package enum Objection: Sendable, Hashable {
  case noTissue
  case oneExponentialAskedFor
  case tooFewEchoes(Int)
  /// The rates of tiles of one kind of tissue scatter by this share of their mean: it is more than one kind.
  case mixedTissue(kind: Int, relativeSpread: Double)
  /// The signal at time zero of one kind of tissue over what the others lead to expect.
  case tissuesDisagree(kind: Int, ratio: Double)
  /// A kind of tissue that decays more slowly than muscle or spleen can, once the gain is divided out.
  case slowTissue(kind: Int, perSecond: Double)
  /// The signal of the liver at time zero over what the tissue leads to expect.
  case liverDisagrees(slices: ClosedRange<Int>, ratio: Double)
  case unseenPool(slices: ClosedRange<Int>)
  case rateAtBound(slices: ClosedRange<Int>)
  /// The echoes deviate from every decay by this many times their errors.
  case noDecayFits(slices: ClosedRange<Int>, times: Double)
  case reachesZero
  case doubtfulProposal(String)

  /// As a reason, after “because”.
  package var reason: String {
    switch self {
    case .noTissue:
      "no tissue was masked, so the signal at time zero and with it the model of the decay are unknown"
    case .oneExponentialAskedFor:
      "one exponential was asked for, and it reads low where the liver has two"
    case .tooFewEchoes(let count):
      "\(count) echoes do not tell one exponential from two; at least \(RateEstimate.fewestEchoes) are needed"
    case .mixedTissue(let kind, let spread):
      "the relaxation of tissue \(kind) differs by \(Self.percent(spread)) % from place to place, so it is not one kind of tissue"
    case .tissuesDisagree(let kind, let ratio):
      "the signal of tissue \(kind) is \(Self.percent(ratio)) % of what the other kinds of tissue lead to expect"
    case .slowTissue(let kind, let rate):
      "tissue \(kind) decays at \(PrintedFigure.rate(perSecond: rate)) s⁻¹, more slowly than muscle or spleen can: it is another tissue, or the gain was taken from another fluid than saline"
    case .liverDisagrees(let slices, let ratio):
      "the liver’s own echoes in \(Self.name(slices)) put its signal at time zero at \(Self.percent(ratio)) % of what the tissue leads to expect"
    case .unseenPool(let slices):
      "a part of the signal in \(Self.name(slices)) is gone before the first echo, so its rate is a guess"
    case .rateAtBound(let slices):
      "the decay in \(Self.name(slices)) is at the limit of what can be fitted"
    case .noDecayFits(let slices, let times):
      "the echoes in \(Self.name(slices)) deviate from every decay of one or two exponentials by \(PrintedFigure(times, decimals: 0)) times their errors"
    case .reachesZero: "the interval of the rate reaches zero"
    case .doubtfulProposal(let reason): "the proposed region is doubtful: \(reason)"
    }
  }

  /// What to do, in the imperative.
  package var remedy: String {
    switch self {
    case .noTissue:
      "draw muscle and spleen on all sides of the liver, each kind with a number of its own, and give them with --tissue"
    case .oneExponentialAskedFor: "leave out --one-exponential"
    case .tooFewEchoes: "acquire all echoes of the protocol"
    case .mixedTissue:
      "give each kind of tissue a number of its own, and leave out fat and vessels"
    case .tissuesDisagree: "leave out fat, vessels and whatever is not muscle or spleen"
    case .slowTissue: "check that the bag holds saline and that the tissue is muscle or spleen"
    case .liverDisagrees:
      "check that the tissue is muscle or spleen, that the region is liver, and that nothing moved"
    case .unseenPool, .rateAtBound: "check the region for vessels, ghosts and its edge"
    case .noDecayFits: "look for ghosts and motion in the images, and repeat the acquisition"
    case .reachesZero: "check the noise and the signal in the region"
    case .doubtfulProposal: "draw the liver, and give it with --mask"
    }
  }

  private static func name(_ slices: ClosedRange<Int>) -> String {
    slices.count == 1
      ? "slice \(slices.lowerBound + 1)"
      : "slices \(slices.lowerBound + 1) to \(slices.upperBound + 1)"
  }

  private static func percent(_ share: Double) -> String {
    PrintedFigure(100 * share, decimals: 0).description
  }
}

extension Objection {
  /// Whether the signal at time zero is in doubt, so that no fit to it can be judged.
  var concernsSignalAtZero: Bool {
    switch self {
    case .mixedTissue, .tissuesDisagree, .slowTissue, .liverDisagrees: true
    default: false
    }
  }
}

extension RegionPart {
  /// The first reason against the estimate of this part; nil where there is none, or nothing was estimated.
  var objection: Objection? {
    guard let estimate else { return nil }
    if estimate.isAtBound { return .rateAtBound(slices: slices) }
    let times = estimate.reducedChiSquared.squareRoot()
    if times > Self.mostDeviation { return .noDecayFits(slices: slices, times: times) }
    if estimate.signalAtZeroDeviation > Self.mostSignalAtZeroDeviation {
      return .liverDisagrees(slices: slices, ratio: estimate.signalAtZeroRatio)
    }
    return estimate.isFastPartSeen ? nil : .unseenPool(slices: slices)
  }

  /// Errors are widened by what no decay explains; beyond ten times there is no decay.
  private static let mostDeviation = 10.0
  /// One study in a thousand is off by this many standard errors by chance.
  private static let mostSignalAtZeroDeviation = 3.3
}

extension MeanRate {
  var objections: [Objection] { interval.lowerBound <= 0 ? [.reachesZero] : [] }
}

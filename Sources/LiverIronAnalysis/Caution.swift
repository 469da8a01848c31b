internal import LiverIron

extension Analysis {
  /// What one exponential, fitted because two could not be, does to the mean; nothing when it was asked for, or two were fitted.
  ///
  /// The sizes are this project's own measurement on its phantom, where 35 % of the spins decay at 0.3 of the mean rate: they
  /// show how large the effect can be and correct no figure.
  package var caution: String? {
    guard case .monoexponential(let reason) = relaxation.model, !request.wantsOneExponential
    else { return nil }
    let size =
      switch iron {
      case .iron: "5 mg/g read about 3, 15 read about 5.5 and 43 read about 8"
      case .none: "mean R2 read 5 to 60 % low, the more the faster the decay"
      }
    return
      "One exponential was fitted, because \(reason). Where two are present the mean reads low: in this project's own measurement on its phantom, at SNR 50, \(size). The 95 % interval does not include this."
  }
}

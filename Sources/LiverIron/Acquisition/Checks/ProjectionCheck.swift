extension AcquisitionCheck {
  static let projection = AcquisitionCheck(
    "projection", "Signal at time zero",
    limit: "projected from tissue to within 1 %; otherwise one exponential, with a warning",
    reason: "an error of 2 % in it is one of 4 to 15 % in the rate",
    source: .ownChoice(
      because:
        "an error of 2 % in it moved R2 by 4 to 15 % on this project's phantom of two exponentials"),
    remedy: "mask muscle and spleen on all sides of the liver",
    .measurement { measured in
      guard let error = measured.projectionError else {
        return .warn("not projected: no tissue was masked, so one exponential was fitted")
      }
      let text = "uncertain by \(PrintedFigure(100 * error, decimals: 2)) %"
      if case .monoexponential(let reason) = measured.relaxation.model {
        return .warn("\(text); one exponential was fitted, because \(reason)")
      }
      return error <= 0.01 ? .pass(text) : .warn(text)
    })
}

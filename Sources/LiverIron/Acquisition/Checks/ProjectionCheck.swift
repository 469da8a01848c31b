extension AcquisitionCheck {
  static let projection = AcquisitionCheck(
    .projection, "Signal at time zero",
    limit: "projected from tissue; a warning from an error of 2 %. Without it there is R2 alone",
    reason: "two exponentials need it: an error of 2 % changes their mean rate by 2 to 15 %",
    source: .ownChoice(
      because:
        "the ratio of spin densities alone leaves 4 %, so a smaller error of the projection hardly matters"
    ),
    remedy: "mask muscle and spleen on all sides of the liver",
    .measurement { measured in
      guard let error = measured.projectionError else {
        return .warn("not projected: no tissue was masked")
      }
      let text = "uncertain by \(PrintedFigure(100 * error, decimals: 2)) %"
      return error <= 0.02 ? .pass(text) : .warn(text)
    })
}

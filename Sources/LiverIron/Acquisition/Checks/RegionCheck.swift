extension AcquisitionCheck {
  static let region = AcquisitionCheck(
    .region, "Region of the liver",
    limit:
      "at least 1,000 voxels of liver; a warning under 5,000, and for a region that was not drawn by a person",
    reason: "the mean of few voxels is uncertain by more than the calibration",
    source: .ownChoice(
      because:
        "on this project's phantom the mean of 5,000 voxels has an error of 1 %, of 400 of 2 %"),
    remedy: "draw the liver on all slices that show it, clear of its edge and of large vessels",
    .images { acquired in
      let count = acquired.liver.voxels.count
      let leftOut = acquired.liver.leftOut.values.reduce(0, +)
      let text =
        "\(count) voxels" + (leftOut > 0 ? ", \(leftOut) left out" : "")
        + (acquired.isLiverProposed ? ", proposed by this program" : "")
      if count < 1000 { return .fail(text) }
      return count < 5000 || acquired.isLiverProposed ? .warn(text) : .pass(text)
    })
}

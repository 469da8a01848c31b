extension AcquisitionCheck {
  static let repetitionTime = AcquisitionCheck(
    .repetitionTime, "Repetition time",
    limit: "2500 ms within 1 %, the same in all images",
    reason:
      "T1 weights the signal by the repetition time, and an echo with another one does not belong to the decay",
    source: .ownChoice(
      because:
        "the protocol of the calibration was not read in its publication; at 2500 ms nearly all of the signal of liver and tissue has recovered"
    ),
    remedy: "repeat all echoes with a repetition time of 2500 ms",
    .headers { study in
      guard !study.images.isEmpty else { return .notReached }
      if let file = study.fileWithout(\.repetitionTime) {
        return .fail("`\(file)` has no RepetitionTime (0018,0080)")
      }
      let times = study.images.compactMap(\.repetitionTime)
      let (least, most) = (times.min() ?? 0, times.max() ?? 0)
      let text =
        least == most
        ? "\(PrintedFigure(least, decimals: 1)) ms"
        : "\(PrintedFigure(least, decimals: 1)) to \(PrintedFigure(most, decimals: 1)) ms"
      guard abs(least - 2500) <= 25, abs(most - 2500) <= 25 else { return .fail(text) }
      // A tenth of a per cent is what scanners round.
      return most - least <= 2.5 ? .pass(text) : .fail(text)
    })
}

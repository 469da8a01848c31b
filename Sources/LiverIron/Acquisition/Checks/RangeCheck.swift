extension AcquisitionCheck {
  static let range = AcquisitionCheck(
    .range, "Range of the calibration",
    limit:
      "within the range of its reference measurements; beyond it only the limit is given, with a warning",
    reason: "no reference measurement supports a figure there",
    source: .published("the domain of the pinned calibration, cited in the report"),
    remedy: "read the figure as a limit",
    .measurement { measured in
      switch measured.reported {
      case nil: .pass("no concentration is given")
      case .figure(let value):
        .pass("\(PrintedFigure.concentration(milligramsPerGram: value.milligramsPerGram)) mg/g")
      case .some(let beyond): .warn("\(beyond.milligramsPerGramText) mg/g")
      }
    })
}

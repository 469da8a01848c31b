/// How much iron a concentration means, by published thresholds.
///
/// Thresholds 1.8, 3.2, 7 and 15 mg/g: ESGAR/SAR consensus 2023 (PMID 36809220), read in a secondary source; the same four are
/// in the abstract of St Pierre et al. 2005. A threshold belongs to the class above it, but 15 itself to the class below
/// (the consensus calls *more than* 15 severe); which side 1.8, 3.2 and 7 fall on is this project's choice.
package enum IronOverload: String, Sendable, Hashable, CaseIterable {
  case normal, borderline, mild, moderate, severe

  package init(_ concentration: IronConcentration) {
    self =
      switch concentration.milligramsPerGram {
      case ..<1.8: .normal
      case ..<3.2: .borderline
      case ..<7: .mild
      case ...15: .moderate
      default: .severe
      }
  }

  /// Of a figure as it is printed, so that figure and class agree; of a bound, the class beyond it.
  package init(_ reported: ReportedConcentration) {
    let limit = reported.limit.milligramsPerGram
    let value =
      switch reported {
      case .below: limit.nextDown
      case .figure: PrintedFigure.concentration(milligramsPerGram: limit).value
      case .above: limit.nextUp
      }
    self.init(IronConcentration(milligramsPerGram: value))
  }

  package static let source =
    "ESGAR/SAR consensus 2023 (PMID 36809220); the normal limit of 1.8 mg/g is of adults only"

  /// The span of the class as a text.
  package var span: String {
    switch self {
    case .normal: "under 1.8 mg/g"
    case .borderline: "1.8 to under 3.2 mg/g"
    case .mild: "3.2 to under 7 mg/g"
    case .moderate: "7 to 15 mg/g"
    case .severe: "over 15 mg/g"
    }
  }
}

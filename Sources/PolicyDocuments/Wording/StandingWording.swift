internal import PolicyModel

extension Policy {
  /// Who publishes the page, and what readers are told about that.
  var statusNotice: (head: String, text: Prose) {
    switch standing {
    case .official(let notice): ("Published by \(publisher).", notice)
    case .restatement(let original):
      (
        StandardWording.unofficial.head,
        original.preceded(by: "\(StandardWording.unofficial.text) ")
      )
    }
  }
}

extension Prose {
  /// The prose with text before its first paragraph.
  fileprivate func preceded(by text: String) -> Prose {
    guard case .paragraph(let inlines)? = blocks.first else { return self }
    return Prose(blocks: [.paragraph([.text(text)] + inlines)] + blocks.dropFirst())
  }
}

extension Standing {
  /// What documents print for the effective date of a revision that does not have one.
  var missingEffectiveDate: String {
    switch self {
    case .official: "Not yet set"
    case .restatement: "Determined by the payer"
    }
  }

  /// What documents call the calibration that a revision pins.
  var calibrationName: String {
    switch self {
    case .official: "Calibration"
    case .restatement: "Calibration (this project’s choice)"
    }
  }
}

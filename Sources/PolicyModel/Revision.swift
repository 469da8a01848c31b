package import DecisionTable
package import Values

/// One complete revision of a policy, as it was approved.
package struct Revision: Sendable {
  package let entry: RevisionHistory.Entry
  /// Who published it, as it was when the revision was sealed; for a draft, as it is.
  package let publication: Publication
  /// Suggested codes for the terms that the revision uses, as they were when it was sealed.
  package let crosswalks: [Crosswalk]
  /// Whether it corrects the text of the revision that it supersedes, and decides as that one does.
  package let isErratum: Bool
  /// The offices that approved the revision as it is sealed.
  package let approvals: [Approval]
  /// The date of last revision, which identifies the revision.
  package let date: PrintedDate
  package let title: String
  /// What is known about the revision if its text is not held.
  package let reconstruction: Reconstruction?
  package let description: Prose?
  package let table: DecisionTable
  package let texts: CriteriaTexts
  /// The calibration that measures liver iron under this revision. It is this project's choice.
  package let measurement: MeasurementPin?
  package let sections: [Section]
  package let coding: Coding?
  /// In the order of their numbers.
  package let references: [Reference]
  package let reminder: Prose?

  package var id: String { entry.id }

  package init(
    entry: RevisionHistory.Entry, publication: Publication, crosswalks: [Crosswalk],
    isErratum: Bool, approvals: [Approval], date: PrintedDate, title: String,
    reconstruction: Reconstruction?, description: Prose?, table: DecisionTable,
    texts: CriteriaTexts, measurement: MeasurementPin?, sections: [Section], coding: Coding?,
    references: [Reference], reminder: Prose?
  ) {
    self.entry = entry
    self.publication = publication
    self.crosswalks = crosswalks
    self.isErratum = isErratum
    self.approvals = approvals
    self.date = date
    self.title = title
    self.reconstruction = reconstruction
    self.description = description
    self.table = table
    self.texts = texts
    self.measurement = measurement
    self.sections = sections
    self.coding = coding
    self.references = references
    self.reminder = reminder
  }
}

extension Revision {
  /// The revision with the offices that approve it.
  package func approved(_ approvals: [Approval]) -> Revision {
    Revision(
      entry: entry, publication: publication, crosswalks: crosswalks, isErratum: isErratum,
      approvals: approvals, date: date, title: title, reconstruction: reconstruction,
      description: description, table: table, texts: texts, measurement: measurement,
      sections: sections, coding: coding, references: references, reminder: reminder)
  }

  /// When the revision was approved, as it prints it or else as its last approval was recorded.
  package var approvalDate: PrintedDate? { entry.approval ?? approvals.last?.date }

  /// The number of criteria without members.
  package var leafCount: Int { table.statements.reduce(0) { $0 + $1.criterion.leafCount } }
}

extension Criterion {
  fileprivate var leafCount: Int {
    if case .group(_, let criteria) = rule { criteria.reduce(0) { $0 + $1.leafCount } } else { 1 }
  }
}

/// What is known, presumed and unknown about a revision whose text is not held.
package struct Reconstruction: Hashable, Sendable {
  /// The parts of a revision that may be missing or presumed.
  package enum Part: String, CaseIterable, Sendable {
    case description
    case scope
    case background
    case coding
    case references
    case reminder
  }

  /// What the revision was reconstructed from.
  package let basis: Prose
  /// Parts that are presumed, each with its reason.
  package let inferred: [Part: Prose]
  /// In the order in which a revision is printed.
  package let notHeld: [Part]

  package init(basis: Prose, inferred: [Part: Prose], notHeld: [Part]) {
    self.basis = basis
    self.inferred = inferred
    self.notHeld = notHeld
  }
}

/// A titled piece of prose after the criteria.
package struct Section: Hashable, Sendable {
  package let id: String
  package let title: String
  package let text: Prose

  package init(id: String, title: String, text: Prose) {
    self.id = id
    self.title = title
    self.text = text
  }
}

/// The codes that a policy prints, with what it says about them.
package struct Coding: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package let code: Code
    package let descriptor: String
    /// When the code is valid; nil if it always is, as far as is known.
    package let period: CodePeriod?

    package init(code: Code, descriptor: String, period: CodePeriod?) {
      self.code = code
      self.descriptor = descriptor
      self.period = period
    }
  }

  package let text: Prose
  /// The year of the American Medical Association's copyright in the CPT codes.
  package let cptCopyright: String?
  package let rows: [Row]

  package init(text: Prose, cptCopyright: String?, rows: [Row]) {
    self.text = text
    self.cptCopyright = cptCopyright
    self.rows = rows
  }
}

extension Coding {
  /// The notice that must accompany printed CPT codes.
  package static func cptNotice(year: String) -> String {
    "CPT® is a registered trademark of the American Medical Association. CPT codes and descriptions: copyright \(year) American Medical Association. All rights reserved."
  }
}

import DecisionTable
import PolicyModel
import Values

extension Revision {
  /// A draft of which nothing is given but what these tests compare.
  static func draft(
    _ table: DecisionTable, texts: CriteriaTexts = CriteriaTexts(), coding: Coding? = nil
  )
    -> Revision
  {
    Revision(
      entry: RevisionHistory.Entry(
        id: "2024-01", printed: "1/24", status: .draft, supersedes: nil, approval: nil,
        effective: nil, isReconstructed: false),
      publication: Publication(
        publisher: "A payer", standing: .restatement(original: Prose(blocks: []))),
      crosswalks: [], isErratum: false, approvals: [],
      date: try! PrintedDate("1/24"), title: "T", reconstruction: nil, description: nil,
      table: table, texts: texts, measurement: nil, sections: [], coding: coding, references: [],
      reminder: nil)
  }
}

internal import DecisionTable
internal import PolicyModel
internal import Values

extension Revision {
  /// What links to a draft have after its date.
  var draftMark: String { entry.status == .draft ? " (draft)" : "" }

  /// The offices that approved the revision, each with the day: `Medical director, January 23, 2024`.
  var approvers: [String] { approvals.map { "\($0.office), \($0.date.spelledOut)" } }

  /// What documents print if neither a date of approval nor an approval is known.
  var missingApproval: String { entry.status == .draft ? "Not yet" : "Not stated" }

  /// The sentences that say what each office approved, before and after the digest of the seal.
  var approvalSentences: [(beginning: String, digest: String)] {
    approvals.map {
      (
        "Approved by \($0.office) on \($0.date.spelledOut) as sealed, with the SHA-256 ",
        $0.digest
      )
    }
  }
}

extension PrintedDate {
  /// The date in words: `January 23, 2024`, or `January 2024` for a month.
  fileprivate var spelledOut: String {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    guard let year = parts.first else { return printed }
    return Reference.DateParts(
      year: year, month: parts.dropFirst().first, day: parts.dropFirst(2).first
    ).text
  }
}

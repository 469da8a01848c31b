package import Values

/// The names of a policy's revisions: the month, `2023-11`, or the day, `2023-11-20`, for a later revision
/// of the same month.
///
/// The first revision of a month keeps the name of the month when another follows, because names of
/// revisions are permanent.
package struct RevisionNames: Sendable {
  private let revisions: [(date: PrintedDate, name: String)]

  /// - Parameter dates: the dates of all revisions, oldest first.
  package init(_ dates: [PrintedDate]) {
    revisions = dates.enumerated().map { index, date in
      let isFirst = !dates[..<index].contains { $0.isoMonth == date.isoMonth }
      return (date, isFirst ? date.isoMonth : date.iso)
    }
  }

  /// The name of the revision that a date means; nil if there is none.
  ///
  /// A date without a day means the revision that is named after its month, and a date with a day also
  /// means a revision whose day is not printed.
  package subscript(_ date: PrintedDate) -> String? {
    let exact = revisions.first { $0.date.iso == date.iso }
    return
      (exact
      ?? revisions.first {
        $0.date.isoMonth == date.isoMonth && (date.day == nil || $0.date.day == nil)
      })?.name
  }

  /// The names in the order of the revisions.
  package var all: [String] { revisions.map(\.name) }
}

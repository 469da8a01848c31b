/// A version of the table format, which is also what the answers of a table contain.
///
/// `docs/decision-table.md` lists the differences. A table of an older version keeps its answers.
public enum TableVersion: Int, Sendable, CaseIterable {
  /// `criteria` lists every leaf of a deciding statement that is certainly true. A code in a set that no
  /// binding concerns says nothing.
  case one = 1
  /// `criteria` lists only those leaves that are below criteria that are certainly true as well. A code
  /// in a set that no binding concerns leaves terms unknown, unless the bindings are complete for its
  /// system.
  case two = 2

  package static let latest = TableVersion.two
}

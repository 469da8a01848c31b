/// A query in named steps, each of which reads the rows of the step before it.
struct SQLQuery {
  struct Step {
    /// The name by which the next step reads this one; empty for the last step.
    let name: String
    let comment: String
    /// Whether the step keeps all columns of the rows that it reads.
    let keepsAll: Bool
    let columns: [(name: String, value: SQLExpression)]
  }

  /// The lines of the comment at the top of the query.
  let header: [String]
  /// The table that the first step reads.
  let table: String
  let steps: [Step]
}

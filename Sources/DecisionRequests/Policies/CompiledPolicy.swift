package import DecisionTable

/// One policy as it was built: its revisions, with a table for each.
package struct CompiledPolicy: Sendable {
  package let id: String
  package let history: RevisionHistory
  /// By the id of the revision.
  package let tables: [String: DecisionTable]

  package init(id: String, history: RevisionHistory, tables: [String: DecisionTable]) {
    self.id = id
    self.history = history
    self.tables = tables
  }

  /// The facts that other revisions declare and this table does not.
  func facts(besides table: DecisionTable) -> Set<String> {
    Set(table.facts(onlyIn: tables.values))
  }
}

internal import Values

/// How the requests of one table are laid out: which facts there are, and how each is read into the
/// cells of the table's variables.
///
/// `Facts` and `Decision` are made for one layout and keep it. Two of the same layout belong together;
/// anything else would read and write memory of another size.
package final class RequestLayout: Sendable {
  package let facts: [Fact]
  /// The facts by name.
  package let names: NameTable
  let variableCount: Int
  /// The number of terms of the largest set.
  let mostTerms: Int
  /// How lists are read, by the indices of record facts.
  package let records: [Int: RecordCells]
  /// The record facts that not every date of service leaves in every cell.
  let datedRecords: [Int]
  private let layouts: FrozenArray<FactLayout>
  /// Owns the memory of the layouts and names.
  private let arena: Arena
  /// Owns the lines to which layouts point.
  let space: FactSpace

  init(_ table: DecisionTable, _ space: FactSpace, in arena: Arena) {
    facts = table.facts
    self.space = space
    self.arena = arena
    layouts = FrozenArray(
      table.facts.indices.map { FactLayout($0, in: table, space, arena) }, in: arena)
    var records: [Int: RecordCells] = [:]
    for (index, fact) in table.facts.enumerated() {
      if case .records(let type) = fact.type { records[index] = space.records(of: index, type) }
    }
    self.records = records
    datedRecords = records.filter { !$0.value.isIndependentOfDate }.map(\.key).sorted()
    names = NameTable(table.facts.map(\.id), in: arena)
    variableCount = space.variables.count
    mostTerms =
      (0..<layouts.count).map { [layouts] in layouts[$0].set?.pointee.variables.count ?? 0 }.max()
      ?? 0
  }

  /// How a fact is read. The pointer is valid for as long as this object exists.
  package func layout(of fact: Int) -> UnsafePointer<FactLayout> { layouts.base + fact }
}

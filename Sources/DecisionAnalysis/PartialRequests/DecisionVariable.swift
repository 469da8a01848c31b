package import DecisionTable
package import Values

/// One of the variables over which a table is decided: a fact with a single value, or one term of a
/// set. A fact that no test reads does not have a variable.
package struct DecisionVariable: Sendable {
  package enum Domain: Sendable {
    /// A term of a set, with the cells 0 for absent and 1 for present.
    case member(term: String)
    /// The values of each cell, which are named by the same tests. An empty list stands for every value
    /// that no test names.
    case values([[TestValue]])
    /// The line of a number, a date or a duration, as ascending stretches with their cells. It is cut
    /// where the answer of a test can change, but not at the declared bounds.
    case line([(interval: Interval, cell: Int)])
    /// What lists of entries make true of the tests of a record fact.
    case records
  }

  /// An index into the table's facts.
  package let fact: Int
  package let cellCount: Int
  package let domain: Domain

  /// The two cells of a member of a set.
  package static let absent = FactSpace.absent
  package static let present = FactSpace.present

  init(_ variable: FactSpace.Variable) {
    fact = variable.fact
    cellCount = variable.cellCount
    domain =
      switch variable.domain {
      case .member(let term): .member(term: term)
      case .values(let cells): .values(cells.values)
      case .line(let cells):
        .line(
          cells.cellOfStretch.indices.map {
            (cells.interval(ofStretch: $0), cells.cellOfStretch[$0])
          })
      case .records: .records
      }
  }

  /// The term, if the variable is a member of a set.
  package var term: String? {
    if case .member(let term) = domain { term } else { nil }
  }
}

extension DecisionTable {
  /// A code that opens a term of a set: if a list that is stated as complete contains the code but not
  /// the term, the term is unknown instead of absent.
  package enum OpeningCode: Hashable, Sendable {
    /// The code itself: a code bound to the term, or an ancestor of one.
    case exactly(Code)
    /// Every code below a category.
    case below(Code)
  }

  /// The codes that open a term of a terminology, sorted and without duplicates.
  package func openingCodes(of term: String, in terminology: String) -> [OpeningCode] {
    var exact: Set<Code> = []
    var categories: Set<Code> = []
    for binding in bindings where binding.terminology == terminology {
      guard binding.terms.contains(term) else { continue }
      exact.insert(binding.code)
      exact.formUnion(binding.code.ancestors)
      if binding.isCategory { categories.insert(binding.code) }
    }
    return exact.sorted().map { .exactly($0) } + categories.sorted().map { .below($0) }
  }
}

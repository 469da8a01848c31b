package import DecisionTable
package import Values

/// One of the variables over which a table is decided: a fact that has one value, or one term of a
/// set. A fact that no test reads has none.
package struct DecisionVariable: Sendable {
  package enum Domain: Sendable {
    /// A term of a set: absent is cell 0, present is cell 1.
    case member(term: String)
    /// The values of each cell, those that are in the same tests; an empty cell holds every value
    /// that no test names: another code, another word.
    case values([[TestValue]])
    /// The line of a number, a date or a duration from below, cut where a test's answer can change,
    /// and the cell of each stretch; the declared bounds are not among the cuts.
    case line([(interval: Interval, cell: Int)])
  }

  /// The place of its fact among the table's.
  package let fact: Int
  package let cellCount: Int
  package let domain: Domain

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
      }
  }

  /// The term that it is, where it is one of a set.
  package var term: String? {
    if case .member(let term) = domain { term } else { nil }
  }
}

extension DecisionTable {
  /// How coded conditions open terms of a set: a complete list that holds such a code and not the
  /// term leaves the term unknown.
  package enum OpeningCode: Hashable, Sendable {
    /// The code itself, as its system prints it: a bound one, or one above it.
    case exactly(Code)
    /// Every code below a category.
    case below(Code)
  }

  /// The codes that open a term of a terminology, each once, in order.
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

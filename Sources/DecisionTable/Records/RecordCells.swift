internal import JSONText
package import Values

/// The cells of a record fact: the vectors of test outcomes that some list of entries gives on some
/// date of service.
///
/// A list that is known in all parts is in one cell. A list of which less is known is in the cells that
/// its completions give.
package final class RecordCells: Sendable {
  let type: RecordType
  /// How the attributes of an entry are read.
  package let layout: RequestLayout
  let measures: RecordMeasures
  let classes: EntryClasses
  /// For each cell, the tests that are true in it, as bits.
  let vectors: [UInt128]
  private let cellOfVector: [UInt128: Int]
  private let indexOfTest: [RecordTest: Int]
  /// The cells that lists give on a date of service, by the order of the stretches before it.
  private let lists: [RecordAxis.Order: [Int: [PossibleVectors.Entry]]]
  /// Dates of service that between them have every order.
  private let services: [CivilDay]

  package var count: Int { vectors.count }

  /// The most cells of one table, and of two that are compared.
  package static let mostCells = 1_024
  package static let mostComparedCells = 4_096

  /// - Parameter tests: those of the fact, in document order.
  package init(of type: RecordType, testedBy tests: [RecordTest], mostCells: Int)
    throws(RecordLimit)
  {
    var indexOfTest: [RecordTest: Int] = [:]
    var distinct: [RecordTest] = []
    for test in tests where indexOfTest[test] == nil {
      indexOfTest[test] = distinct.count
      distinct.append(test)
    }
    guard distinct.count <= RecordLimit.mostTests else { throw .tests(distinct.count) }
    guard distinct.allSatisfy({ $0.isCountable(in: type) }) else { throw .count }
    var measures = RecordMeasures(distinct, of: type)
    guard let classes = EntryClasses(type, &measures) else { throw .attributes }
    measures.layOut(type)
    guard measures.stateWidth <= UInt128.bitWidth else { throw .states }
    var vectors: [UInt128] = []
    var cellOfVector: [UInt128: Int] = [:]
    var lists: [RecordAxis.Order: [Int: [PossibleVectors.Entry]]] = [:]
    let orders = measures.orders
    for (order, _) in orders {
      let possible: PossibleVectors
      do throws(TooManyRecordStates) {
        possible = try PossibleVectors(measures, classes, on: order)
      } catch {
        throw .states
      }
      // The cell of the empty list comes first.
      let ascending = possible.lists.sorted { one, other in
        (one.value.count, one.key) < (other.value.count, other.key)
      }
      for (vector, list) in ascending {
        let cell = cellOfVector[vector] ?? vectors.count
        if cell == vectors.count {
          guard cell < mostCells else { throw .cells(most: mostCells) }
          cellOfVector[vector] = cell
          vectors.append(vector)
        }
        lists[order, default: [:]][cell] = list
      }
    }
    self.type = type
    layout = RequestLayout(
      DecisionTable(
        facts: type.attributes.map(\.fact), scope: .group(.allOf, []), statements: [],
        bindings: []), classes.space, in: Arena())
    self.measures = measures
    self.classes = classes
    self.vectors = vectors
    self.cellOfVector = cellOfVector
    self.indexOfTest = indexOfTest
    self.lists = lists
    services = orders.map(\.service)
  }

  /// The cells in which a test is true.
  ///
  /// - Precondition: the cells were made for the test.
  package func cells(in test: RecordTest) -> [Int] {
    guard let index = indexOfTest[test] else { preconditionFailure("a test of another table") }
    return vectors.indices.filter { vectors[$0] >> UInt128(index) & 1 == 1 }
  }

  /// The cell of the lists that make exactly these tests true.
  func cell(of vector: UInt128) -> Int {
    guard let cell = cellOfVector[vector] else {
      preconditionFailure("a list outside of the cells of its fact")
    }
    return cell
  }

  /// Whether every cell is possible on every date of service.
  var isIndependentOfDate: Bool { lists.count == 1 }

  /// Dates of service that between them have every order of stretches.
  package var exampleServices: [CalendarDate] {
    services.compactMap { CalendarDate(dayNumber: $0.number) }
  }

  /// The cells that some list gives on a date of service.
  func cells(on service: CivilDay) -> [Int] { (lists[order(on: service)] ?? [:]).keys.sorted() }

  /// The entries of a smallest list in a cell, the newest first; nil if no list is in it on the date.
  func entries(in cell: Int, _ axis: RecordAxis) -> [PossibleVectors.Entry]? {
    lists[axis.order(countedDays: measures.mostCountedDays)]?[cell]
  }

  /// The tests, and which of them are true in each cell.
  package var canonicalText: String {
    measures.tests.map { "\($0.json(of: type).compact)" }.joined(separator: " ") + ": "
      + vectors.map { String($0, radix: 2) }.joined(separator: " ")
  }

  private func order(on service: CivilDay) -> RecordAxis.Order {
    RecordAxis(measures, before: service).order(countedDays: measures.mostCountedDays)
  }
}

/// Why the tests of a record fact cannot be compiled.
package enum RecordLimit: Error, Hashable, Sendable {
  /// The fact has this many different tests.
  case tests(Int)
  /// The tests have more combinations of outcomes than that.
  case cells(most: Int)
  /// Counting the combinations takes too many states.
  case states
  /// The attributes of an entry have too many combinations.
  case attributes
  /// A count above the most entries that a request can state.
  case count

  /// The most tests of one fact.
  package static let mostTests = 128

  /// What exceeds the limit, as a part of a sentence about the tests.
  package var reason: String {
    switch self {
    case .tests(let count): "there are \(count) of them, and at most \(RecordLimit.mostTests)"
    case .cells(let most): "they have more than \(most) combinations of outcomes"
    case .states: "counting their combinations takes too many steps"
    case .attributes: "the attributes that they test have too many combinations"
    case .count: "a count is above the most entries of a request, \(RecordList.mostEntries)"
    }
  }
}

extension RecordTest {
  /// Whether its bounds are within the number of entries that a request can state, and an attribute
  /// whose values it counts is a closed list.
  fileprivate func isCountable(in type: RecordType) -> Bool {
    guard case .count(let counted, let range) = measure else { return true }
    if case .values(let attribute) = counted, type.closedValues(of: attribute).isEmpty {
      return false
    }
    let most = ExactDecimal(RecordList.mostEntries)
    return (range.lower?.value ?? most) <= most && (range.upper?.value ?? most) <= most
  }
}

extension RecordList {
  /// The most entries that a request can state of one fact.
  package static let mostEntries = 10_000
}

extension DecisionTable {
  /// The record facts whose tests cannot be compiled together with those of another table, as a comparison of the two needs.
  package func recordLimits(comparedWith other: DecisionTable) -> [(
    fact: String, limit: RecordLimit
  )] {
    facts.compactMap { fact in
      guard case .records(let type) = fact.type else { return nil }
      let tests = (other.tests + tests).filter { $0.fact == fact.id }.flatMap(\.recordTests)
      do throws(RecordLimit) {
        _ = try RecordCells(
          of: type, testedBy: tests, mostCells: RecordCells.mostComparedCells)
        return nil
      } catch {
        return (fact.id, error)
      }
    }
  }

  /// The record facts whose tests cannot be compiled, with the test at which the limit is exceeded: the
  /// tests before it, in document order, can be.
  package var recordLimits: [(fact: Fact, test: RecordTest, limit: RecordLimit)] {
    facts.compactMap { fact in
      guard case .records(let type) = fact.type else { return nil }
      let tests = tests.filter { $0.fact == fact.id }.flatMap(\.recordTests)
      func limit(of count: Int) -> RecordLimit? {
        do throws(RecordLimit) {
          _ = try RecordCells(
            of: type, testedBy: Array(tests.prefix(count)), mostCells: RecordCells.mostCells)
          return nil
        } catch {
          return error
        }
      }
      guard var exceeded = limit(of: tests.count) else { return nil }
      var fitting = 0
      var exceeding = tests.count
      while exceeding - fitting > 1 {
        let middle = (fitting + exceeding) / 2
        if let found = limit(of: middle) {
          (exceeding, exceeded) = (middle, found)
        } else {
          fitting = middle
        }
      }
      return (fact, tests[exceeding - 1], exceeded)
    }
  }
}

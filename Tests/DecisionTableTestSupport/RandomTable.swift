package import DecisionTable
package import TestSupport
package import Values

/// A small random table over facts of all types, with all connectives.
package struct RandomTable {
  package static let service = CalendarDate("2024-02-29")!
  package static let terms = ["t0", "t1", "t2"]

  /// A fact with enough values to represent every cell of any test.
  package struct Sample {
    package let fact: Fact
    package let universe: [FactValue]
    package let tested: [TestValue]
  }

  package let samples: [Sample]
  package let table: DecisionTable

  package init(
    _ random: inout SplitMix64, facts count: Int = 3, statements: ClosedRange<Int> = 1...3,
    version: TableVersion = .latest
  ) {
    samples = Array(RandomTable.all.shuffled(using: &random).prefix(count))
    var writer = Writer(samples: samples)
    table = DecisionTable(
      facts: samples.map(\.fact), scope: writer.condition(depth: 1, &random),
      statements: (0..<Int.random(in: statements, using: &random)).map { _ in
        Statement(
          outcome: Outcome.allCases.randomElement(using: &random)!,
          criterion: writer.criterion(depth: 2, &random))
      }, bindings: [], version: version)
  }

  /// The facts of a random partial request.
  package func facts(_ random: inout SplitMix64) -> [String: FactValue] {
    var facts: [String: FactValue] = [:]
    for sample in samples where Int.random(in: 0..<5, using: &random) > 1 {
      if case .set = sample.fact.type {
        var present: [SetMember] = []
        var absent: [SetMember] = []
        for term in RandomTable.terms {
          switch Int.random(in: 0..<3, using: &random) {
          case 0: present.append(.term(term))
          case 1: absent.append(.term(term))
          default: break
          }
        }
        facts[sample.fact.id] = .partialSet(present: present, absent: absent)
      } else {
        facts[sample.fact.id] = sample.universe.randomElement(using: &random)!
      }
    }
    return facts
  }

  /// All completions of a partial request.
  package func completions(of known: [String: FactValue]) -> [[String: FactValue]] {
    var completions: [[String: FactValue]] = [[:]]
    for sample in samples {
      let id = sample.fact.id
      let possible = known[id].map { left(by: $0, of: sample) } ?? sample.universe
      completions = completions.flatMap { completion in
        possible.map { completion.merging([id: $0]) { $1 } }
      }
    }
    return completions
  }

  // MARK: The facts

  private static let all: [Sample] = [
    Sample(
      fact: Fact(id: "b", type: .boolean, question: "?"),
      universe: [.boolean(false), .boolean(true)], tested: [.boolean(false), .boolean(true)]),
    Sample(
      fact: Fact(id: "c", type: .choice(["w0", "w1", "w2"]), question: "?"),
      universe: ["w0", "w1", "w2"].map { .choice($0) },
      tested: ["w0", "w1", "w2"].map { .word($0) }),
    Sample(
      fact: Fact(id: "p", type: .code, question: "?"),
      universe: (0..<4).map { .code(try! Code("CPT:1000\($0)")) },
      tested: (0..<3).map { .code(try! Code("CPT:1000\($0)")) }),
    Sample(
      fact: Fact(
        id: "s", type: .set(terminology: "terms", terms: terms.map { Term(id: $0, label: $0) }),
        question: "?"),
      universe: (0..<8).map { bits in
        .set(terms.indices.filter { bits >> $0 & 1 == 1 }.map { .term(terms[$0]) })
      }, tested: terms.map { .word($0) }),
    Sample(
      fact: Fact(
        id: "i",
        type: .number(
          NumberType(unit: "a", isInteger: true, minimum: ExactDecimal(0), maximum: ExactDecimal(4))
        ),
        question: "?"),
      universe: (0...4).map { .quantity(ExactDecimal($0), unit: nil) },
      tested: intervals(["-1", "0", "1", "1.5", "2", "4", "7"])),
    Sample(
      fact: Fact(
        id: "n",
        type: .number(
          NumberType(
            unit: nil, isInteger: false, minimum: ExactDecimal(0), maximum: ExactDecimal("2")!)),
        question: "?"),
      universe: ["0", "0.25", "0.5", "0.75", "1", "1.25", "1.5", "1.75", "2"].map {
        .quantity(ExactDecimal($0)!, unit: nil)
      },
      tested: intervals(["0", "0.5", "1", "1.5", "2"])),
    Sample(
      fact: Fact(id: "d", type: .date, question: "?"),
      universe: (44_000..<44_006).map { .date(CalendarDate(dayNumber: $0)!) },
      tested: intervals(["44001", "44002", "44004"])),
    Sample(
      fact: Fact(id: "t", type: .duration(.years), question: "?"),
      universe: [
        .date(service), .date(CalendarDate("2023-03-01")!), .date(CalendarDate("2023-02-28")!),
        .date(CalendarDate("2022-06-01")!), .quantity(ExactDecimal("1.5")!, unit: "a"),
        .quantity(ExactDecimal(1), unit: nil),
        .quantity(ExactDecimal(24), unit: "mo"), .date(CalendarDate("2000-01-01")!),
      ], tested: intervals(["0", "12", "24"])),
  ]

  /// Every interval between two of these points, the unbounded ones, and each single point.
  private static func intervals(_ points: [String]) -> [TestValue] {
    let points = points.map { ExactDecimal($0)! }
    var intervals: [TestValue] = []
    for (index, low) in points.enumerated() {
      for isIncluded in [true, false] {
        let bound = Interval.Bound(low, isIncluded: isIncluded)
        intervals.append(.range(Interval(lower: bound, upper: nil)))
        intervals.append(.range(Interval(lower: nil, upper: bound)))
        for high in points[(index + 1)...] {
          intervals.append(
            .range(
              Interval(lower: bound, upper: Interval.Bound(high, isIncluded: !isIncluded))))
        }
      }
      intervals.append(.range(Interval(low)))
    }
    return intervals
  }

  // MARK: The criteria

  private struct Writer {
    let samples: [Sample]
    var counter = 0
    /// The criteria so far, to which later ones may refer.
    var written: [Criterion] = []

    func test(_ random: inout SplitMix64) -> UnaryTest {
      let sample = samples.randomElement(using: &random)!
      let count = Int.random(in: 1...3, using: &random)
      return UnaryTest(
        fact: sample.fact.id,
        values: Array(sample.tested.shuffled(using: &random).prefix(count)))
    }

    private func connective(_ count: Int, _ random: inout SplitMix64) -> Connective {
      switch Int.random(in: 0..<4, using: &random) {
      case 0: .allOf
      case 1: .anyOf
      case 2: .noneOf
      default: .atLeast(Int.random(in: 1...count, using: &random))
      }
    }

    func condition(depth: Int, _ random: inout SplitMix64) -> FactCondition {
      if let other = written.last, Int.random(in: 0..<12, using: &random) == 0 {
        return .reference(CriterionReference(id: other.id, condition: other.condition))
      }
      guard depth > 0, Bool.random(using: &random) else { return .test(test(&random)) }
      let count = Int.random(in: 1...3, using: &random)
      let connective = connective(count, &random)
      return .group(connective, (0..<count).map { _ in condition(depth: depth - 1, &random) })
    }

    mutating func criterion(depth: Int, _ random: inout SplitMix64) -> Criterion {
      counter += 1
      let label = "L\(counter)"
      var requirements: [FactCondition] = []
      var exceptions: [FactCondition] = []
      if Int.random(in: 0..<4, using: &random) == 0 {
        requirements = [condition(depth: 1, &random)]
      }
      if Int.random(in: 0..<4, using: &random) == 0 {
        exceptions = [condition(depth: 1, &random)]
      }
      var rule = Criterion.Rule.test(test(&random))
      if let other = written.randomElement(using: &random),
        Int.random(in: 0..<6, using: &random) == 0
      {
        rule = .reference(CriterionReference(id: other.id, condition: other.condition))
      } else if depth > 0, Bool.random(using: &random) {
        let count = Int.random(in: 1...4, using: &random)
        let connective = connective(count, &random)
        rule = .group(connective, (0..<count).map { _ in criterion(depth: depth - 1, &random) })
      }
      let result = Criterion(
        id: label.lowercased(), label: label, text: label, requirements: requirements,
        exceptions: exceptions, rule: rule)
      written.append(result)
      return result
    }
  }
}

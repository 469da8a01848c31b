import DecisionTable
import PolicyModel
import TestSupport
import Values

/// A small random revision and a few random edits of it, over facts of every kind.
struct RandomRevisions {
  let old: Revision
  let new: Revision

  init(_ random: inout SplitMix64) {
    var draft = Draft(&random)
    old = draft.revision
    for _ in 0..<Int.random(in: 0...4, using: &random) { draft.edit(&random) }
    new = draft.revision
  }

  private struct Draft {
    var statements: [Statement]
    var scope: FactCondition
    var texts: [String: Prose] = [:]
    private var nextID = 0

    init(_ random: inout SplitMix64) {
      statements = []
      scope = .test(Draft.test(&random))
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        statements.append(
          Statement(
            outcome: Outcome.allCases.randomElement(using: &random)!,
            criterion: group(depth: 1, &random)))
      }
    }

    private mutating func id() -> String {
      nextID += 1
      texts["c\(nextID)"] = Draft.prose("Criterion \(nextID)")
      return "c\(nextID)"
    }

    private mutating func group(depth: Int, _ random: inout SplitMix64) -> Criterion {
      let id = id()
      let count = Int.random(in: 1...3, using: &random)
      let members = (0..<count).map { _ in
        depth > 0 && Int.random(in: 0..<3, using: &random) == 0
          ? group(depth: depth - 1, &random) : leaf(&random)
      }
      let connective = [
        Connective.anyOf, .allOf, .noneOf, .atLeast(Int.random(in: 1...count, using: &random)),
      ].randomElement(using: &random)!
      return Criterion(id: id, label: id, text: id, rule: .group(connective, members))
    }

    private mutating func leaf(_ random: inout SplitMix64) -> Criterion {
      let id = id()
      return Criterion(
        id: id, label: id, text: id,
        requirements: Bool.random(using: &random) ? [] : [.test(Draft.test(&random))],
        rule: .test(Draft.test(&random)))
    }

    static func prose(_ words: String) -> Prose {
      Prose(blocks: [.paragraph([.text(words)])])
    }

    static func test(_ random: inout SplitMix64) -> UnaryTest {
      switch Int.random(in: 0..<5, using: &random) {
      case 0: UnaryTest(fact: "b", values: [.boolean(Bool.random(using: &random))])
      case 1: UnaryTest(fact: "c", values: [.word(["u", "v"].randomElement(using: &random)!)])
      case 2:
        UnaryTest(
          fact: "n",
          values: [
            .range(
              Interval(
                lower: .init(
                  ExactDecimal(Int.random(in: 0...20, using: &random)), isIncluded: true),
                upper: .init(
                  ExactDecimal(Int.random(in: 20...40, using: &random)),
                  isIncluded: Bool.random(using: &random))))
          ])
      default:
        UnaryTest(
          fact: "s",
          values: ["p", "q", "r"].shuffled(using: &random)
            .prefix(Int.random(in: 1...2, using: &random)).map { .word($0) })
      }
    }

    mutating func edit(_ random: inout SplitMix64) {
      let all = statements.flatMap(\.criterion.withDescendants)
      let target = all.randomElement(using: &random)!
      switch Int.random(in: 0..<5, using: &random) {
      case 0: scope = .test(Draft.test(&random))
      case 1: texts[target.id] = Draft.prose("Reworded \(Int.random(in: 0..<9, using: &random))")
      case 2:
        let added = leaf(&random)
        change(target.id) { criterion in
          guard case .group(let connective, let members) = criterion.rule else { return criterion }
          return Draft.with(criterion, .group(connective, members + [added]))
        }
      case 3:
        let test = Draft.test(&random)
        change(target.id) { criterion in
          if case .test = criterion.rule { Draft.with(criterion, .test(test)) } else { criterion }
        }
      default:
        change(target.id) { criterion in
          guard case .group(let connective, let members) = criterion.rule, members.count > 1,
            connective != .atLeast(members.count)
          else { return criterion }
          return Draft.with(criterion, .group(connective, Array(members.dropFirst())))
        }
      }
    }

    private mutating func change(_ id: String, _ transform: (Criterion) -> Criterion) {
      func changed(_ criterion: Criterion) -> Criterion {
        if criterion.id == id { return transform(criterion) }
        guard case .group(let connective, let members) = criterion.rule else { return criterion }
        return Draft.with(criterion, .group(connective, members.map(changed)))
      }
      statements = statements.map {
        Statement(outcome: $0.outcome, criterion: changed($0.criterion))
      }
    }

    private static func with(_ criterion: Criterion, _ rule: Criterion.Rule) -> Criterion {
      Criterion(
        id: criterion.id, label: criterion.label, text: criterion.text,
        requirements: criterion.requirements, exceptions: criterion.exceptions, rule: rule)
    }

    var revision: Revision {
      let present = Set(statements.flatMap(\.criterion.withDescendants).map(\.id))
      return .draft(
        DecisionTable(
          facts: [
            Fact(id: "b", type: .boolean, question: "?"),
            Fact(id: "c", type: .choice(["u", "v", "w"]), question: "?"),
            Fact(
              id: "n",
              type: .number(
                NumberType(
                  unit: nil, isInteger: true, minimum: ExactDecimal(0), maximum: ExactDecimal(50))),
              question: "?"),
            Fact(
              id: "s",
              type: .set(
                terminology: "t", terms: ["p", "q", "r"].map { Term(id: $0, label: $0) }),
              question: "?"),
          ], scope: scope, statements: statements, bindings: []),
        texts: CriteriaTexts(criteria: texts.filter { present.contains($0.key) }))
    }
  }

  /// Every complete request: what no test tells apart is one value.
  static let requests: [[String: FactValue]] = {
    var requests: [[String: FactValue]] = []
    for b in [true, false] {
      for c in ["u", "v", "w"] {
        for n in 0...41 {
          for s in 0..<8 {
            let terms = ["p", "q", "r"].enumerated().filter { s >> $0.offset & 1 == 1 }
            requests.append([
              "b": .boolean(b), "c": .choice(c), "n": .quantity(ExactDecimal(n), unit: nil),
              "s": .set(terms.map { .term($0.element) }),
            ])
          }
        }
      }
    }
    return requests
  }()
}

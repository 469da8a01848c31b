/// Evaluates an `any` of very many conjunctions without evaluating each of them.
///
/// If one variable, such as a procedure code, separates the rules well, only the rules of its cell
/// are evaluated. For the remaining rules, each cell of each variable has a bit set of the rules that
/// it contradicts, as Lakshman and Stiliadis (SIGCOMM 1998) do for packet classification. A rule is
/// possible if no known cell contradicts it, and certain if it also asks no unknown variable.
final class RuleIndex: Sendable {
  /// A group with fewer members than this is evaluated member by member.
  static let fewest = 64

  /// The members of the group that are conjunctions of atoms.
  let rules: FrozenArray<Circuit.Ref>
  /// The other members of the group.
  let others: FrozenArray<Circuit.Ref>
  /// The variable by which rules are bucketed, or -1 if there is none.
  private let bucketVariable: Int
  /// The offset in `bucketRules` of each cell's rules; the last element is the offset of the list of
  /// all bucketed rules, for when the cell is unknown.
  private let bucketStarts: FrozenArray<Int32>
  let bucketRules: FrozenArray<Int32>
  /// The rules that do not ask that variable.
  let rows: Rows
  private let arena = Arena()

  struct Rows: Sendable {
    /// The index into `RuleIndex.rules` of each rule in the rows.
    let rules: FrozenArray<Int32>
    let wordCount: Int
    let variables: FrozenArray<Int32>
    /// For each element of `variables`, the row in `contradicted` of its first cell.
    let firstRow: FrozenArray<Int32>
    /// One row of `wordCount` words per cell: the rules that the cell contradicts.
    let contradicted: FrozenArray<UInt64>
    /// One row per element of `variables`: the rules that ask it.
    let asking: FrozenArray<UInt64>
  }

  /// - Returns: nil if the group is small, or if most of its members are not conjunctions of atoms.
  init?(_ members: ArraySlice<Circuit.Ref>, in circuit: Circuit, _ space: FactSpace) {
    var rules: [Circuit.Ref] = []
    var others: [Circuit.Ref] = []
    var literals: [[Circuit.Ref]] = []
    for member in members {
      let node = circuit.nodes[member.index]
      if node.kind == .atom {
        rules.append(member)
        literals.append([member])
      } else if node.kind == .all, !member.isNegated,
        circuit.members(of: node).allSatisfy({ circuit.nodes[$0.index].kind == .atom })
      {
        rules.append(member)
        literals.append(Array(circuit.members(of: node)))
      } else {
        others.append(member)
      }
    }
    guard rules.count >= RuleIndex.fewest, others.count < rules.count else { return nil }
    self.rules = FrozenArray(rules, in: arena)
    self.others = FrozenArray(others, in: arena)
    let buckets = RuleIndex.buckets(literals, circuit, space)
    bucketVariable = buckets?.variable ?? -1
    bucketStarts = FrozenArray(buckets?.starts ?? [0, 0], in: arena)
    bucketRules = FrozenArray((buckets?.rules ?? []) + (buckets?.all ?? []), in: arena)
    let bucketed = Set(buckets?.all ?? [])
    let rest = literals.indices.filter { !bucketed.contains(Int32($0)) }
    rows = Rows(rest, literals, circuit, space, arena)
  }

  /// The range in `bucketRules` of the rules for the known cell, or of all bucketed rules if the cell
  /// is not known; each is evaluated, so those that a mask excludes do not matter.
  func bucketed(_ cells: Circuit.Cells) -> Range<Int> {
    guard bucketVariable >= 0 else { return 0..<0 }
    let cell = Int(cells[bucketVariable])
    let last = bucketStarts.count - 1
    return cell < 0
      ? Int(bucketStarts[last])..<bucketRules.count
      : Int(bucketStarts[cell])..<Int(bucketStarts[cell + 1])
  }

  private struct Buckets {
    let variable: Int
    let starts: [Int32]
    let rules: [Int32]
    /// The rules of all cells, ascending.
    let all: [Int32]
  }

  /// The cells of a literal's variable in which the literal is true.
  private static func cells(_ literal: Circuit.Ref, _ circuit: Circuit, _ space: FactSpace)
    -> [Int]
  {
    let atom = circuit.nodes[literal.index]
    return (0..<space.variables[Int(atom.number)].cellCount).filter {
      circuit.accepts(atom, $0) != literal.isNegated
    }
  }

  /// Buckets the rules by the variable that most of them ask; nil unless each of its cells keeps at
  /// most a sixteenth of them.
  private static func buckets(
    _ literals: [[Circuit.Ref]], _ circuit: Circuit, _ space: FactSpace
  ) -> Buckets? {
    var asked: [Int: Int] = [:]
    for literal in literals.joined() {
      asked[Int(circuit.nodes[literal.index].number), default: 0] += 1
    }
    let candidate = asked.filter { space.variables[$0.key].cellCount >= 16 }
      .max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key
    guard let variable = candidate else { return nil }
    var rulesOfCell = [[Int32]](repeating: [], count: space.variables[variable].cellCount)
    var all: [Int32] = []
    var entries = 0
    for (rule, parts) in literals.enumerated() {
      let literal = parts.first { Int(circuit.nodes[$0.index].number) == variable }
      guard let literal else { continue }
      all.append(Int32(rule))
      for cell in cells(literal, circuit, space) {
        rulesOfCell[cell].append(Int32(rule))
        entries += 1
      }
      guard entries <= 64 * literals.count else { return nil }
    }
    let most = rulesOfCell.map(\.count).max() ?? 0
    guard most * 16 <= all.count else { return nil }
    var starts: [Int32] = [0]
    for rules in rulesOfCell { starts.append((starts.last ?? 0) + Int32(rules.count)) }
    return Buckets(
      variable: variable, starts: starts, rules: Array(rulesOfCell.joined()), all: all)
  }
}

extension RuleIndex.Rows {
  fileprivate init(
    _ rules: [Int], _ literals: [[Circuit.Ref]], _ circuit: Circuit, _ space: FactSpace,
    _ arena: Arena
  ) {
    // Rows are padded to whole blocks of eight words.
    let words = (rules.count + 511) / 512 * 8
    let asked = Set(rules.flatMap { literals[$0] }.map { Int(circuit.nodes[$0.index].number) })
      .sorted()
    var positions: [Int: Int] = [:]
    var first: [Int] = []
    var rows = 0
    for variable in asked {
      positions[variable] = first.count
      first.append(rows)
      rows += space.variables[variable].cellCount
    }
    var contradicted = [UInt64](repeating: 0, count: rows * words)
    var asking = [UInt64](repeating: 0, count: asked.count * words)
    for (bit, rule) in rules.enumerated() {
      for literal in literals[rule] {
        let atom = circuit.nodes[literal.index]
        guard let position = positions[Int(atom.number)] else { continue }
        asking[position * words + bit >> 6] |= 1 << UInt64(bit & 63)
        for cell in 0..<space.variables[Int(atom.number)].cellCount
        where circuit.accepts(atom, cell) == literal.isNegated {
          contradicted[(first[position] + cell) * words + bit >> 6] |= 1 << UInt64(bit & 63)
        }
      }
    }
    self.rules = FrozenArray(rules.map { Int32($0) }, in: arena)
    wordCount = words
    variables = FrozenArray(asked.map { Int32($0) }, in: arena)
    firstRow = FrozenArray(first.map { Int32($0) }, in: arena)
    self.contradicted = FrozenArray(contradicted, in: arena)
    self.asking = FrozenArray(asking, in: arena)
  }
}

extension Circuit {
  /// Replaces large `any` groups with `indexed` nodes.
  mutating func indexLargeGroups(_ space: FactSpace) {
    for position in nodes.indices {
      let node = nodes[position]
      guard node.kind == .any, Int(node.count) >= RuleIndex.fewest,
        let index = RuleIndex(members(of: node), in: self, space)
      else { continue }
      nodes[position] = Node(
        kind: .indexed, number: Int32(indexes.count), start: node.start, count: node.count)
      add(index)
    }
  }
}

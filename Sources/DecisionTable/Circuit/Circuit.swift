/// The criteria of a table, compiled: a graph of tests and connectives over the variables.
///
/// The primary form of a decision. It can always be built, in time and size proportional to the
/// table; a `Diagram`, which makes every question cheap, cannot.
package struct Circuit: Sendable {
  /// A node, or its negation: twice the index of the node, plus one where it is negated.
  package struct Ref: Hashable, Sendable, BitwiseCopyable {
    package let bits: Int32

    package init(_ index: Int, isNegated: Bool = false) {
      bits = Int32(index) << 1 | (isNegated ? 1 : 0)
    }

    private init(bits: Int32) { self.bits = bits }

    package var index: Int { Int(bits >> 1) }
    package var isNegated: Bool { bits & 1 == 1 }
    package static prefix func ! (ref: Ref) -> Ref { Ref(bits: ref.bits ^ 1) }

    package static let yes = Ref(0)
    package static let no = Ref(0, isNegated: true)
  }

  package enum Kind: UInt8, Sendable {
    /// The node at place 0.
    case yes
    /// A variable is in one of some cells.
    case atom
    case any
    case all
    case atLeast
    /// An `any` of very many members, answered by its index.
    case indexed
  }

  package struct Node: Hashable, Sendable {
    package let kind: Kind
    /// Of an atom the variable; of `atLeast` the count; of `indexed` the place of its index.
    package let number: Int32
    /// Of an atom its cells as words of `cellBits`, else its members in `members`.
    package let start: Int32
    package let count: Int32
  }

  package var nodes: [Node] = []
  package var members: [Ref] = []
  package var cellBits: [UInt64] = []
  private(set) var indexes: [RuleIndex] = []
  /// The same, for evaluating without counting references.
  private(set) var indexReferences: [Unmanaged<RuleIndex>] = []

  package var scope = Ref.yes
  package var statements: [Ref] = []
  /// The leaves of each statement, in document order, those under `none_of` left out: they speak
  /// against their criterion.
  package var leaves: [[Leaf]] = []
  /// Every criterion in document order, with its meaning: rule, requirements and exceptions.
  package var criteria: [Ref] = []
  /// Every test in document order, scope first.
  package var tests: [Ref] = []

  package struct Leaf: Sendable {
    /// The place among all criteria.
    package let criterion: Int
    package let function: Ref
  }

  mutating func add(_ index: RuleIndex) {
    indexes.append(index)
    indexReferences.append(Unmanaged.passUnretained(index))
  }

  package func members(of node: Node) -> ArraySlice<Ref> {
    members[Int(node.start)..<Int(node.start + node.count)]
  }

  /// Whether an atom holds in a cell.
  package func accepts(_ atom: Node, _ cell: Int) -> Bool {
    cellBits[Int(atom.start) + cell >> 6] >> UInt64(cell & 63) & 1 == 1
  }
}

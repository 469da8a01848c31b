/// The criteria of a table, compiled into a graph of tests and connectives over the variables.
///
/// This is the primary form of a decision. It can always be built, in time and space proportional to
/// the table. A `Diagram` answers every question cheaply, but may be too large to build.
package struct Circuit: Sendable {
  /// A reference to a node or to its negation: twice the node's index, plus one if negated.
  package struct Ref: Hashable, Sendable, BitwiseCopyable {
    package let bits: Int32

    package init(_ index: Int, isNegated: Bool = false) {
      bits = Int32(index) << 1 | (isNegated ? 1 : 0)
    }

    private init(bits: Int32) { self.bits = bits }

    /// The index of the node in `nodes`.
    package var index: Int { Int(bits >> 1) }
    package var isNegated: Bool { bits & 1 == 1 }
    package static prefix func ! (ref: Ref) -> Ref { Ref(bits: ref.bits ^ 1) }

    package static let yes = Ref(0)
    package static let no = Ref(0, isNegated: true)
  }

  package enum Kind: UInt8, Sendable {
    /// The constant true, which is the node at index 0.
    case yes
    /// True when a variable is in one of a set of cells.
    case atom
    case any
    case all
    case atLeast
    /// An `any` with very many members, which a `RuleIndex` evaluates.
    case indexed
  }

  package struct Node: Hashable, Sendable {
    package let kind: Kind
    /// The variable of an atom, the count of an `atLeast`, or the position of the `RuleIndex` of an
    /// `indexed` node in `indexes`.
    package let number: Int32
    /// Where the node's data starts: for an atom, its bit set in `cellBits`; for other kinds, its
    /// members in `members`.
    package let start: Int32
    /// The length of that data, in 64-bit words or in members.
    package let count: Int32

    /// The range of that data.
    var data: Range<Int> { Int(start)..<Int(start + count) }
  }

  /// All nodes; the members of a node come before the node.
  package var nodes: [Node] = []
  /// The members of all nodes, one node after the other.
  package var members: [Ref] = []
  /// The bit sets of all atoms, with one bit per cell of the variable.
  package var cellBits: [UInt64] = []
  private(set) var indexes: [RuleIndex] = []
  /// The elements of `indexes` unretained, so that evaluation does not count references.
  private(set) var indexReferences: [Unmanaged<RuleIndex>] = []

  /// The function of the table's scope.
  package var scope = Ref.yes
  /// The function of each statement's criterion.
  package var statements: [Ref] = []
  /// The leaves of each statement in document order, without those under `none_of`, which count
  /// against their criterion.
  package var leaves: [[Leaf]] = []
  /// The function of every criterion in document order: its rule, requirements and exceptions.
  package var criteria: [Ref] = []
  /// The function of every test in document order, starting with those of the scope.
  package var tests: [Ref] = []

  /// A criterion that is not a group, with its function.
  package struct Leaf: Sendable {
    /// An index into `criteria`.
    package let criterion: Int
    package let function: Ref
    /// Whether the criteria between the leaf and its statement are met, provided that the leaf is.
    /// An answer lists the leaf only if they are.
    package let above: Ref

    func below(_ above: Ref) -> Leaf {
      Leaf(criterion: criterion, function: function, above: above)
    }
  }

  mutating func add(_ index: RuleIndex) {
    indexes.append(index)
    indexReferences.append(Unmanaged.passUnretained(index))
  }

  /// The members of a node that is not an atom.
  package func members(of node: Node) -> ArraySlice<Ref> {
    members[Int(node.start)..<Int(node.start + node.count)]
  }

  /// Whether an atom is true when its variable is in `cell`.
  package func accepts(_ atom: Node, _ cell: Int) -> Bool {
    cellBits[Int(atom.start) + cell >> 6] >> UInt64(cell & 63) & 1 == 1
  }
}

/// The criteria of a table, compiled: a graph of tests and connectives over the variables.
///
/// The primary form of a decision. It can always be built, in time and size proportional to the
/// table; a `Diagram`, which makes every question cheap, cannot.
struct Network: Sendable {
  /// A node, or its negation: twice the place, plus one where it is negated.
  struct Ref: Hashable, Sendable, BitwiseCopyable {
    let bits: Int32

    init(_ place: Int, isNegated: Bool = false) {
      bits = Int32(place) << 1 | (isNegated ? 1 : 0)
    }

    private init(bits: Int32) { self.bits = bits }

    var place: Int { Int(bits >> 1) }
    var isNegated: Bool { bits & 1 == 1 }
    static prefix func ! (ref: Ref) -> Ref { Ref(bits: ref.bits ^ 1) }

    static let yes = Ref(0)
    static let no = Ref(0, isNegated: true)
  }

  enum Kind: UInt8, Sendable {
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

  struct Node: Hashable, Sendable {
    let kind: Kind
    /// Of an atom the variable; of `atLeast` the count; of `indexed` the place of its index.
    let number: Int32
    /// Of an atom its cells as words of `cellBits`, else its members in `members`.
    let start: Int32
    let count: Int32
  }

  var nodes: [Node] = []
  var members: [Ref] = []
  var cellBits: [UInt64] = []
  private(set) var indexes: [RuleIndex] = []
  /// The same, for evaluating without counting references.
  private(set) var indexReferences: [Unmanaged<RuleIndex>] = []

  var scope = Ref.yes
  var statements: [Ref] = []
  /// The leaves of each statement, in document order, those under `none_of` left out: they speak
  /// against their criterion.
  var leaves: [[Leaf]] = []
  /// Every criterion in document order, with its meaning: rule, requirements and exceptions.
  var criteria: [Ref] = []
  /// Every test in document order, scope first.
  var tests: [Ref] = []

  struct Leaf: Sendable {
    /// The place among all criteria.
    let criterion: Int
    let function: Ref
  }

  mutating func add(_ index: RuleIndex) {
    indexes.append(index)
    indexReferences.append(Unmanaged.passUnretained(index))
  }

  func members(of node: Node) -> ArraySlice<Ref> {
    members[Int(node.start)..<Int(node.start + node.count)]
  }

  /// Whether an atom holds in a cell.
  func accepts(_ atom: Node, _ cell: Int) -> Bool {
    cellBits[Int(atom.start) + cell >> 6] >> UInt64(cell & 63) & 1 == 1
  }
}

/// Builds functions of a network as one diagram, bottom-up, with shared nodes; `no` and `yes` are
/// terminals of their own.
///
/// Where facts are given, the functions are what is left of them under those.
struct DiagramBuilder {
  private(set) var diagram = Diagram()
  /// May grow; what was built stays.
  var network: Network
  private let space: FactSpace
  private let bound: DiagramBound
  /// The cell of each variable that is known; empty where none is.
  private let known: [Int32]
  private var functions: [Int: Diagram.Ref] = [:]
  private var unique = UniqueTable()
  private var chosen = ChoiceTable()
  /// Children of nodes that are being made, one after the other.
  private var stack: [Diagram.Ref] = []
  private var work = 0

  init(_ network: Network, _ space: FactSpace, _ bound: DiagramBound, known: [Int32] = []) {
    self.network = network
    self.space = space
    self.bound = bound
    self.known = known
  }

  /// The terminal of every completion: which statement is the first to hold, if the scope does.
  mutating func decision() throws(DiagramTooLarge) -> Diagram.Ref {
    guard space.variables.count <= DiagramBound.variables else { throw DiagramTooLarge() }
    var decision = Diagram.silent
    for (place, statement) in network.statements.enumerated().reversed() {
      decision = try choose(try function(statement), Diagram.statement(place), decision)
    }
    return try choose(try function(network.scope), decision, Diagram.outOfScope)
  }

  mutating func function(_ ref: Network.Ref) throws(DiagramTooLarge) -> Diagram.Ref {
    let positive: Diagram.Ref
    if let known = functions[ref.place] {
      positive = known
    } else {
      positive = try function(of: network.nodes[ref.place])
      functions[ref.place] = positive
    }
    return ref.isNegated ? try choose(positive, Diagram.no, Diagram.yes) : positive
  }

  private mutating func function(of node: Network.Node) throws(DiagramTooLarge) -> Diagram.Ref {
    switch node.kind {
    case .yes: return Diagram.yes
    case .atom:
      let variable = Int(node.number)
      if variable < known.count, known[variable] >= 0 {
        return network.accepts(node, Int(known[variable])) ? Diagram.yes : Diagram.no
      }
      let start = stack.count
      for cell in 0..<space.variables[variable].cellCount {
        stack.append(network.accepts(node, cell) ? Diagram.yes : Diagram.no)
      }
      return try makeNode(Int32(variable), from: start)
    case .any, .indexed:
      var result = Diagram.no
      for member in network.members(of: node).reversed() {
        result = try choose(try function(member), Diagram.yes, result)
      }
      return result
    case .all:
      var result = Diagram.yes
      for member in network.members(of: node).reversed() {
        result = try choose(try function(member), result, Diagram.no)
      }
      return result
    case .atLeast:
      // At least `n` of the first `k` hold if the `k`th does and `n - 1` of those before it, or
      // `n` do.
      let least = Int(node.number)
      var reached = [Diagram.Ref](repeating: Diagram.no, count: least + 1)
      reached[0] = Diagram.yes
      for member in network.members(of: node).reversed() {
        let function = try function(member)
        for count in stride(from: least, through: 1, by: -1) {
          reached[count] = try choose(function, reached[count - 1], reached[count])
        }
      }
      return reached[least]
    }
  }

  /// `condition` ? `then` : `otherwise` (Bryant's and Brace's if-then-else, over many terminals).
  mutating func choose(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    throws(DiagramTooLarge) -> Diagram.Ref
  {
    if condition == Diagram.yes || then == otherwise { return then }
    if condition == Diagram.no { return otherwise }
    if then == Diagram.yes, otherwise == Diagram.no { return condition }
    if let known = chosen[condition, then, otherwise] { return known }
    let variable = min(variable(condition), variable(then), variable(otherwise))
    let count = space.variables[Int(variable)].cellCount
    work += count
    guard work <= bound.work else { throw DiagramTooLarge() }
    let start = stack.count
    for cell in 0..<count {
      stack.append(
        try choose(
          child(condition, variable, cell), child(then, variable, cell),
          child(otherwise, variable, cell)))
    }
    let result = try makeNode(variable, from: start)
    chosen[condition, then, otherwise] = result
    return result
  }

  /// The node whose children stand on the stack from there; takes them off.
  private mutating func makeNode(_ variable: Int32, from start: Int) throws(DiagramTooLarge)
    -> Diagram.Ref
  {
    defer { stack.removeSubrange(start...) }
    let first = stack[start]
    if stack[start...].allSatisfy({ $0 == first }) { return first }
    if let known = unique.find(variable, stack[start...], in: diagram) { return known }
    guard diagram.count < bound.nodes else { throw DiagramTooLarge() }
    let place = diagram.append(variable, stack[start...])
    unique.insert(place, of: diagram)
    return place
  }

  private func variable(_ ref: Diagram.Ref) -> Int32 {
    ref < 0 ? .max : diagram.variables[Int(ref)]
  }

  private func child(_ ref: Diagram.Ref, _ variable: Int32, _ cell: Int) -> Diagram.Ref {
    guard ref >= 0, diagram.variables[Int(ref)] == variable else { return ref }
    return diagram.children[Int(diagram.starts[Int(ref)]) + cell]
  }
}

/// The nodes of a diagram by what they ask and where they lead.
struct UniqueTable: Sendable {
  private var slots = [Int32](repeating: -1, count: 64)
  private var count = 0

  func find(_ variable: Int32, _ children: ArraySlice<Diagram.Ref>, in diagram: Diagram)
    -> Diagram.Ref?
  {
    var slot = Int(truncatingIfNeeded: mix(variable, children)) & (slots.count - 1)
    while slots[slot] >= 0 {
      let node = Int(slots[slot])
      if diagram.variables[node] == variable, diagram.children(of: node) == children {
        return slots[slot]
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func insert(_ node: Diagram.Ref, of diagram: Diagram) {
    if count * 2 >= slots.count {
      let old = slots
      slots = Array(repeating: -1, count: slots.count * 2)
      for node in old where node >= 0 { place(node, of: diagram) }
    }
    place(node, of: diagram)
    count += 1
  }

  mutating func removeAll() {
    for slot in slots.indices { slots[slot] = -1 }
    count = 0
  }

  private mutating func place(_ node: Diagram.Ref, of diagram: Diagram) {
    let hash = mix(diagram.variables[Int(node)], diagram.children(of: Int(node)))
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = node
  }

  private func mix(_ variable: Int32, _ children: ArraySlice<Diagram.Ref>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: variable) &* 0x9E37_79B9_7F4A_7C15
    for child in children {
      hash = (hash ^ UInt64(UInt32(bitPattern: child))) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    return hash
  }
}

/// The results of `choose` so far.
private struct ChoiceTable {
  private struct Entry {
    var condition: Diagram.Ref
    var then: Diagram.Ref
    var otherwise: Diagram.Ref
    var result: Diagram.Ref

    /// `no` is never a condition that is kept.
    static let empty = Entry(condition: Diagram.no, then: 0, otherwise: 0, result: 0)
  }

  private var entries = [Entry](repeating: .empty, count: 64)
  private var count = 0

  subscript(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    -> Diagram.Ref?
  {
    get {
      let entry = entries[slot(condition, then, otherwise)]
      return entry.condition == Diagram.no ? nil : entry.result
    }
    set {
      guard let newValue else { return }
      if count * 2 >= entries.count {
        let old = entries
        entries = Array(repeating: .empty, count: entries.count * 2)
        for entry in old where entry.condition != Diagram.no {
          entries[slot(entry.condition, entry.then, entry.otherwise)] = entry
        }
      }
      entries[slot(condition, then, otherwise)] = Entry(
        condition: condition, then: then, otherwise: otherwise, result: newValue)
      count += 1
    }
  }

  /// Where the choice stands, or where it would.
  private func slot(_ condition: Diagram.Ref, _ then: Diagram.Ref, _ otherwise: Diagram.Ref)
    -> Int
  {
    var hash = UInt64(UInt32(bitPattern: condition)) &* 0x9E37_79B9_7F4A_7C15
    hash = (hash ^ UInt64(UInt32(bitPattern: then))) &* 0xFF51_AFD7_ED55_8CCD
    hash = (hash ^ (hash >> 29) ^ UInt64(UInt32(bitPattern: otherwise))) &* 0xC4CE_B9FE_1A85_EC53
    var slot = Int(truncatingIfNeeded: hash >> 32) & (entries.count - 1)
    while entries[slot].condition != Diagram.no,
      entries[slot].condition != condition || entries[slot].then != then
        || entries[slot].otherwise != otherwise
    {
      slot = (slot + 1) & (entries.count - 1)
    }
    return slot
  }
}

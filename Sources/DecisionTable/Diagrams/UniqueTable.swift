/// A hash table of the nodes of a diagram by variable and children, by which equal nodes are found.
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
      for node in old where node >= 0 { store(node, of: diagram) }
    }
    store(node, of: diagram)
    count += 1
  }

  mutating func removeAll() {
    for slot in slots.indices { slots[slot] = -1 }
    count = 0
  }

  private mutating func store(_ node: Diagram.Ref, of diagram: Diagram) {
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

/// The children and the dictionary of an array or schema that is given away.
struct ProducedNodes<Node> {
  let children: UnsafeMutablePointer<UnsafeMutablePointer<Node>?>?
  private let childCount: Int
  let dictionary: UnsafeMutablePointer<Node>?

  init(children: [Node], dictionary: Node?) {
    func place(_ node: Node) -> UnsafeMutablePointer<Node> {
      let place = UnsafeMutablePointer<Node>.allocate(capacity: 1)
      place.initialize(to: node)
      return place
    }
    childCount = children.count
    self.children = children.isEmpty ? nil : .allocate(capacity: children.count)
    self.children?.initialize(from: children.map { place($0) }, count: childCount)
    self.dictionary = dictionary.map { place($0) }
  }

  /// Frees the nodes. A consumer may have moved some elsewhere, which it then releases itself.
  func free(_ release: (UnsafeMutablePointer<Node>) -> Void) {
    for index in 0..<childCount {
      guard let child = children?[index] else { continue }
      release(child)
      child.deallocate()
    }
    children?.deallocate()
    if let dictionary {
      release(dictionary)
      dictionary.deallocate()
    }
  }
}

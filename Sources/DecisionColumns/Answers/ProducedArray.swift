internal import CArrow

/// The memory of an array that is given away. Whoever gets the array frees it by its `release`.
private final class ArrayMemory {
  let buffers: UnsafeMutablePointer<UnsafeRawPointer?>
  private let owned: [UnsafeMutableRawPointer]
  let nodes: ProducedNodes<ArrowArray>
  private let kept: AnyObject?

  init(
    _ contents: [ArrayBuffer], _ nodes: ProducedNodes<ArrowArray>, keeping kept: AnyObject?
  ) {
    buffers = .allocate(capacity: max(1, contents.count))
    var owned: [UnsafeMutableRawPointer] = []
    for (index, content) in contents.enumerated() {
      switch content {
      case .none: buffers[index] = nil
      case .kept(let memory): buffers[index] = memory
      case .owned(let memory):
        buffers[index] = UnsafeRawPointer(memory)
        owned.append(memory)
      }
    }
    self.owned = owned
    self.nodes = nodes
    self.kept = kept
  }

  deinit {
    nodes.free { $0.pointee.release?($0) }
    for memory in owned { memory.deallocate() }
    buffers.deallocate()
  }
}

/// One buffer of an array.
enum ArrayBuffer {
  case none
  case owned(UnsafeMutableRawPointer)
  /// Belongs to an object that the array keeps.
  case kept(UnsafeRawPointer?)
}

extension ArrowArray {
  /// An array to give away.
  ///
  /// - Parameter kept: an object that owns memory to which the buffers point.
  init(
    length: Int, nullCount: Int, offset: Int = 0, _ buffers: [ArrayBuffer],
    children: [ArrowArray] = [], dictionary: ArrowArray? = nil, keeping kept: AnyObject? = nil
  ) {
    let nodes = ProducedNodes(children: children, dictionary: dictionary)
    let memory = ArrayMemory(buffers, nodes, keeping: kept)
    self.init(
      length: Int64(length), null_count: Int64(nullCount), offset: Int64(offset),
      n_buffers: Int64(buffers.count), n_children: Int64(children.count),
      buffers: memory.buffers, children: nodes.children, dictionary: nodes.dictionary,
      release: { array in
        guard let array, let data = array.pointee.private_data else { return }
        array.pointee.release = nil
        array.pointee.private_data = nil
        Unmanaged<ArrayMemory>.fromOpaque(data).release()
      }, private_data: Unmanaged.passRetained(memory).toOpaque())
  }

  /// An array over the buffers of another one, which `kept` owns.
  init(sharing other: ArrowArray, rows: Range<Int>?, keeping kept: AnyObject) {
    func shared(_ child: UnsafeMutablePointer<ArrowArray>?) -> ArrowArray? {
      child.map { ArrowArray(sharing: $0.pointee, rows: nil, keeping: kept) }
    }
    self.init(
      length: rows?.count ?? Int(other.length),
      nullCount: rows == nil || other.null_count == 0 ? Int(other.null_count) : -1,
      offset: Int(other.offset) + (rows?.lowerBound ?? 0),
      (0..<Int(other.n_buffers)).map { .kept(other.buffers?[$0]) },
      children: (0..<Int(other.n_children)).compactMap { shared(other.children?[$0]) },
      dictionary: shared(other.dictionary), keeping: kept)
  }
}

internal import CArrow
internal import Glibc

/// The memory of a schema that is given away.
private final class SchemaMemory {
  let format: UnsafeMutablePointer<CChar>?
  let name: UnsafeMutablePointer<CChar>?
  let children: UnsafeMutablePointer<UnsafeMutablePointer<ArrowSchema>?>?
  private let childCount: Int
  let dictionary: UnsafeMutablePointer<ArrowSchema>?

  init(format: String, name: String, children: [ArrowSchema], dictionary: ArrowSchema?) {
    self.format = strdup(format)
    self.name = strdup(name)
    childCount = children.count
    self.children = children.isEmpty ? nil : .allocate(capacity: children.count)
    for (index, child) in children.enumerated() {
      let place = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
      place.initialize(to: child)
      self.children?[index] = place
    }
    self.dictionary = dictionary.map { dictionary in
      let place = UnsafeMutablePointer<ArrowSchema>.allocate(capacity: 1)
      place.initialize(to: dictionary)
      return place
    }
  }

  deinit {
    for index in 0..<childCount {
      guard let child = children?[index] else { continue }
      child.pointee.release?(child)
      child.deallocate()
    }
    children?.deallocate()
    if let dictionary {
      dictionary.pointee.release?(dictionary)
      dictionary.deallocate()
    }
    free(format)
    free(name)
  }
}

extension ArrowSchema {
  /// A schema to give away.
  init(
    format: String, name: String, children: [ArrowSchema] = [], dictionary: ArrowSchema? = nil
  ) {
    let memory = SchemaMemory(
      format: format, name: name, children: children, dictionary: dictionary)
    self.init(
      format: UnsafePointer(memory.format), name: UnsafePointer(memory.name), metadata: nil,
      flags: Int64(ARROW_FLAG_NULLABLE), n_children: Int64(children.count),
      children: memory.children, dictionary: memory.dictionary,
      release: { schema in
        guard let schema, let data = schema.pointee.private_data else { return }
        schema.pointee.release = nil
        schema.pointee.private_data = nil
        Unmanaged<SchemaMemory>.fromOpaque(data).release()
      }, private_data: Unmanaged.passRetained(memory).toOpaque())
  }

  /// A copy of another schema, without its metadata.
  init(copying other: ArrowSchema) {
    func copy(_ schema: UnsafeMutablePointer<ArrowSchema>?) -> ArrowSchema? {
      schema.map { ArrowSchema(copying: $0.pointee) }
    }
    self.init(
      format: other.format.map { String(cString: $0) } ?? "n", name: other.columnName,
      children: (0..<Int(other.n_children)).compactMap { copy(other.children?[$0]) },
      dictionary: copy(other.dictionary))
  }
}

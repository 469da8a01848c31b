internal import CArrow
internal import Glibc

/// The memory of a schema that is given away.
private final class SchemaMemory {
  let format: UnsafeMutablePointer<CChar>?
  let name: UnsafeMutablePointer<CChar>?
  private let nodes: ProducedNodes<ArrowSchema>

  init(format: String, name: String, _ nodes: ProducedNodes<ArrowSchema>) {
    self.format = strdup(format)
    self.name = strdup(name)
    self.nodes = nodes
  }

  deinit {
    nodes.free { $0.pointee.release?($0) }
    free(format)
    free(name)
  }
}

extension ArrowSchema {
  /// A schema to give away.
  init(
    format: String, name: String, children: [ArrowSchema] = [], dictionary: ArrowSchema? = nil
  ) {
    let nodes = ProducedNodes(children: children, dictionary: dictionary)
    let memory = SchemaMemory(format: format, name: name, nodes)
    self.init(
      format: UnsafePointer(memory.format), name: UnsafePointer(memory.name), metadata: nil,
      flags: Int64(ARROW_FLAG_NULLABLE), n_children: Int64(children.count),
      children: nodes.children, dictionary: nodes.dictionary,
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

internal import Diagnostics
internal import JSONText
internal import PolicySyntax

extension Shape {
  /// A mapping from names that the author chooses to values of this shape, in written order.
  func byName<Name>(_ names: Shape<Located<Name>>)
    -> Shape<[(name: Located<Name>, value: Value)]>
  {
    let schema: JSON = [
      "type": "object", "minProperties": 1, "propertyNames": names.schema,
      "additionalProperties": schema,
    ]
    return Shape<[(name: Located<Name>, value: Value)]>(schema: schema) {
      [read] node, findings in
      guard let entries = node.entries else {
        findings.append(.mistyped(node, expected: "a mapping"))
        return nil
      }
      if entries.isEmpty {
        findings.append(
          Diagnostic(.emptyList, "the mapping is empty", at: node.span, help: "add an entry"))
        return nil
      }
      var pairs: [(name: Located<Name>, value: Value)] = []
      for entry in entries {
        let name = names.read(entry.keyNode, &findings)
        if let value = read(entry.value, &findings), let name { pairs.append((name, value)) }
      }
      return pairs.count == entries.count ? pairs : nil
    }
  }
}

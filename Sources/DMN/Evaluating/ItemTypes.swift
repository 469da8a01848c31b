/// The types that a model can use: the built-in types of FEEL, and its own item definitions.
struct ItemTypes {
  private let definitions: [String: ItemDefinition]

  private static let mostDepth = 32

  init(_ definitions: [ItemDefinition]) {
    self.definitions = Dictionary(definitions.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Converts between a value and a list with one element, as the type requires (DMN 1.3, clause
  /// 10.3.2.9.4).
  func shaped(_ value: FEELValue, _ type: String?) -> FEELValue {
    guard let type, let definition = definitions[type] else {
      guard type != nil, case .list(let members) = value, members.count == 1 else { return value }
      return members[0]
    }
    switch value {
    case .null: return value
    case .list(let members):
      return !definition.isCollection && members.count == 1 ? members[0] : value
    default: return definition.isCollection ? .list([value]) : value
    }
  }

  /// Whether a type includes a value; every type includes null.
  func accepts(_ value: FEELValue, _ type: String, line: Int, depth: Int = 0) throws(ModelProblem)
    -> Bool
  {
    guard depth < ItemTypes.mostDepth else {
      throw ModelProblem(
        "the type `\(type)` refers to itself", line: line, help: "remove one of the references")
    }
    guard let definition = definitions[type] else { return value.isOfBuiltInType(type) }
    return try accepts(value, definition, line: line, depth: depth)
  }

  private func accepts(_ value: FEELValue, _ definition: ItemDefinition, line: Int, depth: Int)
    throws(ModelProblem) -> Bool
  {
    if value == .null { return true }
    var members = [value]
    if definition.isCollection {
      guard case .list(let list) = value else { return false }
      members = list
    }
    for member in members where try !acceptsOne(member, definition, line: line, depth: depth) {
      return false
    }
    return true
  }

  private func acceptsOne(_ value: FEELValue, _ definition: ItemDefinition, line: Int, depth: Int)
    throws(ModelProblem) -> Bool
  {
    switch definition.content {
    case .values(let type, let allowed):
      guard try accepts(value, type, line: line, depth: depth + 1) else { return false }
      guard let allowed else { return true }
      return try FEELEvaluation(values: [:], line: line).accepts(allowed, value) == true
    case .structure(let components):
      guard case .context(let stated) = value else { return components.isEmpty }
      for component in components {
        guard
          try accepts(
            stated[component.name] ?? .null, component, line: line, depth: depth + 1)
        else { return false }
      }
      return true
    }
  }
}

extension FEELValue {
  /// Whether a built-in type includes the value. An unknown type includes every value.
  fileprivate func isOfBuiltInType(_ name: String) -> Bool {
    switch (name, self) {
    case (_, .null): true
    case ("string", _), ("number", _), ("boolean", _), ("date", _), ("time", _), ("context", _):
      typeName == name
    case ("date and time", _), ("dateTime", _):
      typeName == "date and time"
    case ("days and time duration", _), ("dayTimeDuration", _):
      typeName == "days and time duration"
    case ("years and months duration", _), ("yearMonthDuration", _):
      typeName == "years and months duration"
    default: true
    }
  }
}

internal import DecisionRequests
internal import DecisionTable

/// Which types of columns can state a fact.
extension ColumnType {
  var isText: Bool {
    switch self {
    case .text, .dictionary(_, _, .text): true
    default: false
    }
  }

  var isInteger: Bool {
    if case .integer = self { true } else { false }
  }

  var isNumber: Bool {
    switch self {
    case .integer, .floating, .decimal: true
    default: false
    }
  }

  var isDay: Bool {
    switch self {
    case .days, .ticks: true
    default: false
    }
  }

  var isListOfTexts: Bool {
    if case .list(_, let element) = self { element.isText || element == .null } else { false }
  }

  /// - Parameter check: reports a type that does not suit, if its first argument is false.
  func check(
    states role: FactColumns.Role, of fact: Fact, as column: String,
    orElse check: (Bool, String) throws(ColumnError) -> Void
  ) throws(ColumnError) {
    switch (fact.type, role) {
    case (.records(let type), .value), (.records(let type), .present):
      switch self {
      case .list(_, .structure(let fields)):
        for field in fields { try field.check(isPartOf: type, in: column) }
      case .list(_, .null): break
      default: try check(false, "a list of entries (structs)")
      }
    case (_, .since), (_, .completeFrom), (_, .completeUntil): try check(isDay, "a date")
    case (_, .length): try check(isNumber, "a number")
    case (.set, _): try check(isListOfTexts, "a list of texts")
    default: try checkScalar(fact.type, orElse: check)
    }
  }

  fileprivate func checkScalar(
    _ fact: FactType, orElse check: (Bool, String) throws(ColumnError) -> Void
  ) throws(ColumnError) {
    switch fact {
    case .boolean: try check(self == .boolean, "true or false")
    case .code: try check(isText, "a text, a code as in `CPT:76498`")
    case .choice: try check(isText, "a text")
    case .number: try check(isNumber, "a number")
    case .date: try check(isDay, "a date")
    case .duration, .set, .records: preconditionFailure("a fact whose columns have roles")
    }
  }
}

extension ColumnField {
  /// Checks an attribute of the entries of a list.
  fileprivate func check(isPartOf record: RecordType, in column: String) throws(ColumnError) {
    func check(_ isRead: Bool, _ expected: String) throws(ColumnError) {
      guard isRead || type == .null else {
        throw .wrongType(column: "\(column).\(name)", expected: expected, format: "\(type)")
      }
    }
    if name == RecordType.day { return try check(type.isDay, "a date") }
    guard let attribute = record.attribute(name) else {
      throw .unknownAttribute(
        column: column, attribute: name, known: [RecordType.day] + record.attributes.map(\.id))
    }
    try type.checkScalar(attribute.type.factType, orElse: check)
  }
}

extension SQLExpression {
  /// A value where a condition is true, null elsewhere.
  static func when(_ condition: SQLExpression, _ value: SQLExpression, _ type: SQLType)
    -> SQLExpression
  {
    .choose([.init(condition, value)], otherwise: .cast(.null, type))
  }

  /// Whether a JSON value has a type.
  static func isKind(_ json: SQLExpression, _ kind: JSONKind) -> SQLExpression {
    .equal(kindOnce(of: json), .text(kind.rawValue))
  }

  /// Whether there is a JSON value, and its type is neither null nor one of these.
  static func isOther(_ json: SQLExpression, than kinds: [JSONKind]) -> SQLExpression {
    .not(.isAmong(kindOnce(of: json), (kinds + [.null]).map { .text($0.rawValue) }))
  }

  /// Whether an object has a member with another name.
  static func holdsOthers(_ json: SQLExpression, than names: [String]) -> SQLExpression {
    .someElement(.memberNames(of: json), .not(.isAmong(.element, names.map { .text($0) })))
  }

  /// The step `kinds` works out the type of each column of JSON once.
  private static func kindOnce(of json: SQLExpression) -> SQLExpression {
    if case .column(let name) = json { .column("\(name).kind") } else { .kind(of: json) }
  }
}

/// How members are joined.
public enum Connective: Hashable, Sendable {
  case allOf
  case anyOf
  case noneOf
  case atLeast(Int)

  /// The key that joins members, in sources and in tables.
  package enum Key: String, CaseIterable, Sendable {
    case allOf = "all_of"
    case anyOf = "any_of"
    case noneOf = "none_of"
    /// `{at_least: 2, of: […]}`
    case someOf = "some_of"
  }

  package var key: Key {
    switch self {
    case .allOf: .allOf
    case .anyOf: .anyOf
    case .noneOf: .noneOf
    case .atLeast: .someOf
    }
  }
}

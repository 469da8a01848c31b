internal import Diagnostics
internal import PolicySyntax

/// An end of a range: `at_least: 20 pack-years`.
package struct BoundSource: Sendable {
  package let key: Located<BoundKey>
  package let quantity: Located<String>
}

/// The keys of the bounds of ranges: of numbers, of times before the date of service, and of dates.
package enum BoundKey: String, Sendable, CaseIterable {
  case atLeast = "at_least"
  case over
  case atMost = "at_most"
  case under
  case within
  case from
  case after
  case until
  case before

  var isLower: Bool {
    switch self {
    case .atLeast, .over, .from, .after: true
    case .atMost, .under, .within, .until, .before: false
    }
  }

  fileprivate var about: String {
    switch self {
    case .atLeast:
      "This much, or more; of a time before the date of service: this long ago or longer."
    case .over: "More than this."
    case .atMost: "This much, or less."
    case .under: "Less than this."
    case .within: "At most this long before the date of service: `15 years`."
    case .from: "This day or later."
    case .after: "Later than this day."
    case .until: "This day or earlier."
    case .before: "Earlier than this day."
    }
  }
}

extension FactSource.Kind {
  /// The bounds that ranges of such a fact can have.
  var boundKeys: [BoundKey] {
    switch self {
    case .number, .integer: [.atLeast, .over, .atMost, .under]
    case .duration: [.atLeast, .over, .within, .under]
    case .date: [.from, .after, .until, .before]
    case .boolean, .code, .choice, .set, .records: []
    }
  }
}

extension Shapes {
  /// The bounds of a range, in the order in which the language lists them.
  static let range: Shape<[BoundSource]> = range(of: nil)

  /// - Parameter kind: the type of the fact, if it is known; a misspelt key is taken for one of its bounds.
  static func range(of kind: FactSource.Kind?) -> Shape<[BoundSource]> {
    record(
      bounds, suggests: { key, _ in kind?.boundKeys.contains { $0.rawValue == key } ?? true })
  }

  private static let bounds: RecordPart<[BoundSource]> = RecordPart(
    .all(BoundKey.allCases.map(bound)),
    checked: { bounds in
      let bounds = bounds.compactMap(\.self)
      let conflict = conflict(among: bounds.map { ($0.key.span, $0.key.value.isLower) })
      return conflict.map { .refused($0) } ?? .sound(bounds)
    })

  /// The finding about a range with two bounds on one side, or nil if it has at most one on each.
  static func conflict(among bounds: [(key: Span, isLower: Bool)]) -> Diagnostic? {
    for (index, bound) in bounds.enumerated() {
      guard let first = bounds[..<index].first(where: { $0.isLower == bound.isLower })
      else { continue }
      return Diagnostic(
        .conflictingKeys, "the range has two bounds on one side", at: bound.key,
        notes: [.init("the first one is here", at: .init(first.key))],
        help: "remove one of the two")
    }
    return nil
  }

  static func bound(_ key: BoundKey) -> RecordPart<BoundSource?> {
    optional(key.rawValue, tokenOrNumber.located, key.about).locatedAtKey().map { bound in
      bound.map { BoundSource(key: Located(key, $0.span), quantity: $0.value) }
    }
  }
}

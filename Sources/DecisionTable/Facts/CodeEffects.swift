internal import Values

/// What coded conditions say of the terms of one set.
struct CodeEffects: Sendable {
  struct Effect: Sendable {
    /// Terms, by their place, that such a code leaves open.
    var opens: [Int] = []
    /// Of those, the ones that it establishes where codes count as terms.
    var establishes: [Int] = []
  }

  /// The effect of the code itself, and of one so short that rows for its subdivisions exist.
  private var exact: [Code: Effect] = [:]
  /// The effect of a category on every code below it.
  private var below: [Code: Effect] = [:]

  /// - Parameter tests: those that read the set.
  init(bindings: [CodeBinding], terms: [Term], tests: [UnaryTest]) {
    let places = Dictionary(
      terms.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for binding in bindings {
      let opens = binding.terms.compactMap { places[$0] }
      let establishes = binding.establishes(in: tests) ? opens : []
      let effect = Effect(opens: opens, establishes: establishes)
      exact[binding.code, default: Effect()].add(effect)
      if binding.isCategory { below[binding.code, default: Effect()].add(effect) }
      for ancestor in binding.code.ancestors {
        exact[ancestor, default: Effect()].add(Effect(opens: opens))
      }
    }
  }

  func forEach(of code: Code, _ body: (Effect) -> Void) {
    if let effect = exact[code] { body(effect) }
    if below.isEmpty { return }
    for ancestor in code.ancestors {
      if let effect = below[ancestor] { body(effect) }
    }
  }
}

extension CodeEffects.Effect {
  fileprivate mutating func add(_ other: Self) {
    opens += other.opens.filter { !opens.contains($0) }
    establishes += other.establishes.filter { !establishes.contains($0) }
  }
}

extension CodeBinding {
  /// A code of several terms says that one of them holds, not which. Only where no test tells them
  /// apart does it establish them.
  fileprivate func establishes(in tests: [UnaryTest]) -> Bool {
    guard decides, confidence == .high else { return false }
    return tests.allSatisfy { test in
      let read = terms.count { test.values.contains(.word($0)) }
      return read == 0 || read == terms.count
    }
  }
}

internal import Values

/// What coded conditions imply about the terms of one set, in an arena.
struct CodeEffects: BitwiseCopyable, Sendable {
  /// Ranges of indices into `terms`.
  struct Effect: BitwiseCopyable, Sendable {
    fileprivate let start: Int32
    fileprivate let middle: Int32
    fileprivate let end: Int32
    /// Whether a binding has the code or its category, and not only a code below it.
    fileprivate let isBound: Bool

    /// Terms that the code leaves open,
    var opens: Range<Int32> { start..<middle }
    /// and those of them that it establishes if codes count as terms.
    var establishes: Range<Int32> { middle..<end }
  }

  /// The effect of the code itself, and of one so short that rows for its subdivisions exist.
  private let exact: CodeTable<Effect>
  /// The effect of a category on every code below it.
  private let below: CodeTable<Effect>
  private let terms: FrozenArray<Int32>
  /// By system, whether a code that is not bound is none of the terms.
  private let isComplete: FrozenArray<Bool>

  /// - Parameters:
  ///   - tests: those that read the set.
  ///   - isComplete: whether the bindings cover a code system.
  init(
    bindings: [CodeBinding], terms: [Term], tests: [UnaryTest],
    isComplete: (CodeSystem) -> Bool, in arena: Arena
  ) {
    let indices = Dictionary(
      terms.enumerated().map { ($1.id, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    var exact: [Code: Gathered] = [:]
    var below: [Code: Gathered] = [:]
    for binding in bindings {
      let opens = binding.terms.compactMap { indices[$0] }
      let establishes = binding.establishes(in: tests) ? opens : []
      exact[binding.code, default: Gathered()].add(opens, establishes)
      exact[binding.code]?.isBound = true
      if binding.isCategory { below[binding.code, default: Gathered()].add(opens, establishes) }
      for ancestor in binding.code.ancestors {
        exact[ancestor, default: Gathered()].add(opens, [])
      }
    }
    var pool: [Int32] = []
    func laid(_ gathered: [Code: Gathered]) -> CodeTable<Effect> {
      CodeTable(
        gathered.sorted { $0.key < $1.key }.map { code, effect in
          let start = Int32(pool.count)
          pool += effect.opens
          let middle = Int32(pool.count)
          pool += effect.establishes
          return (
            code,
            Effect(
              start: start, middle: middle, end: Int32(pool.count), isBound: effect.isBound)
          )
        }, in: arena)
    }
    self.exact = laid(exact)
    self.below = laid(below)
    self.terms = FrozenArray(pool, in: arena)
    self.isComplete = FrozenArray(CodeSystem.allCases.map(isComplete), in: arena)
  }

  /// Whether no binding has the code, its categories or codes below it, as is usual; false if there
  /// may be one.
  @inline(__always)
  func isUnrelated(_ code: Code) -> Bool { !exact.mayContainRelatives(of: code) }

  /// Whether a code that is not bound can mean any of the terms.
  @inline(__always)
  func isOpen(_ system: CodeSystem) -> Bool { !isComplete[system.index] }

  /// Whether a code can mean any of the terms, since no binding says which of them it means.
  func canMeanAnyTerm(_ code: Code) -> Bool {
    guard isOpen(code.system) else { return false }
    if exact[code]?.isBound == true { return false }
    return !code.ancestors.contains { below[$0] != nil }
  }

  func forEach(of code: Code, _ body: (Effect) -> Void) {
    if let effect = exact[code] { body(effect) }
    for ancestor in code.ancestors {
      if let effect = below[ancestor] { body(effect) }
    }
  }

  /// The index of a term of the set, by its offset in `terms`.
  func term(_ offset: Int32) -> Int { Int(terms[Int(offset)]) }

  private struct Gathered {
    var opens: [Int32] = []
    var establishes: [Int32] = []
    var isBound = false

    mutating func add(_ more: [Int32], _ sure: [Int32]) {
      opens += more.filter { !opens.contains($0) }
      establishes += sure.filter { !establishes.contains($0) }
    }
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

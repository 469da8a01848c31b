package import Values

/// What a revision of a policy decides: facts in, a verdict out.
///
/// These are the declarations, as they are read and printed; a `Decider` is made of them to decide.
public struct DecisionTable: Sendable {
  /// Which answers the table gives.
  public let version: TableVersion
  public let facts: [Fact]
  /// The condition under which the policy applies to a request at all.
  public let scope: FactCondition
  /// In order of precedence: the first that holds decides.
  public let statements: [Statement]
  /// Codes that imply, or may imply, terms.
  public let bindings: [CodeBinding]
  /// The code systems that the bindings cover completely.
  public let completeSystems: [CompleteCodeSystem]
  /// When codes are valid; those that are not listed always are.
  public let periods: [CodePeriod]

  /// - Precondition: tests read declared facts, and name values that those can have.
  package init(
    facts: [Fact], scope: FactCondition, statements: [Statement], bindings: [CodeBinding],
    completeSystems: [CompleteCodeSystem] = [], periods: [CodePeriod] = [],
    version: TableVersion = .latest
  ) {
    self.version = version
    self.facts = facts
    self.scope = scope
    self.statements = statements
    self.bindings = bindings
    self.completeSystems = completeSystems
    self.periods = periods
  }

  /// Whether a code of a system is something other than every term of a terminology if no binding
  /// concerns it. In version 1 of the format, every such code is.
  package func isComplete(_ system: CodeSystem, of terminology: String) -> Bool {
    version == .one
      || completeSystems.contains { $0.terminology == terminology && $0.system == system }
  }

  /// Every test, scope first, then in document order.
  public var tests: [UnaryTest] { scope.tests + statements.flatMap(\.criterion.tests) }

  /// The facts that other tables declare and this one does not, each once, in the order of the tables.
  package func facts(onlyIn others: some Sequence<DecisionTable>) -> [String] {
    var known = Set(facts.map(\.id))
    return others.flatMap(\.facts).map(\.id).filter { known.insert($0).inserted }
  }

  /// The criterion of that id, in document order the first.
  package func criterion(_ id: String) -> Criterion? {
    statements.lazy.flatMap(\.criterion.withDescendants).first { $0.id == id }
  }
}

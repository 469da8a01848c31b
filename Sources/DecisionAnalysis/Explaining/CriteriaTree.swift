package import DecisionTable

/// The criteria of a table as a reader sees them. Each criterion, test and group of conditions is a
/// part, in document order, with its function.
///
/// A circuit shares and merges parts; the tree keeps each part where it is printed.
package struct CriteriaTree: Sendable {
  package struct Part: Sendable {
    package enum Content: Sendable {
      case test(UnaryTest)
      /// A group of conditions, which do not have labels.
      case group(Connective)
      case criterion(Criterion)
    }

    /// The part's role in its parent.
    package enum Role: Sendable {
      case scope
      case statement
      case requirement
      case exception
      /// The only test of a criterion, or the condition of the criterion to which it refers.
      case rule
      /// A member of a group of criteria or conditions.
      case member
    }

    package let content: Content
    package let role: Role
    /// Indices of the parent, which is nil for the scope and for statements, and of the children.
    package let parent: Int?
    package fileprivate(set) var children: [Int] = []
    let function: Circuit.Ref
  }

  /// The parts, each before its descendants.
  package private(set) var parts: [Part] = []
  /// The index of each statement's part.
  package private(set) var statements: [Int] = []
  private(set) var circuit: Circuit
  let space: FactSpace

  /// The index of the scope's part.
  package static let scope = 0

  package init(_ decider: Decider) {
    var builder = CircuitBuilder(decider.table, decider.space)
    self.init(decider.table, decider.space, &builder)
  }

  init(_ table: DecisionTable, _ space: FactSpace, _ builder: inout CircuitBuilder) {
    self.space = space
    circuit = builder.circuit
    add(table.scope, .scope, under: nil, &builder)
    for statement in table.statements {
      statements.append(add(statement.criterion, .statement, under: nil, &builder))
    }
    circuit = builder.circuit
  }

  /// The innermost criterion that is or contains a part, or nil for a part of the scope.
  package func criterion(of part: Int) -> Criterion? {
    var index: Int? = part
    while let current = index {
      if case .criterion(let criterion) = parts[current].content { return criterion }
      index = parts[current].parent
    }
    return nil
  }

  private mutating func begin(
    _ content: Part.Content, _ role: Part.Role, under parent: Int?, _ function: Circuit.Ref
  ) -> Int {
    let index = parts.count
    parts.append(Part(content: content, role: role, parent: parent, function: function))
    if let parent { parts[parent].children.append(index) }
    return index
  }

  @discardableResult
  private mutating func add(
    _ condition: FactCondition, _ role: Part.Role, under parent: Int?,
    _ builder: inout CircuitBuilder
  ) -> Int {
    let function = builder.function(of: condition)
    switch condition {
    case .test(let test): return begin(.test(test), role, under: parent, function)
    case .group(let connective, let members):
      let index = begin(.group(connective), role, under: parent, function)
      for member in members { add(member, .member, under: index, &builder) }
      return index
    case .reference(let reference):
      return add(reference.condition, role, under: parent, &builder)
    }
  }

  @discardableResult
  private mutating func add(
    _ criterion: Criterion, _ role: Part.Role, under parent: Int?, _ builder: inout CircuitBuilder
  ) -> Int {
    let index = begin(
      .criterion(criterion), role, under: parent, builder.function(of: criterion))
    for condition in criterion.requirements {
      add(condition, .requirement, under: index, &builder)
    }
    for condition in criterion.exceptions { add(condition, .exception, under: index, &builder) }
    switch criterion.rule {
    case .test(let test): add(.test(test), .rule, under: index, &builder)
    case .reference(let reference): add(reference.condition, .rule, under: index, &builder)
    case .group(_, let members):
      for member in members { add(member, .member, under: index, &builder) }
    }
    return index
  }
}

extension CircuitBuilder {
  /// The conjunction of a criterion's rule, requirements and negated exceptions.
  fileprivate mutating func function(of criterion: Criterion) -> Circuit.Ref {
    var conjuncts: [Circuit.Ref] = []
    for condition in criterion.requirements { conjuncts.append(function(of: condition)) }
    for condition in criterion.exceptions { conjuncts.append(!function(of: condition)) }
    switch criterion.rule {
    case .test(let test): conjuncts.append(function(of: test))
    case .reference(let reference): conjuncts.append(function(of: reference.condition))
    case .group(let connective, let members):
      var refs: [Circuit.Ref] = []
      for member in members { refs.append(function(of: member)) }
      conjuncts.append(join(refs, connective))
    }
    return join(conjuncts, .allOf)
  }
}

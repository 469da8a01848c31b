package import DecisionTable

/// The criteria of a table as people read them: a part a criterion, a test and a group of
/// conditions, in document order, each with its meaning as a function.
///
/// A circuit shares equal parts and folds others together; here each stands where it is printed.
package struct CriteriaTree: Sendable {
  package struct Part: Sendable {
    package enum Content: Sendable {
      case test(UnaryTest)
      /// Conditions without labels, joined.
      case group(Connective)
      case criterion(Criterion)
    }

    /// What the part is to the one above it.
    package enum Role: Sendable {
      case scope
      case statement
      case requirement
      case exception
      /// The one test of a criterion, or what the criterion decides to which it refers.
      case rule
      /// Of a group of criteria or of conditions.
      case member
    }

    package let content: Content
    package let role: Role
    package let parent: Int?
    package fileprivate(set) var children: [Int] = []
    let function: Circuit.Ref
  }

  /// Each before those under it.
  package private(set) var parts: [Part] = []
  package private(set) var statements: [Int] = []
  private(set) var circuit: Circuit
  let space: FactSpace

  /// The place of the scope among the parts.
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

  /// The criterion or, in the scope, the part of no criterion, in which a part stands.
  package func criterion(of part: Int) -> Criterion? {
    var place: Int? = part
    while let current = place {
      if case .criterion(let criterion) = parts[current].content { return criterion }
      place = parts[current].parent
    }
    return nil
  }

  private mutating func begin(
    _ content: Part.Content, _ role: Part.Role, under parent: Int?, _ function: Circuit.Ref
  ) -> Int {
    let place = parts.count
    parts.append(Part(content: content, role: role, parent: parent, function: function))
    if let parent { parts[parent].children.append(place) }
    return place
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
      let place = begin(.group(connective), role, under: parent, function)
      for member in members { add(member, .member, under: place, &builder) }
      return place
    case .reference(let reference):
      return add(reference.condition, role, under: parent, &builder)
    }
  }

  @discardableResult
  private mutating func add(
    _ criterion: Criterion, _ role: Part.Role, under parent: Int?, _ builder: inout CircuitBuilder
  ) -> Int {
    let place = begin(
      .criterion(criterion), role, under: parent, builder.function(of: criterion))
    for condition in criterion.requirements {
      add(condition, .requirement, under: place, &builder)
    }
    for condition in criterion.exceptions { add(condition, .exception, under: place, &builder) }
    switch criterion.rule {
    case .test(let test): add(.test(test), .rule, under: place, &builder)
    case .reference(let reference): add(reference.condition, .rule, under: place, &builder)
    case .group(_, let members):
      for member in members { add(member, .member, under: place, &builder) }
    }
    return place
  }
}

extension CircuitBuilder {
  /// Rule, requirements and exceptions.
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

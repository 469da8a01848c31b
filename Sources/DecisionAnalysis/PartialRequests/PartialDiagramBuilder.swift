internal import DecisionTable

/// Builds functions of partial requests from functions of complete requests.
struct PartialDiagramBuilder {
  private let complete: Diagram
  private let statements: [Statement]
  private let variables: [DecisionVariable]
  private let ends: AnswerEnds
  /// Diagrams over complete requests: the answers, and differences between them.
  private var answers = DiagramArena(.partial)
  private var answerRoot = Diagram.silent
  /// Diagrams over partial requests.
  private var partial: DiagramArena

  init(_ statements: [Statement], _ complete: Diagram, _ variables: [DecisionVariable]) {
    self.complete = complete
    self.statements = statements
    self.variables = variables
    let ends = AnswerEnds()
    self.ends = ends
    partial = DiagramArena(.partial) { ends.joined($0, $1) }
  }

  // MARK: The answer

  /// The answer of all completions, from the decision over complete requests.
  mutating func answer(_ decision: Diagram.Ref) throws(DiagramTooLarge)
    -> PartialFunction<PartialDecision.Answer>
  {
    var made: [Diagram.Ref: Diagram.Ref] = [:]
    answerRoot = try answerOnly(decision, &made)
    var lifted: [Diagram.Ref: Diagram.Ref] = [:]
    let root = try lift(decision, of: complete, joining: .join, &lifted) { [ends, statements] in
      ends.ref(of: $0, statements)
    }
    return PartialFunction(partial.diagram, root: root) { [ends] in ends.answer($0) }
  }

  /// The decision, with one terminal for all statements of an outcome.
  private mutating func answerOnly(
    _ ref: Diagram.Ref, _ made: inout [Diagram.Ref: Diagram.Ref]
  ) throws(DiagramTooLarge) -> Diagram.Ref {
    guard ref >= 0 else {
      guard let statement = Diagram.statement(of: ref) else { return ref }
      let outcome = statements[statement].outcome
      return Diagram.statement(statements.firstIndex { $0.outcome == outcome } ?? statement)
    }
    if let known = made[ref] { return known }
    var children: [Diagram.Ref] = []
    for child in complete.children(of: Int(ref)) {
      children.append(try answerOnly(child, &made))
    }
    let result = try answers.node(complete.variables[Int(ref)], children)
    made[ref] = result
    return result
  }

  // MARK: Needs and leaves

  /// Whether the fact with these variables is needed. Changing one term at a time leads from any value
  /// of a set to any other, so a set is needed if one of its terms is.
  mutating func needs(_ own: [Int]) throws(DiagramTooLarge) -> PartialFunction<Bool> {
    var root = Diagram.no
    for variable in own.reversed() {
      var made: [Diagram.Ref: Diagram.Ref] = [:]
      let difference = try difference(of: answerRoot, by: Int32(variable), &made)
      var lifted: [Diagram.Ref: Diagram.Ref] = [:]
      let possible = try lift(difference, of: answers.diagram, joining: .or, &lifted) { $0 }
      let count = variables[variable].cellCount
      let unknown = try partial.node(
        Int32(variable), Array(repeating: Diagram.no, count: count) + [Diagram.yes])
      root = try partial.make(.or, try partial.make(.and, unknown, possible), root)
    }
    return function(root)
  }

  /// Whether a function of complete requests is true in every completion.
  mutating func certain(_ ref: Diagram.Ref) throws(DiagramTooLarge) -> PartialFunction<Bool> {
    var lifted: [Diagram.Ref: Diagram.Ref] = [:]
    let root = try lift(ref, of: complete, joining: .and, &lifted) { $0 }
    return function(root)
  }

  private func function(_ root: Diagram.Ref) -> PartialFunction<Bool> {
    PartialFunction(partial.diagram, root: root) { $0 == Diagram.yes }
  }

  /// The boolean difference: where two cells of a variable give different answers. It does not depend
  /// on the variable itself.
  private mutating func difference(
    of ref: Diagram.Ref, by variable: Int32, _ made: inout [Diagram.Ref: Diagram.Ref]
  ) throws(DiagramTooLarge) -> Diagram.Ref {
    let asked = answers.variable(ref)
    guard asked <= variable else { return Diagram.no }
    if let known = made[ref] { return known }
    let children = Array(answers.diagram.children(of: Int(ref)))
    let result: Diagram.Ref
    if asked == variable {
      var differs = Diagram.no
      for child in Set(children.dropFirst()).sorted() {
        differs = try answers.make(.or, try answers.make(.differ, children[0], child), differs)
      }
      result = differs
    } else {
      var differences: [Diagram.Ref] = []
      for child in children { differences.append(try difference(of: child, by: variable, &made)) }
      result = try answers.node(asked, differences)
    }
    made[ref] = result
    return result
  }

  /// The function of partial requests that joins the values of a function over all completions.
  private mutating func lift(
    _ ref: Diagram.Ref, of diagram: Diagram, joining operation: DiagramArena.Operation,
    _ lifted: inout [Diagram.Ref: Diagram.Ref], _ terminal: (Diagram.Ref) -> Diagram.Ref
  ) throws(DiagramTooLarge) -> Diagram.Ref {
    guard ref >= 0 else { return terminal(ref) }
    if let known = lifted[ref] { return known }
    var children: [Diagram.Ref] = []
    for child in diagram.children(of: Int(ref)) {
      children.append(try lift(child, of: diagram, joining: operation, &lifted, terminal))
    }
    var unknown = children[0]
    for child in Set(children).sorted() where child != unknown {
      unknown = try partial.make(operation, child, unknown)
    }
    let result = try partial.node(diagram.variables[Int(ref)], children + [unknown])
    lifted[ref] = result
    return result
  }
}

/// The answers of partial requests, numbered as terminals in the order in which they appear.
private final class AnswerEnds {
  private var answers: [PartialDecision.Answer] = []
  private var refs: [PartialDecision.Answer: Diagram.Ref] = [:]

  /// The first terminal, `DiagramArena.open`.
  private static let open = PartialDecision.Answer(complete: nil, statements: [])

  init() { _ = ref(AnswerEnds.open) }

  func answer(_ ref: Diagram.Ref) -> PartialDecision.Answer { answers[Int(-1 - ref)] }

  /// The terminal for the answer of a complete request, given the terminal of its decision.
  func ref(of terminal: Diagram.Ref, _ statements: [Statement]) -> Diagram.Ref {
    guard let index = Diagram.statement(of: terminal) else {
      return ref(
        PartialDecision.Answer(
          complete: terminal == Diagram.outOfScope ? .outOfScope : .silent, statements: []))
    }
    let outcome = statements[index].outcome
    return ref(
      PartialDecision.Answer(
        complete: .outcome(outcome), statements: [index]))
  }

  func joined(_ one: Diagram.Ref, _ other: Diagram.Ref) -> Diagram.Ref {
    let (one, other) = (answer(one), answer(other))
    guard one.complete == other.complete else {
      return DiagramArena.open
    }
    return ref(
      PartialDecision.Answer(
        complete: one.complete,
        statements: Set(one.statements).union(other.statements).sorted()))
  }

  private func ref(_ answer: PartialDecision.Answer) -> Diagram.Ref {
    if let known = refs[answer] { return known }
    let ref = Diagram.Ref(-1 - answers.count)
    answers.append(answer)
    refs[answer] = ref
    return ref
  }
}

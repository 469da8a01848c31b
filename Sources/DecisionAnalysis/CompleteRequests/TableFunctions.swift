package import DecisionTable

/// A table as functions of the facts that say when each answer is given.
package struct TableFunctions {
  package let scope: CompleteRequests.Function
  /// When each statement holds, regardless of earlier statements.
  package let statements: [CompleteRequests.Function]
  /// When the request is in scope and each statement is the first to hold.
  package let decides: [CompleteRequests.Function]
  /// When each answer is given. Exactly one of these functions is true for a complete request.
  package let answers: [(answer: CompleteAnswer, when: CompleteRequests.Function)]
  /// When the request is met.
  package let met: CompleteRequests.Function
}

extension CompleteRequests {
  /// The functions of one of the tables over which these requests were made.
  package func functions(of table: DecisionTable) -> TableFunctions {
    let table = validity.reading(table)
    return functions(
      scope: condition(table.scope), outcomes: table.statements.map(\.outcome),
      statements: table.statements.map { criterion($0.criterion) })
  }

  func functions(scope: Function, outcomes: [Outcome], statements: [Function]) -> TableFunctions {
    var decides: [Function] = []
    for (index, statement) in statements.enumerated() {
      decides.append(all([scope, not(any(Array(statements[..<index]))), statement]))
    }
    var answers: [(answer: CompleteAnswer, when: Function)] = [(.outOfScope, not(scope))]
    answers.append((.silent, all([scope, not(any(statements))])))
    for outcome in Outcome.allCases where outcomes.contains(outcome) {
      let deciding = decides.indices.filter { outcomes[$0] == outcome }.map { decides[$0] }
      answers.append((.outcome(outcome), any(deciding)))
    }
    return TableFunctions(
      scope: scope, statements: statements, decides: decides, answers: answers,
      met: any(answers.filter { $0.answer.result == .met }.map(\.when)))
  }

  /// The conjunction of a criterion's rule, requirements and negated exceptions.
  package func criterion(_ criterion: Criterion) -> Function {
    let rule: Function =
      switch criterion.rule {
      case .test(let test): condition(.test(test))
      case .reference(let reference): condition(reference.condition)
      case .group(let connective, let members):
        join(members.map { self.criterion($0) }, connective)
      }
    return all(conjuncts(of: criterion) + [rule])
  }

  /// The functions of the requirements and of the negated exceptions.
  func conjuncts(of criterion: Criterion) -> [Function] {
    criterion.requirements.map { condition($0) }
      + criterion.exceptions.map { not(condition($0)) }
  }

  /// When two tables give different answers, in result or in outcome.
  package func differ(_ one: TableFunctions, _ other: TableFunctions) -> Function {
    any(
      one.answers.map { answer, when in
        all([when, not(other.answers.first { $0.answer == answer }?.when ?? .never)])
      })
  }

  /// The answer of a table to an example.
  package func answer(_ table: TableFunctions, to example: Example) -> CompleteAnswer {
    guard let given = table.answers.first(where: { holds($0.when, in: example) }) else {
      preconditionFailure("one answer holds of a complete request")
    }
    return given.answer
  }
}

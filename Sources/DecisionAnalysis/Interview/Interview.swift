package import DecisionTable
package import Values

/// The facts of a table as an ordered list of questions, each with the situations in which its answer
/// can no longer change the decision.
///
/// A situation refers to earlier questions only, so it holds whatever the later answers are. Every
/// listed situation is correct; `excesses` says why some may be missing.
package struct Interview: Sendable {
  /// What is known from the answer to an earlier question.
  package enum Reading: Hashable, Sendable {
    /// The answer is one of these.
    case oneOf([Option])
    /// The number or date lies in this interval.
    case within(Interval)
    /// The set contains the term.
    case contains(term: String)
    /// The set is known not to contain the term.
    case doesNotContain(term: String)
  }

  /// An answer that can be chosen.
  package enum Option: Hashable, Sendable {
    case boolean(Bool)
    case word(String)
    case code(Code)
    /// A code that no test names.
    case otherCode
  }

  package struct Premise: Hashable, Sendable {
    /// The index of an earlier question.
    package let question: Int
    package let reading: Reading

    package init(question: Int, reading: Reading) {
      self.question = question
      self.reading = reading
    }
  }

  /// A conjunction of premises.
  package struct Situation: Hashable, Sendable {
    package let premises: [Premise]

    package init(premises: [Premise]) { self.premises = premises }
  }

  package struct Question: Sendable {
    /// An index into the table's facts.
    package let fact: Int
    /// The situations in which the question does not matter, without those that imply another one.
    package let idle: [Situation]
    /// The terms of a set that tests read, in the order of the terminology.
    package let terms: [Term]
    /// The codes that tests name; empty if the fact is not a code.
    package let codes: [Code]
  }

  /// Why a question may be asked although it no longer matters.
  package enum Excess: Hashable, Sendable {
    /// The answer alone does not tell how long before the date of service a day was, so situations do
    /// not refer to it.
    case duration(fact: Int)
    /// The code is valid only on some dates.
    case period(fact: Int)
    /// Not all situations are listed, or the decision is too large to list any.
    case bound
  }

  package let questions: [Question]
  package let excesses: [Excess]

  /// Asks first the facts that the scope reads, then the other tested facts, each group in the order
  /// of the table.
  package init(_ table: DecisionTable) {
    let tested = Set(table.tests.map(\.fact))
    let scope = Set(table.scope.tests.map(\.fact))
    let order =
      table.facts.indices.filter { scope.contains(table.facts[$0].id) }
      + table.facts.indices.filter {
        tested.contains(table.facts[$0].id) && !scope.contains(table.facts[$0].id)
      }
    var relevance = QuestionRelevance(table, asking: order)
    var questions: [Question] = []
    for (index, fact) in order.enumerated() {
      questions.append(
        Question(
          fact: fact, idle: relevance.idleSituations(of: index),
          terms: relevance.terms(of: fact), codes: relevance.codes(of: fact)))
    }
    self.questions = questions
    excesses = relevance.excesses
  }
}

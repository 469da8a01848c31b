package import DecisionTable
package import Values

/// The facts of a table as questions in an order, each with the situations in which no answer to it
/// can change the decision any more.
///
/// A situation speaks only of earlier questions, so that it holds whatever later ones are answered
/// with. Every situation that is listed is right; `isComplete` says whether all are listed.
package struct Interview: Sendable {
  /// What an earlier question is known to be.
  package enum Reading: Hashable, Sendable {
    /// The answer is one of these.
    case oneOf([Option])
    /// The number or date lies here.
    case within(Interval)
    /// The set holds the term.
    case holds(term: String)
    /// The set is known not to hold the term.
    case lacks(term: String)
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
    /// The place of an earlier question.
    package let question: Int
    package let reading: Reading

    package init(question: Int, reading: Reading) {
      self.question = question
      self.reading = reading
    }
  }

  /// What has to hold together.
  package struct Situation: Hashable, Sendable {
    package let premises: [Premise]

    package init(premises: [Premise]) { self.premises = premises }
  }

  package struct Question: Sendable {
    /// The place of its fact among the table's.
    package let fact: Int
    /// None is listed that follows from another one.
    package let idle: [Situation]
    /// The terms of a set that tests read, in the order of the terminology.
    package let terms: [Term]
    /// The codes that tests name; the codes of a fact of another type are none.
    package let codes: [Code]
  }

  /// Why a question may be asked though it no longer matters.
  package enum Excess: Hashable, Sendable {
    /// Whether a day lies so many months or days before the date of service is not known from the
    /// answer alone; what is asked after it is asked whatever it is.
    case duration(fact: Int)
    /// The code is itself only on some days.
    case period(fact: Int)
    /// There are more situations than are listed, or the decision is too large to list any.
    case bound
  }

  package let questions: [Question]
  package let excesses: [Excess]

  /// Facts that the scope reads come first, then the others, each in the order of the table; facts
  /// that no test reads are not asked.
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
    for (place, fact) in order.enumerated() {
      questions.append(
        Question(
          fact: fact, idle: relevance.idleSituations(of: place),
          terms: relevance.terms(of: fact), codes: relevance.codes(of: fact)))
    }
    self.questions = questions
    excesses = relevance.excesses
  }
}

internal import DecisionTable
internal import PolicyModel
internal import Values

/// What tests of a revision are resolved against.
struct Resolution {
  let facts: [FactSource]
  let tree: SourceTree
}

extension Fact {
  init(resolving source: FactSource, in tree: SourceTree) {
    let type: FactType =
      switch source.kind {
      case .boolean: .boolean
      case .code: .code
      case .choice: .choice(source.of.map(\.value))
      case .set:
        .set(
          terminology: source.of[0].value,
          terms: tree.terminology(source.of[0].value)?.terms.map { term in
            Term(id: term.id.value, label: term.label)
          } ?? [])
      }
    self.init(id: source.id.value, type: type, question: source.question)
  }
}

extension Criterion {
  /// - Parameter depth: 0 for a statement; its members are labelled one level deeper.
  init(resolving source: CriterionSource, _ scope: Resolution, label: String, depth: Int) {
    let rule: Rule =
      switch source.rule {
      case .test(let test): .test(UnaryTest(resolving: test, scope))
      case .group(let connective, let members):
        .group(
          connective,
          members.enumerated().map { place, member in
            Criterion(
              resolving: member, scope,
              label: "\(label).\(OutlineLabel.text(place: place, depth: depth + 1))",
              depth: depth + 1)
          })
      }
    self.init(
      id: source.id.value, label: label, text: source.text.value.plainText,
      requirements: source.requirements.map { Condition(resolving: $0, scope) },
      exceptions: source.exceptions.map { Condition(resolving: $0, scope) }, rule: rule)
  }
}

extension Condition {
  init(resolving source: ConditionSource, _ scope: Resolution) {
    self =
      switch source {
      case .test(let test): .test(UnaryTest(resolving: test, scope))
      case .group(let connective, let members):
        .group(connective, members.map { Condition(resolving: $0, scope) })
      }
  }
}

extension UnaryTest {
  fileprivate init(resolving source: TestSource, _ scope: Resolution) {
    guard let fact = scope.facts.first(where: { $0.id.value == source.fact.value }) else {
      preconditionFailure("a test of an undeclared fact passed the checks")
    }
    self.init(
      fact: source.fact.value,
      values: source.values.map { text in
        do throws(ValueMismatch) {
          return try Value(text.value, of: fact, in: scope.tree)
        } catch {
          preconditionFailure("the value \(text.value) passed the checks")
        }
      })
  }
}

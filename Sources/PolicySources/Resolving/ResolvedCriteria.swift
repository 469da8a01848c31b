internal import DecisionTable
internal import PolicyModel
internal import Values

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
          terms: tree.terminology(source.of[0].value)?.terms.map(\.id.value) ?? [])
      }
    self.init(id: source.id.value, type: type, question: source.question)
  }
}

extension Criterion {
  /// - Parameter depth: 0 for a statement; its members are labelled one level deeper.
  init(resolving source: CriterionSource, _ facts: [Fact], label: String, depth: Int) {
    let rule: Rule =
      switch source.rule {
      case .test(let test): .test(UnaryTest(resolving: test, facts))
      case .group(let connective, let members):
        .group(
          connective,
          members.enumerated().map { place, member in
            Criterion(
              resolving: member, facts,
              label: "\(label).\(OutlineLabel.text(place: place, depth: depth + 1))",
              depth: depth + 1)
          })
      }
    self.init(
      id: source.id.value, label: label, text: source.text.value.source,
      requirements: source.requirements.map { Condition(resolving: $0, facts) },
      exceptions: source.exceptions.map { Condition(resolving: $0, facts) }, rule: rule)
  }
}

extension Condition {
  init(resolving source: ConditionSource, _ facts: [Fact]) {
    self =
      switch source {
      case .test(let test): .test(UnaryTest(resolving: test, facts))
      case .group(let connective, let members):
        .group(connective, members.map { Condition(resolving: $0, facts) })
      }
  }
}

extension UnaryTest {
  fileprivate init(resolving source: TestSource, _ facts: [Fact]) {
    let fact = facts.first { $0.id == source.fact.value }
    self.init(
      fact: source.fact.value,
      values: source.values.map { value in
        switch fact?.type {
        case .boolean: return .boolean(value.value == "true")
        case .code:
          guard let code = try? Code(value.value) else {
            preconditionFailure("a malformed code passed the checks")
          }
          return .code(code)
        default: return .word(value.value)
        }
      })
  }
}

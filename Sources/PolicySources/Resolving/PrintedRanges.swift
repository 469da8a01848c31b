internal import DecisionTable
internal import DecisionWording
internal import PolicyModel

extension CriteriaTexts {
  /// The texts with the tested range instead of each `{fact}`, so that text and test have one source.
  init(_ criteria: [CriterionSource], _ scope: Resolution) {
    var own: [String: Prose] = [:]
    var conditions: [ConditionPath: Prose] = [:]
    for criterion in criteria {
      for worded in criterion.wordedTests {
        let text = worded.printedText(scope)
        if let path = worded.path {
          conditions[path] = text
        } else {
          own[criterion.id.value] = text
        }
      }
    }
    self.init(criteria: own, conditions: conditions)
  }
}

extension WordedTests {
  /// The text with the tested range instead of each `{fact}`.
  func printedText(_ scope: Resolution) -> Prose {
    guard !text.value.rangeFacts.isEmpty else { return text.value }
    let printed = text.value.printing { printedRange(of: $0, scope) }
    return text.value.beginsWithRange ? printed.capitalized : printed
  }

  private func printedRange(of id: String, _ scope: Resolution) -> String {
    guard let test = tests.lazy.map(\.test).first(where: { $0.fact.value == id }),
      let fact = scope.facts.first(where: { $0.id.value == id }),
      let range = test.printedRange(of: fact, in: scope.tree)
    else { preconditionFailure("the range of an untested fact passed the checks") }
    return range
  }
}

extension TestSource {
  /// What `{fact}` prints for the test; nil if the test is not of ranges.
  package func printedRange(of fact: FactSource, in tree: SourceTree) -> String? {
    guard let type = fact.type(in: tree) else { return nil }
    var ranges: [String] = []
    for value in values {
      guard let value = try? TestValue(value, of: fact, in: tree), case .range(let interval) = value
      else { return nil }
      ranges.append(interval.wording(of: type))
    }
    return ranges.joined(separator: " or ")
  }
}

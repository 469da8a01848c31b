/// The criteria of some statements by their ids, for writing out what refers to them.
package struct ReferencedCriteria {
  private let criteria: [String: Criterion]
  /// The criteria that are being expanded: a reference back to one of them is not expanded.
  private var open: Set<String> = []

  package init(_ statements: [Statement]) {
    criteria = Dictionary(
      statements.flatMap(\.criterion.withDescendants).map { ($0.id, $0) }
    ) { first, _ in first }
  }

  /// The criterion with each reference replaced by the condition that its target has here.
  package func criterion(_ criterion: Criterion) -> Criterion {
    criterion.replacingReferences(reference)
  }

  package func condition(_ condition: FactCondition) -> FactCondition {
    condition.replacingReferences(reference)
  }

  private func reference(_ reference: CriterionReference) -> CriterionReference {
    guard let criterion = criteria[reference.id], !open.contains(reference.id) else {
      return reference
    }
    var inner = self
    inner.open.insert(reference.id)
    return CriterionReference(
      id: reference.id, condition: inner.criterion(criterion).condition)
  }
}

extension Criterion {
  /// The criterion with references by name only, as in the sources.
  package var asWritten: Criterion { replacingReferences(\.asWritten) }

  func replacingReferences(_ replacement: (CriterionReference) -> CriterionReference) -> Criterion {
    let rule: Rule =
      switch rule {
      case .test: rule
      case .group(let connective, let members):
        .group(connective, members.map { $0.replacingReferences(replacement) })
      case .reference(let reference): .reference(replacement(reference))
      }
    return Criterion(
      id: id, label: label, text: text,
      requirements: requirements.map { $0.replacingReferences(replacement) },
      exceptions: exceptions.map { $0.replacingReferences(replacement) }, rule: rule)
  }
}

extension FactCondition {
  package var asWritten: FactCondition { replacingReferences(\.asWritten) }

  func replacingReferences(_ replacement: (CriterionReference) -> CriterionReference)
    -> FactCondition
  {
    switch self {
    case .test: self
    case .group(let connective, let members):
      .group(connective, members.map { $0.replacingReferences(replacement) })
    case .reference(let reference): .reference(replacement(reference))
    }
  }
}

extension CriterionReference {
  fileprivate var asWritten: CriterionReference {
    CriterionReference(id: id, condition: .group(.allOf, []))
  }
}

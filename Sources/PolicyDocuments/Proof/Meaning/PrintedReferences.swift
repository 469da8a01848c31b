internal import DecisionTable

/// The printed criteria, by label, to which references are resolved. A reference means what its
/// target prints.
struct PrintedReferences {
  private let criteria: [String: Criterion]
  /// The labels that are being resolved. A reference to one of them would be circular.
  private var open: Set<String> = []

  init(_ statements: [Statement]) {
    criteria = Dictionary(
      statements.flatMap(\.criterion.withDescendants).map { ($0.label, $0) }
    ) { first, _ in first }
  }

  mutating func resolved(_ criterion: Criterion) throws(UndecodableText) -> Criterion {
    let rule: Criterion.Rule
    switch criterion.rule {
    case .test: rule = criterion.rule
    case .reference(let reference): rule = .reference(try resolved(reference))
    case .group(let connective, let criteria):
      var members: [Criterion] = []
      for member in criteria { members.append(try resolved(member)) }
      rule = .group(connective, members)
    }
    return Criterion(
      id: criterion.id, label: criterion.label, text: criterion.text,
      requirements: try resolved(criterion.requirements),
      exceptions: try resolved(criterion.exceptions), rule: rule)
  }

  mutating func resolved(_ conditions: [FactCondition]) throws(UndecodableText) -> [FactCondition] {
    var result: [FactCondition] = []
    for condition in conditions {
      switch condition {
      case .test: result.append(condition)
      case .group(let connective, let members):
        result.append(.group(connective, try resolved(members)))
      case .reference(let reference): result.append(.reference(try resolved(reference)))
      }
    }
    return result
  }

  private mutating func resolved(_ reference: CriterionReference) throws(UndecodableText)
    -> CriterionReference
  {
    guard let criterion = criteria[reference.id], open.insert(reference.id).inserted else {
      throw UndecodableText(text: reference.id)
    }
    defer { open.remove(reference.id) }
    return CriterionReference(id: reference.id, condition: try resolved(criterion).condition)
  }
}

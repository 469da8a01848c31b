internal import DecisionWording
internal import PolicyModel

extension ConditionPath.Role {
  /// The heading above the requirements or exceptions of a criterion.
  var phrase: String {
    switch self {
    case .requirement: ConjunctPhrase.requirements
    case .exception: ConjunctPhrase.exceptions
    }
  }
}

/// What a policy can say of a service.
public enum Outcome: String, Sendable, CaseIterable {
  case medicallyNecessary = "medically_necessary"
  case notMedicallyNecessary = "not_medically_necessary"
  case investigational

  /// Whether a request under it is `met`.
  public var favors: Bool { self == .medicallyNecessary }

  /// Its place in `allCases`.
  package var index: Int {
    switch self {
    case .medicallyNecessary: 0
    case .notMedicallyNecessary: 1
    case .investigational: 2
    }
  }
}

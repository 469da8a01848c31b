/// What a policy can say of a service.
public enum Outcome: String, Sendable, CaseIterable {
  case medicallyNecessary = "medically_necessary"
  case notMedicallyNecessary = "not_medically_necessary"
  case investigational

  /// Whether a request under it is `met`.
  public var favors: Bool { self == .medicallyNecessary }
}

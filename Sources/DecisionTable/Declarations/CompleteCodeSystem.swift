public import Values

/// A code system of which the bindings contain every code that can mean a term of a terminology.
///
/// A code of it that no binding concerns is something else. A code of any other system may be a term
/// under another name.
public struct CompleteCodeSystem: Hashable, Sendable {
  public let terminology: String
  public let system: CodeSystem

  package init(terminology: String, system: CodeSystem) {
    self.terminology = terminology
    self.system = system
  }
}

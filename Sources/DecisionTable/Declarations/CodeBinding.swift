public import Values

/// A code that implies, or may imply, terms of a set.
public struct CodeBinding: Hashable, Sendable {
  public enum Confidence: String, Sendable, CaseIterable { case high, medium, low }

  /// The terminology of the terms.
  public let terminology: String
  public let code: Code
  /// Whether the code is a category, which includes every code below it.
  public let isCategory: Bool
  public let terms: [String]
  public let confidence: Confidence
  /// Whether such a code can establish the term at all.
  public let decides: Bool

  package init(
    terminology: String, code: Code, isCategory: Bool, terms: [String], confidence: Confidence,
    decides: Bool
  ) {
    self.terminology = terminology
    self.code = code
    self.isCategory = isCategory
    self.terms = terms
    self.confidence = confidence
    self.decides = decides
  }
}

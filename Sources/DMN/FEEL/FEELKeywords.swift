/// Words that FEEL gives a meaning of its own, so that some engines cannot read them as names.
package enum FEELKeywords {
  /// Words of the grammar.
  static let reserved: Set<String> = [
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in",
    "instance", "null", "of", "or", "return", "satisfies", "some", "then", "true",
  ]

  /// Built-in functions and types that read as words.
  private static let builtIn: Set<String> = [
    "context", "count", "date", "duration", "list", "max", "min", "not", "sum", "time",
  ]

  package static let all = reserved.union(builtIn)
}

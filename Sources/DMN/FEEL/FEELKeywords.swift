/// Words with a special meaning in FEEL, which some engines cannot read as names.
package enum FEELKeywords {
  /// Words of the grammar.
  static let reserved: Set<String> = [
    "and", "between", "else", "every", "external", "false", "for", "function", "if", "in",
    "instance", "null", "of", "or", "return", "satisfies", "some", "then", "true",
  ]

  /// Built-in functions and types whose names are single words.
  private static let builtIn: Set<String> = [
    "context", "count", "date", "duration", "list", "max", "min", "not", "sum", "time",
  ]

  package static let all = reserved.union(builtIn)
}

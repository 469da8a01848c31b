/// Prints queries for one engine. Nothing else knows the syntax of an engine.
struct SQLPrinter {
  let dialect: SQLDialect

  // MARK: Queries

  func text(_ query: SQLQuery) -> String {
    var lines = query.header.flatMap(comment)
    var source = query.table
    let inner = query.steps.dropLast()
    for (index, step) in inner.enumerated() {
      lines.append(index == 0 ? "WITH \(name(step.name)) AS (" : "), \(name(step.name)) AS (")
      lines += select(step, from: source, isInner: true).map { "  " + $0 }
      source = step.name
    }
    if !inner.isEmpty { lines.append(")") }
    if let last = query.steps.last { lines += select(last, from: source, isInner: false) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func select(_ step: SQLQuery.Step, from source: String, isInner: Bool) -> [String] {
    var items = step.columns.map { "\(self[$0.value]) AS \(name($0.name))" }
    if step.keepsAll { items.insert("*", at: 0) }
    let last = items.count - 1
    var lines = comment(step.comment) + ["SELECT"]
    lines += items.enumerated().map { "  \($1)\($0 == last ? "" : ",")" }
    lines.append("FROM \(name(source))")
    // PostgreSQL would copy the expressions of one step into the next, wherever that reads them. It
    // leaves a query with an offset as it is, and the offset costs nothing.
    if isInner, dialect == .postgres { lines.append("OFFSET 0") }
    return lines
  }

  /// The lines of a comment. A comment ends at the end of its line, so each line of text is its own.
  private func comment(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.isEmpty ? "--" : "-- \(line)"
    }
  }

  func name(_ identifier: String) -> String {
    dialect == .spark
      ? SQLPrinter.quoted(identifier, between: "`", escaping: "`")
      : SQLPrinter.quoted(identifier, between: "\"", escaping: "\"")
  }

  func quoted(_ text: String) -> String {
    switch dialect {
    case .duckdb, .postgres: SQLPrinter.quoted(text, between: "'", escaping: "'")
    // Spark reads backslash escapes in literals, and joins two literals that follow one another.
    case .spark: SQLPrinter.quoted(text, between: "'", escaping: "\\")
    }
  }

  /// - Parameter escape: the character that is put before each quote and each escape in the text.
  private static func quoted(
    _ text: String, between quote: Unicode.Scalar, escaping escape: Unicode.Scalar
  ) -> String {
    let (quote, escape) = (UInt8(ascii: quote), UInt8(ascii: escape))
    var bytes = [quote]
    bytes.reserveCapacity(text.utf8.count + 2)
    for byte in text.utf8 {
      if byte == quote || byte == escape { bytes.append(escape) }
      bytes.append(byte)
    }
    bytes.append(quote)
    return String(decoding: bytes, as: UTF8.self)
  }

  func type(_ type: SQLType) -> String {
    switch type {
    case .text: dialect == .spark ? "STRING" : dialect == .postgres ? "text" : "VARCHAR"
    case .integer: "INTEGER"
    case .boolean: "BOOLEAN"
    case .decimal: dialect == .postgres ? "numeric" : "DECIMAL(38, 18)"
    case .shortDecimal: dialect == .postgres ? "numeric" : "DECIMAL(18, 9)"
    case .date: "DATE"
    case .texts: dialect == .spark ? "ARRAY<STRING>" : self.type(.text) + "[]"
    case .integers: dialect == .spark ? "ARRAY<INT>" : "INTEGER[]"
    case .json: dialect == .spark ? "VARIANT" : "JSON"
    }
  }

  // MARK: Values

  subscript(_ expression: SQLExpression) -> String {
    switch expression {
    case .column(let column): return name(column)
    case .text(let text): return quoted(text)
    case .number(let digits): return digits
    case .date(let day): return "DATE \(quoted(day))"
    case .null: return "NULL"
    case .cast(let value, let type): return "CAST(\(self[value]) AS \(self.type(type)))"
    case .list(let elements): return list(elements.map { self[$0] }, as: .texts)
    case .integers(let numbers): return list(numbers.map { String($0) }, as: .integers)
    case .element(let list, let index):
      return dialect == .spark
        ? "element_at(\(self[list]), \(self[index]))" : "(\(self[list]))[\(self[index])]"
    case .withoutNulls(let list):
      switch dialect {
      case .duckdb: return "list_filter(\(self[list]), lambda element: element IS NOT NULL)"
      case .postgres: return "array_remove(\(self[list]), NULL)"
      case .spark: return "array_compact(\(self[list]))"
      }
    case .joined(let list, let separator):
      return
        "\(dialect == .spark ? "array_join" : "array_to_string")(\(self[list]), \(quoted(separator)))"
    case .compare(let one, let comparison, let other):
      return "\(operand(one)) \(comparison.rawValue) \(operand(other))"
    case .isAmong(let value, let values):
      return "\(operand(value)) IN (\(values.map { self[$0] }.joined(separator: ", ")))"
    case .isNull(let value): return "\(operand(value)) IS NULL"
    case .not(.isNull(let value)): return "\(operand(value)) IS NOT NULL"
    case .not(let value): return "NOT \(operand(value))"
    case .all(let parts): return joined(parts, "AND", none: "TRUE")
    case .any(let parts): return joined(parts, "OR", none: "FALSE")
    case .holds(let list, let value):
      switch dialect {
      case .duckdb: return "list_contains(\(self[list]), \(self[value]))"
      case .postgres: return "(\(self[value]) = ANY (\(self[list])))"
      case .spark: return "array_contains(\(self[list]), \(self[value]))"
      }
    case .someElement(let list, let condition):
      switch dialect {
      case .duckdb:
        return "(len(list_filter(\(self[list]), lambda element: \(self[condition]))) > 0)"
      case .postgres:
        return
          "EXISTS (SELECT FROM unnest(\(self[list])) AS elements (\(name("element"))) WHERE \(self[condition]))"
      case .spark: return "exists(\(self[list]), element -> \(self[condition]))"
      }
    case .matches(let value, let pattern):
      switch dialect {
      case .duckdb: return "regexp_matches(\(self[value]), \(quoted(pattern)))"
      case .postgres: return "(\(self[value]) ~ \(quoted(pattern)))"
      case .spark: return "(\(self[value]) RLIKE \(quoted(SQLPrinter.forJava(pattern))))"
      }
    case .plus(let one, let other): return "\(self[one]) + \(self[other])"
    case .times(let value, let factor): return "\(operand(value)) * \(factor)"
    case .concatenated(let parts): return "(\(parts.map { operand($0) }.joined(separator: " || ")))"
    case .undotted(let value): return "replace(\(self[value]), '.', '')"
    case .floor(let value):
      // Spark gives the result fewer decimals, and compares two decimals in a type that can lose the last one.
      return dialect == .spark
        ? "CAST(floor(\(self[value])) AS \(type(.decimal)))" : "floor(\(self[value]))"
    case .later(let day, let months):
      return dialect == .spark
        ? "add_months(\(self[day]), \(months))"
        : "CAST(\(operand(day)) + INTERVAL '\(months) months' AS DATE)"
    case .afterDays(let day, let days):
      return dialect == .spark
        ? "date_add(\(self[day]), \(days))" : "(\(operand(day)) + \(days))"
    case .choose(let choices, let otherwise):
      let whens = choices.map { "WHEN \(self[$0.condition]) THEN \(self[$0.value])" }
      return "CASE \(whens.joined(separator: " ")) ELSE \(self[otherwise]) END"
    case .parsed, .engineParsed, .numbersAsStrings, .member, .kind, .characters, .memberNames,
      .elementTexts, .hasRepeats, .readDate:
      return json(expression)
    }
  }

  /// In Java, `$` also matches before a line break at the end of the text.
  private static func forJava(_ pattern: String) -> String {
    pattern.hasSuffix("$") ? pattern.dropLast() + #"\z"# : pattern
  }

  private func list(_ elements: [String], as type: SQLType) -> String {
    let text = elements.joined(separator: ", ")
    let listType = self.type(type)
    switch dialect {
    case .duckdb: return elements.isEmpty ? "CAST([] AS \(listType))" : "[\(text)]"
    case .postgres: return "ARRAY[\(text)]::\(listType)"
    case .spark: return elements.isEmpty ? "CAST(array() AS \(listType))" : "array(\(text))"
    }
  }

  private func joined(_ parts: [SQLExpression], _ word: String, none: String) -> String {
    guard parts.count != 1 else { return self[parts[0]] }
    return parts.isEmpty
      ? none : "(\(parts.map { operand($0) }.joined(separator: " \(word) ")))"
  }

  /// The expression in brackets where a neighbouring operator could bind tighter.
  private func operand(_ expression: SQLExpression) -> String {
    switch expression {
    case .compare, .isAmong, .isNull, .not, .plus: "(\(self[expression]))"
    default: self[expression]
    }
  }
}

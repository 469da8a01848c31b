extension SQLPrinter {
  /// Prints an expression over JSON values, for which each engine has its own type.
  func json(_ expression: SQLExpression) -> String {
    switch (expression, dialect) {
    case (.parsed(let text), _): parsed(text)
    case (.engineParsed(let text), .duckdb): "TRY_CAST(\(self[text]) AS JSON)"
    case (.engineParsed(let text), .postgres): "CAST(\(self[text]) AS json)"
    case (.engineParsed(let text), .spark): "try_parse_json(\(self[text]))"

    // The end of the line matches too, and leaves quotes there; an object does not end in one.
    case (.numbersAsStrings(let text), .spark):
      """
      trim(TRAILING '"' FROM regexp_replace(\(self[text]), \
      \(quoted(JSONPatterns.upToNumberPossessively)), '$1"$2"'))
      """
    case (.numbersAsStrings(let text), _):
      """
      rtrim(regexp_replace(\(self[text]), \(quoted(JSONPatterns.upToNumber)), '\\1"\\2"', 'g'), '"')
      """

    case (.member(let value, let name), .duckdb):
      "json_extract(\(self[value]), \(quoted("$.\"" + name + "\"")))"
    case (.member(let value, let name), .postgres): "(\(self[value]) -> \(quoted(name)))"
    case (.member(let value, let name), .spark):
      "try_variant_get(\(self[value]), \(quoted("$['" + name + "']")), 'variant')"

    case (.kind(let value), .duckdb):
      """
      CASE json_type(\(self[value])) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' \
      WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' \
      WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' \
      WHEN 'DOUBLE' THEN 'number' END
      """
    case (.kind(let value), .postgres): "json_typeof(\(self[value]))"
    case (.kind(let value), .spark):
      """
      CASE WHEN \(self[value]) IS NULL THEN NULL WHEN is_variant_null(\(self[value])) THEN 'null' \
      WHEN schema_of_variant(\(self[value])) = 'STRING' THEN 'string' \
      WHEN schema_of_variant(\(self[value])) = 'BOOLEAN' THEN 'boolean' \
      WHEN schema_of_variant(\(self[value])) LIKE 'ARRAY%' THEN 'array' \
      WHEN schema_of_variant(\(self[value])) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END
      """

    case (.characters(let value), .duckdb): "json_extract_string(\(self[value]), '$')"
    case (.characters(let value), .postgres): "(\(self[value]) #>> '{}')"
    case (.characters(let value), .spark): "try_variant_get(\(self[value]), '$', 'string')"

    case (.hasRepeats(let list), .duckdb): "(list_unique(\(self[list])) < len(\(self[list])))"
    case (.hasRepeats(let list), .postgres):
      "EXISTS (SELECT FROM unnest(\(self[list])) AS names (name) GROUP BY name HAVING count(*) > 1)"
    case (.hasRepeats(let list), .spark):
      "(size(array_distinct(\(self[list]))) < size(\(self[list])))"

    case (.readDate(let text), .duckdb), (.readDate(let text), .spark):
      """
      CASE WHEN \(self[.matches(text, SQLPrinter.day)]) THEN TRY_CAST(\(self[text]) AS DATE) END
      """
    case (.readDate(let text), .postgres):
      // A cast of a day that the calendar does not have would end the query.
      """
      CASE WHEN \(self[.matches(text, SQLPrinter.day)]) THEN CASE WHEN \
      CAST(substr(\(self[text]), 9) AS integer) <= extract(day FROM \
      CAST(substr(\(self[text]), 1, 8) || '01' AS date) + interval '1 month' - interval '1 day') \
      THEN CAST(\(self[text]) AS date) END END
      """

    case (.memberNames(let value), .duckdb): "json_keys(\(self[value]))"
    case (.memberNames(let value), .postgres):
      "ARRAY(SELECT json_object_keys(\(self[value])))"
    case (.memberNames(let value), .spark): "json_object_keys(to_json(\(self[value])))"

    // A cast to a list of texts would take the boolean `true` for the word "true".
    case (.elementTexts(let value), .duckdb):
      """
      list_transform(json_extract(\(self[value]), '$[*]'), lambda element: \
      CASE WHEN json_type(element) = 'VARCHAR' THEN json_extract_string(element, '$') END)
      """
    case (.elementTexts(let value), .postgres):
      """
      ARRAY(SELECT CASE WHEN json_typeof(element) = 'string' THEN element #>> '{}' END \
      FROM json_array_elements(\(self[value])) AS elements (element))
      """
    case (.elementTexts(let value), .spark):
      """
      transform(try_variant_get(\(self[value]), '$', 'array<variant>'), element -> \
      CASE WHEN schema_of_variant(element) = 'STRING' \
      THEN try_variant_get(element, '$', 'string') END)
      """
    default: preconditionFailure("not an expression over JSON")
    }
  }

  /// A line as a JSON value where all of it is one, by RFC 8259; null elsewhere.
  private func parsed(_ line: SQLExpression) -> String {
    let value = self[.engineParsed(line)]
    switch dialect {
    case .duckdb:
      // Its reader takes NaN, infinities and commas before a bracket.
      let tokens = self[.matches(line, JSONPatterns.tokensWithoutTrailingCommas)]
      return "CASE WHEN \(tokens) THEN \(value) END"
    case .postgres:
      // Its reader ends the query at anything that is not JSON. So a line is first reduced, from its
      // innermost arrays and objects outwards, and read where one value remains.
      let skeleton = """
        translate(regexp_replace(\(self[line]), \(quoted(JSONPatterns.anyString)), 's', 'g'), \
        E' \\t\\n\\r', '')
        """
      func reduced(_ text: String) -> String {
        "regexp_replace(\(text), \(quoted(JSONPatterns.innermost)), 'v', 'g')"
      }
      // Most requests have four levels at most; a recursion takes much longer than as many steps.
      let shallow = (1...4).reduce(skeleton) { text, _ in reduced(text) }
      return """
        CASE WHEN \(self[.matches(line, JSONPatterns.tokens)]) AND \
        (\(shallow) = 'v' OR \
        (WITH RECURSIVE reduced (text, depth) AS (SELECT \(skeleton), 0 UNION ALL \
        SELECT \(reduced("text")), depth + 1 \
        FROM reduced WHERE text <> 'v' AND depth < \(SQLPrinter.deepest)) \
        SELECT bool_or(text = 'v') FROM reduced)) THEN \(value) END
        """
    case .spark:
      // Its reader stops after one value. Text that follows the value would have to begin with a
      // comma or a square bracket to be read in an array, with a comma or a brace in an object.
      let inArray = self[.engineParsed(.concatenated([.text("["), line, .text("]")]))]
      let inObject = self[.engineParsed(.concatenated([.text("{\"line\":"), line, .text("}")]))]
      return """
        CASE WHEN \(inArray) IS NOT NULL AND try_variant_get(\(inArray), '$[1]', 'variant') IS NULL \
        THEN try_variant_get(\(inObject), '$.line', 'variant') END
        """
    }
  }

  /// The levels of nesting that `policyc decide` takes.
  private static let deepest = 64

  /// Matches the form of a day from 1900 to 2199, even of one that its month does not have.
  private static let day =
    "^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
}

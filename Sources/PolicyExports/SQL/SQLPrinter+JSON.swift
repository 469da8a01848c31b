extension SQLPrinter {
  /// JSON values, of which each engine has its own type.
  func json(_ expression: SQLExpression) -> String {
    switch (expression, dialect) {
    case (.parsed(let text), .duckdb):
      "CASE WHEN json_valid(\(self[text])) THEN CAST(\(self[text]) AS JSON) END"
    case (.parsed(let text), .postgres): "CAST(\(self[text]) AS json)"
    case (.parsed(let text), .spark): "try_parse_json(\(self[text]))"

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

    case (.digits(let value), .postgres): "CAST(CAST(\(self[value]) #>> '{}' AS numeric) AS text)"
    case (.digits(let value), _): self[.characters(of: value)]

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

    case (.elementTexts(let value), .duckdb): "CAST(\(self[value]) AS VARCHAR[])"
    case (.elementTexts(let value), .postgres):
      "ARRAY(SELECT json_array_elements_text(\(self[value])))"
    case (.elementTexts(let value), .spark):
      "try_variant_get(\(self[value]), '$', 'array<string>')"
    default: preconditionFailure("not of JSON")
    }
  }

  /// The form of a day, from 1900 to 2199, without a look at how long its month is.
  private static let day =
    "^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
}

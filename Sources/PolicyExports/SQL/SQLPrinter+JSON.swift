extension SQLPrinter {
  /// JSON values, of which each engine has its own type.
  func json(_ expression: SQLExpression) -> String {
    switch (expression, dialect) {
    case (.parsed(let text), .duckdb):
      "CASE WHEN json_valid(\(self[text])) THEN CAST(\(self[text]) AS JSON) END"
    case (.parsed(let text), .postgres): "CAST(\(self[text]) AS jsonb)"
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
    case (.kind(let value), .postgres): "jsonb_typeof(\(self[value]))"
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

    case (.memberNames(let value), .duckdb): "json_keys(\(self[value]))"
    case (.memberNames(let value), .postgres):
      "ARRAY(SELECT jsonb_object_keys(\(self[value])))"
    case (.memberNames(let value), .spark): "json_object_keys(to_json(\(self[value])))"

    case (.elementTexts(let value), .duckdb): "CAST(\(self[value]) AS VARCHAR[])"
    case (.elementTexts(let value), .postgres):
      "ARRAY(SELECT jsonb_array_elements_text(\(self[value])))"
    case (.elementTexts(let value), .spark):
      "try_variant_get(\(self[value]), '$', 'array<string>')"
    default: preconditionFailure("not of JSON")
    }
  }
}

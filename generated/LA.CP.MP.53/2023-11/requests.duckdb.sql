-- policy: LA.CP.MP.53
-- revision: 2023-11
-- printed: 11/23
-- title: FerriScan R2-MRI
-- publisher: Louisiana Healthcare Connections
-- code_set: ICD-10-CM April 1 2026 release
-- compiler: policyc 0.1.0
-- source_sha256: eada4f311b003e4a760567ff40fce6bc41348a5c792ce93330fecdd341c3f6d3
-- notice: an unofficial restatement; the publisher's own publication is authoritative
--
-- Reads a table `request_lines` with one column, `line`: requests as JSON objects, as
-- `policyc decide` takes them. Returns the rows of the table `requests`.
--
WITH "parsed" AS (
  -- Null where a line is not a JSON value.
  SELECT
    *,
    CASE WHEN regexp_matches("line", '^(?:[ \t\n\r{}\[\]:]|,?[ \t\n\r]*(?:"(?:[^"\\\x01-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9abcefABCEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null|[{\[]))*$') THEN TRY_CAST("line" AS JSON) END AS "request"
  FROM "request_lines"
), "members" AS (
  -- The members of a request.
  SELECT
    *,
    json_extract("request", '$."id"') AS "id.",
    json_extract("request", '$."policy"') AS "policy.",
    json_extract("request", '$."revision"') AS "revision.",
    json_extract("request", '$."date"') AS "date.",
    json_extract("request", '$."facts"') AS "facts"
  FROM "parsed"
), "stated" AS (
  -- What a request states about each fact.
  SELECT
    *,
    json_extract("facts", '$."procedure"') AS "procedure.json",
    json_extract("facts", '$."purpose"') AS "purpose.json",
    json_extract("facts", '$."suspected_iron_overload"') AS "suspected_iron_overload.json",
    json_extract("facts", '$."conditions"') AS "conditions.json"
  FROM "members"
), "kinds" AS (
  -- The type of each JSON value.
  SELECT
    *,
    CASE json_type("request") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "request.kind",
    CASE json_type("facts") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "facts.kind",
    CASE json_type("id.") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "id..kind",
    CASE json_type("policy.") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "policy..kind",
    CASE json_type("revision.") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "revision..kind",
    CASE json_type("date.") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "date..kind",
    CASE json_type("procedure.json") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "procedure.json.kind",
    CASE json_type("purpose.json") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "purpose.json.kind",
    CASE json_type("suspected_iron_overload.json") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "suspected_iron_overload.json.kind",
    CASE json_type("conditions.json") WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END AS "conditions.json.kind"
  FROM "stated"
)
-- Typed columns.
SELECT
  CASE WHEN "id..kind" = 'string' THEN json_extract_string("id.", '$') ELSE CAST(NULL AS VARCHAR) END AS "id",
  CASE WHEN "date..kind" = 'string' THEN CASE WHEN regexp_matches(json_extract_string("date.", '$'), '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN TRY_CAST(json_extract_string("date.", '$') AS DATE) END ELSE CAST(NULL AS DATE) END AS "date",
  CASE WHEN "procedure.json.kind" = 'string' THEN json_extract_string("procedure.json", '$') ELSE CAST(NULL AS VARCHAR) END AS "procedure",
  CASE WHEN "purpose.json.kind" = 'string' THEN json_extract_string("purpose.json", '$') ELSE CAST(NULL AS VARCHAR) END AS "purpose",
  CASE WHEN "suspected_iron_overload.json.kind" = 'boolean' THEN json_extract_string("suspected_iron_overload.json", '$') = 'true' ELSE CAST(NULL AS BOOLEAN) END AS "suspected_iron_overload",
  CASE WHEN "conditions.json.kind" = 'array' THEN list_transform(json_extract("conditions.json", '$[*]'), lambda element: CASE WHEN json_type(element) = 'VARCHAR' THEN json_extract_string(element, '$') END) ELSE CAST(NULL AS VARCHAR[]) END AS "conditions",
  CASE WHEN (("conditions.json.kind" = 'object') AND (CASE json_type(json_extract("conditions.json", '$."present"')) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END = 'array')) THEN list_transform(json_extract(json_extract("conditions.json", '$."present"'), '$[*]'), lambda element: CASE WHEN json_type(element) = 'VARCHAR' THEN json_extract_string(element, '$') END) ELSE CAST(NULL AS VARCHAR[]) END AS "conditions_present",
  CASE WHEN (("conditions.json.kind" = 'object') AND (CASE json_type(json_extract("conditions.json", '$."absent"')) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END = 'array')) THEN list_transform(json_extract(json_extract("conditions.json", '$."absent"'), '$[*]'), lambda element: CASE WHEN json_type(element) = 'VARCHAR' THEN json_extract_string(element, '$') END) ELSE CAST(NULL AS VARCHAR[]) END AS "conditions_absent",
  CASE WHEN "request" IS NULL THEN 'bad-json: the line' WHEN NOT ("request.kind" = 'object') THEN 'not-an-object: the line' WHEN (list_unique(json_keys("request")) < len(json_keys("request"))) THEN 'repeated-member: the line' WHEN NOT ("id..kind" IN ('string', 'null')) THEN 'wrong-type: id' WHEN NOT ("policy..kind" IN ('string', 'null')) THEN 'wrong-type: policy' WHEN NOT ("revision..kind" IN ('string', 'null')) THEN 'wrong-type: revision' WHEN NOT ("date..kind" IN ('string', 'null')) THEN 'wrong-type: date' WHEN (("policy..kind" = 'string') AND (NOT (json_extract_string("policy.", '$') IN ('LA.CP.MP.53')))) THEN 'conflict: policy' WHEN (("revision..kind" = 'string') AND (NOT (json_extract_string("revision.", '$') IN ('2023-11', '11/23')))) THEN 'conflict: revision' WHEN (("date..kind" = 'string') AND (CASE WHEN regexp_matches(json_extract_string("date.", '$'), '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN TRY_CAST(json_extract_string("date.", '$') AS DATE) END IS NULL)) THEN 'bad-date: date' WHEN (("facts" IS NULL) OR ("facts.kind" = 'null')) THEN 'missing-facts: facts' WHEN NOT ("facts.kind" = 'object') THEN 'wrong-type: facts' WHEN (list_unique(json_keys("facts")) < len(json_keys("facts"))) THEN 'repeated-member: facts' WHEN (len(list_filter(json_keys("facts"), lambda element: NOT ("element" IN ('procedure', 'purpose', 'suspected_iron_overload', 'conditions')))) > 0) THEN 'unknown-fact: facts' WHEN (("procedure.json.kind" = 'object') AND (len(list_filter(json_keys("procedure.json"), lambda element: "element" IN ('one_of', 'not'))) > 0)) THEN 'partly-known: procedure' WHEN NOT ("procedure.json.kind" IN ('string', 'null')) THEN 'wrong-type: procedure' WHEN (("purpose.json.kind" = 'object') AND (len(list_filter(json_keys("purpose.json"), lambda element: "element" IN ('one_of', 'not'))) > 0)) THEN 'partly-known: purpose' WHEN NOT ("purpose.json.kind" IN ('string', 'null')) THEN 'wrong-type: purpose' WHEN NOT ("suspected_iron_overload.json.kind" IN ('boolean', 'null')) THEN 'wrong-type: suspected_iron_overload' WHEN NOT ("conditions.json.kind" IN ('array', 'object', 'null')) THEN 'wrong-type: conditions' WHEN (("conditions.json.kind" = 'object') AND (((json_extract("conditions.json", '$."present"') IS NOT NULL) AND (NOT (CASE json_type(json_extract("conditions.json", '$."present"')) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END = 'array'))) OR ((json_extract("conditions.json", '$."absent"') IS NOT NULL) AND (NOT (CASE json_type(json_extract("conditions.json", '$."absent"')) WHEN 'VARCHAR' THEN 'string' WHEN 'BOOLEAN' THEN 'boolean' WHEN 'ARRAY' THEN 'array' WHEN 'OBJECT' THEN 'object' WHEN 'NULL' THEN 'null' WHEN 'UBIGINT' THEN 'number' WHEN 'BIGINT' THEN 'number' WHEN 'HUGEINT' THEN 'number' WHEN 'DOUBLE' THEN 'number' END = 'array'))) OR (list_unique(json_keys("conditions.json")) < len(json_keys("conditions.json"))) OR (len(list_filter(json_keys("conditions.json"), lambda element: NOT ("element" IN ('present', 'absent')))) > 0))) THEN 'wrong-type: conditions' ELSE CAST(NULL AS VARCHAR) END AS "error"
FROM "kinds"

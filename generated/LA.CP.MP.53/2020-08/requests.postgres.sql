-- policy: LA.CP.MP.53
-- revision: 2020-08
-- printed: 08/15/2020
-- title: FerriScan R2-MRI
-- publisher: Louisiana Healthcare Connections
-- reconstructed: the text of this revision is not available
-- code_set: ICD-10-CM April 1 2026 release
-- compiler: policyc 0.1.0
-- source_sha256: c871e39e084b3f57c6c854b5efb22d587c94abf90552309cc6369c6adfcfdc1c
-- notice: an unofficial restatement; the publisher's own publication is authoritative
--
-- Reads a table `request_lines` with one column, `line`: requests as JSON objects, as
-- `policyc decide` takes them. Returns the rows of the table `requests`.
--
WITH "parsed" AS (
  -- Null where a line is not a JSON value.
  SELECT
    *,
    CASE WHEN ("line" ~ '^(?:[ \t\n\r{}\[\]:,]|"(?:[^"\\\x01-\x1f]|\\["\\/bfnrt]|\\u(?:[0-9abcefABCEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}))*"|-?(?:0|[1-9][0-9]*)(?:[.][0-9]+)?(?:[eE][+-]?[0-9]+)?[ \t\n\r]*[,}\]]|true|false|null)*$') AND (regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(regexp_replace("line", '"(?:[^"\\]|\\.)*"', 's', 'g'), E' \t\n\r', ''), '\[(?:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\]|\{(?:s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\}', 'v', 'g'), '\[(?:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\]|\{(?:s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\}', 'v', 'g'), '\[(?:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\]|\{(?:s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\}', 'v', 'g'), '\[(?:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\]|\{(?:s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\}', 'v', 'g') = 'v' OR (WITH RECURSIVE reduced (text, depth) AS (SELECT translate(regexp_replace("line", '"(?:[^"\\]|\\.)*"', 's', 'g'), E' \t\n\r', ''), 0 UNION ALL SELECT regexp_replace(text, '\[(?:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\]|\{(?:s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*)(?:,s:(?:[sv]|true|false|null|[-0-9][-+.0-9eE]*))*)?\}', 'v', 'g'), depth + 1 FROM reduced WHERE text <> 'v' AND depth < 64) SELECT bool_or(text = 'v') FROM reduced)) THEN CAST("line" AS json) END AS "request"
  FROM "request_lines"
  OFFSET 0
), "members" AS (
  -- The members of a request.
  SELECT
    *,
    ("request" -> 'id') AS "id.",
    ("request" -> 'policy') AS "policy.",
    ("request" -> 'revision') AS "revision.",
    ("request" -> 'date') AS "date.",
    ("request" -> 'facts') AS "facts"
  FROM "parsed"
  OFFSET 0
), "stated" AS (
  -- What a request states about each fact.
  SELECT
    *,
    ("facts" -> 'procedure') AS "procedure.json",
    ("facts" -> 'purpose') AS "purpose.json",
    ("facts" -> 'suspected_iron_overload') AS "suspected_iron_overload.json",
    ("facts" -> 'conditions') AS "conditions.json"
  FROM "members"
  OFFSET 0
), "kinds" AS (
  -- The type of each JSON value.
  SELECT
    *,
    json_typeof("request") AS "request.kind",
    json_typeof("facts") AS "facts.kind",
    json_typeof("id.") AS "id..kind",
    json_typeof("policy.") AS "policy..kind",
    json_typeof("revision.") AS "revision..kind",
    json_typeof("date.") AS "date..kind",
    json_typeof("procedure.json") AS "procedure.json.kind",
    json_typeof("purpose.json") AS "purpose.json.kind",
    json_typeof("suspected_iron_overload.json") AS "suspected_iron_overload.json.kind",
    json_typeof("conditions.json") AS "conditions.json.kind"
  FROM "stated"
  OFFSET 0
)
-- Typed columns.
SELECT
  CASE WHEN "id..kind" = 'string' THEN ("id." #>> '{}') ELSE CAST(NULL AS text) END AS "id",
  CASE WHEN "date..kind" = 'string' THEN CASE WHEN (("date." #>> '{}') ~ '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN CASE WHEN CAST(substr(("date." #>> '{}'), 9) AS integer) <= extract(day FROM CAST(substr(("date." #>> '{}'), 1, 8) || '01' AS date) + interval '1 month' - interval '1 day') THEN CAST(("date." #>> '{}') AS date) END END ELSE CAST(NULL AS DATE) END AS "date",
  CASE WHEN "procedure.json.kind" = 'string' THEN ("procedure.json" #>> '{}') ELSE CAST(NULL AS text) END AS "procedure",
  CASE WHEN "purpose.json.kind" = 'string' THEN ("purpose.json" #>> '{}') ELSE CAST(NULL AS text) END AS "purpose",
  CASE WHEN "suspected_iron_overload.json.kind" = 'boolean' THEN ("suspected_iron_overload.json" #>> '{}') = 'true' ELSE CAST(NULL AS BOOLEAN) END AS "suspected_iron_overload",
  CASE WHEN "conditions.json.kind" = 'array' THEN ARRAY(SELECT CASE WHEN json_typeof(element) = 'string' THEN element #>> '{}' END FROM json_array_elements("conditions.json") AS elements (element)) ELSE CAST(NULL AS text[]) END AS "conditions",
  CASE WHEN (("conditions.json.kind" = 'object') AND (json_typeof(("conditions.json" -> 'present')) = 'array')) THEN ARRAY(SELECT CASE WHEN json_typeof(element) = 'string' THEN element #>> '{}' END FROM json_array_elements(("conditions.json" -> 'present')) AS elements (element)) ELSE CAST(NULL AS text[]) END AS "conditions_present",
  CASE WHEN (("conditions.json.kind" = 'object') AND (json_typeof(("conditions.json" -> 'absent')) = 'array')) THEN ARRAY(SELECT CASE WHEN json_typeof(element) = 'string' THEN element #>> '{}' END FROM json_array_elements(("conditions.json" -> 'absent')) AS elements (element)) ELSE CAST(NULL AS text[]) END AS "conditions_absent",
  CASE WHEN "request" IS NULL THEN 'bad-json: the line' WHEN NOT ("request.kind" = 'object') THEN 'not-an-object: the line' WHEN EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("request"))) AS names (name) GROUP BY name HAVING count(*) > 1) THEN 'repeated-member: the line' WHEN NOT ("id..kind" IN ('string', 'null')) THEN 'wrong-type: id' WHEN NOT ("policy..kind" IN ('string', 'null')) THEN 'wrong-type: policy' WHEN NOT ("revision..kind" IN ('string', 'null')) THEN 'wrong-type: revision' WHEN NOT ("date..kind" IN ('string', 'null')) THEN 'wrong-type: date' WHEN (("policy..kind" = 'string') AND (NOT (("policy." #>> '{}') IN ('LA.CP.MP.53')))) THEN 'conflict: policy' WHEN (("revision..kind" = 'string') AND (NOT (("revision." #>> '{}') IN ('2020-08', '08/15/2020')))) THEN 'conflict: revision' WHEN (("date..kind" = 'string') AND (CASE WHEN (("date." #>> '{}') ~ '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$') THEN CASE WHEN CAST(substr(("date." #>> '{}'), 9) AS integer) <= extract(day FROM CAST(substr(("date." #>> '{}'), 1, 8) || '01' AS date) + interval '1 month' - interval '1 day') THEN CAST(("date." #>> '{}') AS date) END END IS NULL)) THEN 'bad-date: date' WHEN (("facts" IS NULL) OR ("facts.kind" = 'null')) THEN 'missing-facts: facts' WHEN NOT ("facts.kind" = 'object') THEN 'wrong-type: facts' WHEN EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("facts"))) AS names (name) GROUP BY name HAVING count(*) > 1) THEN 'repeated-member: facts' WHEN EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("facts"))) AS elements ("element") WHERE NOT ("element" IN ('procedure', 'purpose', 'suspected_iron_overload', 'conditions'))) THEN 'unknown-fact: facts' WHEN (("procedure.json.kind" = 'object') AND EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("procedure.json"))) AS elements ("element") WHERE "element" IN ('one_of', 'not'))) THEN 'partly-known: procedure' WHEN NOT ("procedure.json.kind" IN ('string', 'null')) THEN 'wrong-type: procedure' WHEN (("purpose.json.kind" = 'object') AND EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("purpose.json"))) AS elements ("element") WHERE "element" IN ('one_of', 'not'))) THEN 'partly-known: purpose' WHEN NOT ("purpose.json.kind" IN ('string', 'null')) THEN 'wrong-type: purpose' WHEN NOT ("suspected_iron_overload.json.kind" IN ('boolean', 'null')) THEN 'wrong-type: suspected_iron_overload' WHEN NOT ("conditions.json.kind" IN ('array', 'object', 'null')) THEN 'wrong-type: conditions' WHEN (("conditions.json.kind" = 'object') AND (((("conditions.json" -> 'present') IS NOT NULL) AND (NOT (json_typeof(("conditions.json" -> 'present')) = 'array'))) OR ((("conditions.json" -> 'absent') IS NOT NULL) AND (NOT (json_typeof(("conditions.json" -> 'absent')) = 'array'))) OR EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("conditions.json"))) AS names (name) GROUP BY name HAVING count(*) > 1) OR EXISTS (SELECT FROM unnest(ARRAY(SELECT json_object_keys("conditions.json"))) AS elements ("element") WHERE NOT ("element" IN ('present', 'absent'))))) THEN 'wrong-type: conditions' ELSE CAST(NULL AS text) END AS "error"
FROM "kinds"

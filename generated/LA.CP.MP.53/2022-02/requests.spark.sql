-- policy: LA.CP.MP.53
-- revision: 2022-02
-- printed: 2/22
-- title: FerriScan R2-MRI
-- publisher: Louisiana Healthcare Connections
-- reconstructed: the text of this revision is not available
-- code_set: ICD-10-CM April 1 2026 release
-- compiler: policyc 0.1.0
-- source_sha256: a17c9bad49a522e325e175e3b35be87ab7f8e2d3eee2e0f0e785b2b36f93e2e5
-- notice: an unofficial restatement; the publisher's own publication is authoritative
--
-- Reads a table `request_lines` with one column, `line`: requests as JSON objects, as
-- `policyc decide` takes them. Returns the rows of the table `requests`.
--
WITH `parsed` AS (
  -- Null where a line is not a JSON value.
  SELECT
    *,
    CASE WHEN try_parse_json(('[' || `line` || ']')) IS NOT NULL AND try_variant_get(try_parse_json(('[' || `line` || ']')), '$[1]', 'variant') IS NULL THEN try_variant_get(try_parse_json(('{"line":' || `line` || '}')), '$.line', 'variant') END AS `request`
  FROM `request_lines`
), `members` AS (
  -- The members of a request.
  SELECT
    *,
    try_variant_get(`request`, '$[\'id\']', 'variant') AS `id.`,
    try_variant_get(`request`, '$[\'policy\']', 'variant') AS `policy.`,
    try_variant_get(`request`, '$[\'revision\']', 'variant') AS `revision.`,
    try_variant_get(`request`, '$[\'date\']', 'variant') AS `date.`,
    try_variant_get(`request`, '$[\'facts\']', 'variant') AS `facts`
  FROM `parsed`
), `stated` AS (
  -- What a request states about each fact.
  SELECT
    *,
    try_variant_get(`facts`, '$[\'procedure\']', 'variant') AS `procedure.json`,
    try_variant_get(`facts`, '$[\'purpose\']', 'variant') AS `purpose.json`,
    try_variant_get(`facts`, '$[\'suspected_iron_overload\']', 'variant') AS `suspected_iron_overload.json`,
    try_variant_get(`facts`, '$[\'conditions\']', 'variant') AS `conditions.json`
  FROM `members`
), `kinds` AS (
  -- The type of each JSON value.
  SELECT
    *,
    CASE WHEN `request` IS NULL THEN NULL WHEN is_variant_null(`request`) THEN 'null' WHEN schema_of_variant(`request`) = 'STRING' THEN 'string' WHEN schema_of_variant(`request`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`request`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`request`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `request.kind`,
    CASE WHEN `facts` IS NULL THEN NULL WHEN is_variant_null(`facts`) THEN 'null' WHEN schema_of_variant(`facts`) = 'STRING' THEN 'string' WHEN schema_of_variant(`facts`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`facts`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`facts`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `facts.kind`,
    CASE WHEN `id.` IS NULL THEN NULL WHEN is_variant_null(`id.`) THEN 'null' WHEN schema_of_variant(`id.`) = 'STRING' THEN 'string' WHEN schema_of_variant(`id.`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`id.`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`id.`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `id..kind`,
    CASE WHEN `policy.` IS NULL THEN NULL WHEN is_variant_null(`policy.`) THEN 'null' WHEN schema_of_variant(`policy.`) = 'STRING' THEN 'string' WHEN schema_of_variant(`policy.`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`policy.`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`policy.`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `policy..kind`,
    CASE WHEN `revision.` IS NULL THEN NULL WHEN is_variant_null(`revision.`) THEN 'null' WHEN schema_of_variant(`revision.`) = 'STRING' THEN 'string' WHEN schema_of_variant(`revision.`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`revision.`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`revision.`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `revision..kind`,
    CASE WHEN `date.` IS NULL THEN NULL WHEN is_variant_null(`date.`) THEN 'null' WHEN schema_of_variant(`date.`) = 'STRING' THEN 'string' WHEN schema_of_variant(`date.`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`date.`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`date.`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `date..kind`,
    CASE WHEN `procedure.json` IS NULL THEN NULL WHEN is_variant_null(`procedure.json`) THEN 'null' WHEN schema_of_variant(`procedure.json`) = 'STRING' THEN 'string' WHEN schema_of_variant(`procedure.json`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`procedure.json`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`procedure.json`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `procedure.json.kind`,
    CASE WHEN `purpose.json` IS NULL THEN NULL WHEN is_variant_null(`purpose.json`) THEN 'null' WHEN schema_of_variant(`purpose.json`) = 'STRING' THEN 'string' WHEN schema_of_variant(`purpose.json`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`purpose.json`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`purpose.json`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `purpose.json.kind`,
    CASE WHEN `suspected_iron_overload.json` IS NULL THEN NULL WHEN is_variant_null(`suspected_iron_overload.json`) THEN 'null' WHEN schema_of_variant(`suspected_iron_overload.json`) = 'STRING' THEN 'string' WHEN schema_of_variant(`suspected_iron_overload.json`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`suspected_iron_overload.json`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`suspected_iron_overload.json`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `suspected_iron_overload.json.kind`,
    CASE WHEN `conditions.json` IS NULL THEN NULL WHEN is_variant_null(`conditions.json`) THEN 'null' WHEN schema_of_variant(`conditions.json`) = 'STRING' THEN 'string' WHEN schema_of_variant(`conditions.json`) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(`conditions.json`) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(`conditions.json`) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END AS `conditions.json.kind`
  FROM `stated`
)
-- Typed columns.
SELECT
  CASE WHEN `id..kind` = 'string' THEN try_variant_get(`id.`, '$', 'string') ELSE CAST(NULL AS STRING) END AS `id`,
  CASE WHEN `date..kind` = 'string' THEN CASE WHEN (try_variant_get(`date.`, '$', 'string') RLIKE '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\z') THEN TRY_CAST(try_variant_get(`date.`, '$', 'string') AS DATE) END ELSE CAST(NULL AS DATE) END AS `date`,
  CASE WHEN `procedure.json.kind` = 'string' THEN try_variant_get(`procedure.json`, '$', 'string') ELSE CAST(NULL AS STRING) END AS `procedure`,
  CASE WHEN `purpose.json.kind` = 'string' THEN try_variant_get(`purpose.json`, '$', 'string') ELSE CAST(NULL AS STRING) END AS `purpose`,
  CASE WHEN `suspected_iron_overload.json.kind` = 'boolean' THEN try_variant_get(`suspected_iron_overload.json`, '$', 'string') = 'true' ELSE CAST(NULL AS BOOLEAN) END AS `suspected_iron_overload`,
  CASE WHEN `conditions.json.kind` = 'array' THEN transform(try_variant_get(`conditions.json`, '$', 'array<variant>'), element -> CASE WHEN schema_of_variant(element) = 'STRING' THEN try_variant_get(element, '$', 'string') END) ELSE CAST(NULL AS ARRAY<STRING>) END AS `conditions`,
  CASE WHEN ((`conditions.json.kind` = 'object') AND (CASE WHEN try_variant_get(`conditions.json`, '$[\'present\']', 'variant') IS NULL THEN NULL WHEN is_variant_null(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) THEN 'null' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) = 'STRING' THEN 'string' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END = 'array')) THEN transform(try_variant_get(try_variant_get(`conditions.json`, '$[\'present\']', 'variant'), '$', 'array<variant>'), element -> CASE WHEN schema_of_variant(element) = 'STRING' THEN try_variant_get(element, '$', 'string') END) ELSE CAST(NULL AS ARRAY<STRING>) END AS `conditions_present`,
  CASE WHEN ((`conditions.json.kind` = 'object') AND (CASE WHEN try_variant_get(`conditions.json`, '$[\'absent\']', 'variant') IS NULL THEN NULL WHEN is_variant_null(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) THEN 'null' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) = 'STRING' THEN 'string' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END = 'array')) THEN transform(try_variant_get(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant'), '$', 'array<variant>'), element -> CASE WHEN schema_of_variant(element) = 'STRING' THEN try_variant_get(element, '$', 'string') END) ELSE CAST(NULL AS ARRAY<STRING>) END AS `conditions_absent`,
  CASE WHEN `request` IS NULL THEN 'bad-json: the line' WHEN NOT (`request.kind` = 'object') THEN 'not-an-object: the line' WHEN (size(array_distinct(json_object_keys(to_json(`request`)))) < size(json_object_keys(to_json(`request`)))) THEN 'repeated-member: the line' WHEN NOT (`id..kind` IN ('string', 'null')) THEN 'wrong-type: id' WHEN NOT (`policy..kind` IN ('string', 'null')) THEN 'wrong-type: policy' WHEN NOT (`revision..kind` IN ('string', 'null')) THEN 'wrong-type: revision' WHEN NOT (`date..kind` IN ('string', 'null')) THEN 'wrong-type: date' WHEN ((`policy..kind` = 'string') AND (NOT (try_variant_get(`policy.`, '$', 'string') IN ('LA.CP.MP.53')))) THEN 'conflict: policy' WHEN ((`revision..kind` = 'string') AND (NOT (try_variant_get(`revision.`, '$', 'string') IN ('2022-02', '2/22')))) THEN 'conflict: revision' WHEN ((`date..kind` = 'string') AND (CASE WHEN (try_variant_get(`date.`, '$', 'string') RLIKE '^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\\z') THEN TRY_CAST(try_variant_get(`date.`, '$', 'string') AS DATE) END IS NULL)) THEN 'bad-date: date' WHEN ((`facts` IS NULL) OR (`facts.kind` = 'null')) THEN 'missing-facts: facts' WHEN NOT (`facts.kind` = 'object') THEN 'wrong-type: facts' WHEN (size(array_distinct(json_object_keys(to_json(`facts`)))) < size(json_object_keys(to_json(`facts`)))) THEN 'repeated-member: facts' WHEN exists(json_object_keys(to_json(`facts`)), element -> NOT (`element` IN ('procedure', 'purpose', 'suspected_iron_overload', 'conditions'))) THEN 'unknown-fact: facts' WHEN ((`procedure.json.kind` = 'object') AND exists(json_object_keys(to_json(`procedure.json`)), element -> `element` IN ('one_of', 'not'))) THEN 'partly-known: procedure' WHEN NOT (`procedure.json.kind` IN ('string', 'null')) THEN 'wrong-type: procedure' WHEN ((`purpose.json.kind` = 'object') AND exists(json_object_keys(to_json(`purpose.json`)), element -> `element` IN ('one_of', 'not'))) THEN 'partly-known: purpose' WHEN NOT (`purpose.json.kind` IN ('string', 'null')) THEN 'wrong-type: purpose' WHEN NOT (`suspected_iron_overload.json.kind` IN ('boolean', 'null')) THEN 'wrong-type: suspected_iron_overload' WHEN NOT (`conditions.json.kind` IN ('array', 'object', 'null')) THEN 'wrong-type: conditions' WHEN ((`conditions.json.kind` = 'object') AND (((try_variant_get(`conditions.json`, '$[\'present\']', 'variant') IS NOT NULL) AND (NOT (CASE WHEN try_variant_get(`conditions.json`, '$[\'present\']', 'variant') IS NULL THEN NULL WHEN is_variant_null(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) THEN 'null' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) = 'STRING' THEN 'string' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'present\']', 'variant')) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END = 'array'))) OR ((try_variant_get(`conditions.json`, '$[\'absent\']', 'variant') IS NOT NULL) AND (NOT (CASE WHEN try_variant_get(`conditions.json`, '$[\'absent\']', 'variant') IS NULL THEN NULL WHEN is_variant_null(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) THEN 'null' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) = 'STRING' THEN 'string' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) = 'BOOLEAN' THEN 'boolean' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) LIKE 'ARRAY%' THEN 'array' WHEN schema_of_variant(try_variant_get(`conditions.json`, '$[\'absent\']', 'variant')) LIKE 'OBJECT%' THEN 'object' ELSE 'number' END = 'array'))) OR (size(array_distinct(json_object_keys(to_json(`conditions.json`)))) < size(json_object_keys(to_json(`conditions.json`)))) OR exists(json_object_keys(to_json(`conditions.json`)), element -> NOT (`element` IN ('present', 'absent'))))) THEN 'wrong-type: conditions' ELSE CAST(NULL AS STRING) END AS `error`
FROM `kinds`

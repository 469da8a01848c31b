-- policy: X.1
-- revision: 2024-06
-- printed: 6/24
-- title: Liver iron by MRI
-- publisher: A payer
-- status: draft
-- code_set: ICD-10-CM April 1 2026 release
-- compiler: policyc
-- source_sha256: 0
-- notice: an unofficial restatement; the publisher's own publication is authoritative
--
-- Answers a table `requests`, which has a row for each request, with the columns
--   id: the caller's name for the request
--   date: the date of service
--   procedure: a code, as in CPT:76498
--   purpose: liver_iron, other
--   suspected: true or false
--   conditions: a complete list of terms and codes
--   conditions_present: or the members that are present,
--   conditions_absent: and those that are absent
--   error: why the request cannot be read, or null
-- A null is unknown. Returns id, result, outcome, statement, criteria, criterion_ids, needs, and
-- error: a request with an error has no verdict.
--
WITH "checked" AS (
  -- The error of a request, which then gets no verdict.
  SELECT
    *,
    CASE WHEN regexp_matches((' ' || replace(array_to_string("conditions", ' '), '.', '') || ' '), ' (ICD-10-CM:(B18))') THEN (' ' || replace(array_to_string("conditions", ' '), '.', '') || ' ') ELSE CAST(NULL AS VARCHAR) END AS "conditions.codes.",
    (len(list_filter("conditions", lambda element: (regexp_matches("element", '^(CPT|HCPCS|ICD-10-CM|ICD-10-PCS|LOINC):') AND (NOT regexp_matches(replace("element", '.', ''), '^(ICD-10-CM:B181)$'))))) > 0) AS "conditions.any.",
    CASE WHEN "error" IS NOT NULL THEN "error" WHEN (("date" < DATE '1900-01-01') OR ("date" > DATE '2199-12-31')) THEN 'bad-date: date' WHEN NOT regexp_matches("procedure", '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])$') THEN 'bad-code: procedure' WHEN NOT ("purpose" IN ('liver_iron', 'other')) THEN 'unknown-word: purpose' WHEN (("conditions" IS NOT NULL) AND (("conditions_present" IS NOT NULL) OR ("conditions_absent" IS NOT NULL))) THEN 'wrong-type: conditions' WHEN (len(list_filter("conditions", lambda element: (("element" IS NULL) OR ((NOT ("element" IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT regexp_matches("element", '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])$')))))) > 0) THEN 'unknown-word: conditions' WHEN (len(list_filter("conditions_present", lambda element: (("element" IS NULL) OR ((NOT ("element" IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT regexp_matches("element", '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])$')))))) > 0) THEN 'unknown-word: conditions' WHEN (len(list_filter("conditions_absent", lambda element: (("element" IS NULL) OR ((NOT ("element" IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT regexp_matches("element", '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])$')))))) > 0) THEN 'unknown-word: conditions' WHEN (len(list_filter("conditions_present", lambda element: (("element" IN ('anemia', 'hepatitis_b', 'hepatitis_c')) AND list_contains("conditions_absent", "element")))) > 0) THEN 'contradiction: conditions' ELSE NULL END AS "problem."
  FROM "requests"
), "cells" AS (
  -- The cell of each value: no test tells values of one cell apart. The last one is unknown.
  SELECT
    "id" AS "id",
    "problem." AS "problem.",
    CASE WHEN "procedure" IS NULL THEN 3 WHEN replace("procedure", '.', '') IN ('CPT:76498') THEN 1 ELSE 2 END AS "procedure.cell",
    CASE WHEN "purpose" IS NULL THEN 3 WHEN "purpose" IN ('liver_iron') THEN 1 ELSE 2 END AS "purpose.cell",
    CASE WHEN "suspected" IS NULL THEN 3 WHEN "suspected" IN (TRUE) THEN 1 ELSE 2 END AS "suspected.cell",
    CASE WHEN "conditions" IS NOT NULL THEN CASE WHEN list_contains("conditions", 'anemia') THEN 2 WHEN "conditions.any." THEN 3 ELSE 1 END WHEN list_contains("conditions_present", 'anemia') THEN 2 WHEN list_contains("conditions_absent", 'anemia') THEN 1 ELSE 3 END AS "conditions.anemia",
    CASE WHEN "conditions" IS NOT NULL THEN CASE WHEN list_contains("conditions", 'hepatitis_b') THEN 2 WHEN regexp_matches("conditions.codes.", ' (ICD-10-CM:B18|ICD-10-CM:B181) ') THEN 3 WHEN "conditions.any." THEN 3 ELSE 1 END WHEN list_contains("conditions_present", 'hepatitis_b') THEN 2 WHEN list_contains("conditions_absent", 'hepatitis_b') THEN 1 ELSE 3 END AS "conditions.hepatitis_b",
    CASE WHEN "conditions" IS NOT NULL THEN CASE WHEN list_contains("conditions", 'hepatitis_c') THEN 2 WHEN "conditions.any." THEN 3 ELSE 1 END WHEN list_contains("conditions_present", 'hepatitis_c') THEN 2 WHEN list_contains("conditions_absent", 'hepatitis_c') THEN 1 ELSE 3 END AS "conditions.hepatitis_c"
  FROM "checked"
), "answers" AS (
  -- The exact answer: a walk through the decision diagram, with an array for each variable.
  SELECT
    *,
    ([1, 2, 3, 2, 2, 2, 3, 2, 3, 1, 1, 1, 1, 3, 3, 3, 3, 3, 4, 4, 4])[([0, 3, 6, 3, 3, 3, 6, 3, 6, 9, 9, 9, 12, 15, 15, 15, 15, 15, 18, 18, 18])[([0, 3, 6, 9, 9, 9, 12, 15, 15, 18, 18, 18, 15, 15, 15])[([0, 3, 6, 3, 3, 3, 6, 3, 6, 9, 9, 9, 12, 12, 12])[([0, 3, 6, 9, 9, 9, 12, 12, 12])[([0, 3, 6])["procedure.cell"] + "purpose.cell"] + "suspected.cell"] + "conditions.anemia"] + "conditions.hepatitis_b"] + "conditions.hepatitis_c"] AS "answer."
  FROM "cells"
)
-- The answer by its names.
SELECT
  "id" AS "id",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR) WHEN "answer." IN (2) THEN 'met' WHEN "answer." IN (3) THEN 'needs-information' WHEN "answer." IN (1) THEN 'not-met' WHEN "answer." IN (4) THEN 'out-of-scope' ELSE CAST(NULL AS VARCHAR) END AS "result",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR) WHEN "answer." IN (2) THEN 'medically_necessary' ELSE CAST(NULL AS VARCHAR) END AS "outcome",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR) WHEN "answer." IN (2) THEN 'liver_iron' ELSE CAST(NULL AS VARCHAR) END AS "statement",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR[]) WHEN "answer." IN (2) THEN list_filter([CASE WHEN (("answer." IN (2)) AND ("conditions.anemia" IN (2))) THEN 'I.A' ELSE CAST(NULL AS VARCHAR) END, CASE WHEN (("answer." IN (2)) AND (([1, 2, 1, 2, 2, 2])[([0, 3, 0])["conditions.hepatitis_b"] + "conditions.hepatitis_c"] = 2)) THEN 'I.B' ELSE CAST(NULL AS VARCHAR) END], lambda element: element IS NOT NULL) ELSE CAST([] AS VARCHAR[]) END AS "criteria",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR[]) WHEN "answer." IN (2) THEN list_filter([CASE WHEN (("answer." IN (2)) AND ("conditions.anemia" IN (2))) THEN 'anemia' ELSE CAST(NULL AS VARCHAR) END, CASE WHEN (("answer." IN (2)) AND (([1, 2, 1, 2, 2, 2])[([0, 3, 0])["conditions.hepatitis_b"] + "conditions.hepatitis_c"] = 2)) THEN 'hepatitis' ELSE CAST(NULL AS VARCHAR) END], lambda element: element IS NOT NULL) ELSE CAST([] AS VARCHAR[]) END AS "criterion_ids",
  CASE WHEN "problem." IS NOT NULL THEN CAST(NULL AS VARCHAR[]) WHEN "answer." IN (3) THEN list_filter([CASE WHEN "procedure.cell" IN (3) THEN 'procedure' ELSE CAST(NULL AS VARCHAR) END, CASE WHEN ([1, 1, 1, 1, 2, 2, 2, 2, 2])[([0, 0, 0, 3, 6, 6, 6, 6, 6])[([0, 0, 0, 3, 6, 6])[([0, 0, 0, 3, 0, 3])[([0, 0, 3, 0, 0, 0])[([0, 3, 0])["procedure.cell"] + "purpose.cell"] + "suspected.cell"] + "conditions.anemia"] + "conditions.hepatitis_b"] + "conditions.hepatitis_c"] = 2 THEN 'purpose' ELSE CAST(NULL AS VARCHAR) END, CASE WHEN ([1, 1, 1, 1, 2, 2, 2, 2, 2])[([0, 0, 0, 3, 6, 6, 6, 6, 6])[([0, 0, 0, 3, 6, 6])[([0, 0, 3, 0, 0, 0])[([0, 3, 0, 3, 3, 3])[([0, 3, 0])["procedure.cell"] + "purpose.cell"] + "suspected.cell"] + "conditions.anemia"] + "conditions.hepatitis_b"] + "conditions.hepatitis_c"] = 2 THEN 'suspected' ELSE CAST(NULL AS VARCHAR) END, CASE WHEN ([1, 1, 2, 1, 1, 1, 2, 1, 2])[([0, 3, 6, 3, 3, 3, 6, 3, 6])[([0, 3, 6, 3, 3, 3])[([0, 3, 0, 3, 3, 3])[([0, 3, 0, 3, 3, 3])[([0, 3, 0])["procedure.cell"] + "purpose.cell"] + "suspected.cell"] + "conditions.anemia"] + "conditions.hepatitis_b"] + "conditions.hepatitis_c"] = 2 THEN 'conditions' ELSE CAST(NULL AS VARCHAR) END], lambda element: element IS NOT NULL) ELSE CAST([] AS VARCHAR[]) END AS "needs",
  "problem." AS "error"
FROM "answers"

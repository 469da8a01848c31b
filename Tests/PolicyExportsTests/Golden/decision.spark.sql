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
WITH `checked` AS (
  -- The error of a request, which then gets no verdict.
  SELECT
    *,
    CASE WHEN ((' ' || replace(array_join(`conditions`, ' '), '.', '') || ' ') RLIKE ' (ICD-10-CM:(B18))') THEN (' ' || replace(array_join(`conditions`, ' '), '.', '') || ' ') ELSE CAST(NULL AS STRING) END AS `conditions.codes.`,
    exists(`conditions`, element -> ((`element` RLIKE '^(CPT|HCPCS|ICD-10-CM|ICD-10-PCS|LOINC):') AND (NOT (replace(`element`, '.', '') RLIKE '^(ICD-10-CM:B181)\\z')))) AS `conditions.any.`,
    CASE WHEN `error` IS NOT NULL THEN `error` WHEN ((`date` < DATE '1900-01-01') OR (`date` > DATE '2199-12-31')) THEN 'bad-date: date' WHEN NOT (`procedure` RLIKE '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])\\z') THEN 'bad-code: procedure' WHEN NOT (`purpose` IN ('liver_iron', 'other')) THEN 'unknown-word: purpose' WHEN ((`conditions` IS NOT NULL) AND ((`conditions_present` IS NOT NULL) OR (`conditions_absent` IS NOT NULL))) THEN 'wrong-type: conditions' WHEN exists(`conditions`, element -> ((`element` IS NULL) OR ((NOT (`element` IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT (`element` RLIKE '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])\\z'))))) THEN 'unknown-word: conditions' WHEN exists(`conditions_present`, element -> ((`element` IS NULL) OR ((NOT (`element` IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT (`element` RLIKE '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])\\z'))))) THEN 'unknown-word: conditions' WHEN exists(`conditions_absent`, element -> ((`element` IS NULL) OR ((NOT (`element` IN ('anemia', 'hepatitis_b', 'hepatitis_c'))) AND (NOT (`element` RLIKE '^(CPT:[0-9]{4}[0-9A-Z]|HCPCS:[A-Z][0-9]{4}|ICD-10-CM:[A-Z][0-9][0-9A-Z]([.]?[0-9A-Z]{1,4})?|ICD-10-PCS:[0-9A-Z]{7}|LOINC:[0-9]{1,6}-[0-9])\\z'))))) THEN 'unknown-word: conditions' WHEN exists(`conditions_present`, element -> ((`element` IN ('anemia', 'hepatitis_b', 'hepatitis_c')) AND array_contains(`conditions_absent`, `element`))) THEN 'contradiction: conditions' ELSE NULL END AS `problem.`
  FROM `requests`
), `cells` AS (
  -- The cell of each value: no test tells values of one cell apart. The last one is unknown.
  SELECT
    `id` AS `id`,
    `problem.` AS `problem.`,
    CASE WHEN `procedure` IS NULL THEN 3 WHEN replace(`procedure`, '.', '') IN ('CPT:76498') THEN 1 ELSE 2 END AS `procedure.cell`,
    CASE WHEN `purpose` IS NULL THEN 3 WHEN `purpose` IN ('liver_iron') THEN 1 ELSE 2 END AS `purpose.cell`,
    CASE WHEN `suspected` IS NULL THEN 3 WHEN `suspected` IN (TRUE) THEN 1 ELSE 2 END AS `suspected.cell`,
    CASE WHEN `conditions` IS NOT NULL THEN CASE WHEN array_contains(`conditions`, 'anemia') THEN 2 WHEN `conditions.any.` THEN 3 ELSE 1 END WHEN array_contains(`conditions_present`, 'anemia') THEN 2 WHEN array_contains(`conditions_absent`, 'anemia') THEN 1 ELSE 3 END AS `conditions.anemia`,
    CASE WHEN `conditions` IS NOT NULL THEN CASE WHEN array_contains(`conditions`, 'hepatitis_b') THEN 2 WHEN (`conditions.codes.` RLIKE ' (ICD-10-CM:B18|ICD-10-CM:B181) ') THEN 3 WHEN `conditions.any.` THEN 3 ELSE 1 END WHEN array_contains(`conditions_present`, 'hepatitis_b') THEN 2 WHEN array_contains(`conditions_absent`, 'hepatitis_b') THEN 1 ELSE 3 END AS `conditions.hepatitis_b`,
    CASE WHEN `conditions` IS NOT NULL THEN CASE WHEN array_contains(`conditions`, 'hepatitis_c') THEN 2 WHEN `conditions.any.` THEN 3 ELSE 1 END WHEN array_contains(`conditions_present`, 'hepatitis_c') THEN 2 WHEN array_contains(`conditions_absent`, 'hepatitis_c') THEN 1 ELSE 3 END AS `conditions.hepatitis_c`
  FROM `checked`
), `answers` AS (
  -- The exact answer: a walk through the decision diagram, with an array for each variable.
  SELECT
    *,
    element_at(array(1, 2, 3, 2, 2, 2, 3, 2, 3, 1, 1, 1, 1, 3, 3, 3, 3, 3, 4, 4, 4), element_at(array(0, 3, 6, 3, 3, 3, 6, 3, 6, 9, 9, 9, 12, 15, 15, 15, 15, 15, 18, 18, 18), element_at(array(0, 3, 6, 9, 9, 9, 12, 15, 15, 18, 18, 18, 15, 15, 15), element_at(array(0, 3, 6, 3, 3, 3, 6, 3, 6, 9, 9, 9, 12, 12, 12), element_at(array(0, 3, 6, 9, 9, 9, 12, 12, 12), element_at(array(0, 3, 6), `procedure.cell`) + `purpose.cell`) + `suspected.cell`) + `conditions.anemia`) + `conditions.hepatitis_b`) + `conditions.hepatitis_c`) AS `answer.`
  FROM `cells`
)
-- The answer by its names.
SELECT
  `id` AS `id`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS STRING) WHEN `answer.` IN (2) THEN 'met' WHEN `answer.` IN (3) THEN 'needs-information' WHEN `answer.` IN (1) THEN 'not-met' WHEN `answer.` IN (4) THEN 'out-of-scope' ELSE CAST(NULL AS STRING) END AS `result`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS STRING) WHEN `answer.` IN (2) THEN 'medically_necessary' ELSE CAST(NULL AS STRING) END AS `outcome`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS STRING) WHEN `answer.` IN (2) THEN 'liver_iron' ELSE CAST(NULL AS STRING) END AS `statement`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS ARRAY<STRING>) WHEN `answer.` IN (2) THEN array_compact(array(CASE WHEN ((`answer.` IN (2)) AND (`conditions.anemia` IN (2))) THEN 'I.A' ELSE CAST(NULL AS STRING) END, CASE WHEN ((`answer.` IN (2)) AND (element_at(array(1, 2, 1, 2, 2, 2), element_at(array(0, 3, 0), `conditions.hepatitis_b`) + `conditions.hepatitis_c`) = 2)) THEN 'I.B' ELSE CAST(NULL AS STRING) END)) ELSE CAST(array() AS ARRAY<STRING>) END AS `criteria`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS ARRAY<STRING>) WHEN `answer.` IN (2) THEN array_compact(array(CASE WHEN ((`answer.` IN (2)) AND (`conditions.anemia` IN (2))) THEN 'anemia' ELSE CAST(NULL AS STRING) END, CASE WHEN ((`answer.` IN (2)) AND (element_at(array(1, 2, 1, 2, 2, 2), element_at(array(0, 3, 0), `conditions.hepatitis_b`) + `conditions.hepatitis_c`) = 2)) THEN 'hepatitis' ELSE CAST(NULL AS STRING) END)) ELSE CAST(array() AS ARRAY<STRING>) END AS `criterion_ids`,
  CASE WHEN `problem.` IS NOT NULL THEN CAST(NULL AS ARRAY<STRING>) WHEN `answer.` IN (3) THEN array_compact(array(CASE WHEN `procedure.cell` IN (3) THEN 'procedure' ELSE CAST(NULL AS STRING) END, CASE WHEN element_at(array(1, 1, 1, 1, 2, 2, 2, 2, 2), element_at(array(0, 0, 0, 3, 6, 6, 6, 6, 6), element_at(array(0, 0, 0, 3, 6, 6), element_at(array(0, 0, 0, 3, 0, 3), element_at(array(0, 0, 3, 0, 0, 0), element_at(array(0, 3, 0), `procedure.cell`) + `purpose.cell`) + `suspected.cell`) + `conditions.anemia`) + `conditions.hepatitis_b`) + `conditions.hepatitis_c`) = 2 THEN 'purpose' ELSE CAST(NULL AS STRING) END, CASE WHEN element_at(array(1, 1, 1, 1, 2, 2, 2, 2, 2), element_at(array(0, 0, 0, 3, 6, 6, 6, 6, 6), element_at(array(0, 0, 0, 3, 6, 6), element_at(array(0, 0, 3, 0, 0, 0), element_at(array(0, 3, 0, 3, 3, 3), element_at(array(0, 3, 0), `procedure.cell`) + `purpose.cell`) + `suspected.cell`) + `conditions.anemia`) + `conditions.hepatitis_b`) + `conditions.hepatitis_c`) = 2 THEN 'suspected' ELSE CAST(NULL AS STRING) END, CASE WHEN element_at(array(1, 1, 2, 1, 1, 1, 2, 1, 2), element_at(array(0, 3, 6, 3, 3, 3, 6, 3, 6), element_at(array(0, 3, 6, 3, 3, 3), element_at(array(0, 3, 0, 3, 3, 3), element_at(array(0, 3, 0, 3, 3, 3), element_at(array(0, 3, 0), `procedure.cell`) + `purpose.cell`) + `suspected.cell`) + `conditions.anemia`) + `conditions.hepatitis_b`) + `conditions.hepatitis_c`) = 2 THEN 'conditions' ELSE CAST(NULL AS STRING) END)) ELSE CAST(array() AS ARRAY<STRING>) END AS `needs`,
  `problem.` AS `error`
FROM `answers`

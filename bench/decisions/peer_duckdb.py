"""Decides requests with one DuckDB statement, from file to file.

usage: peer_duckdb.py SHARED REQUESTS ANSWERS THREADS
"""
import sys

import duckdb

sys.path.insert(0, sys.argv[1])
from policy import CPT, LEAVES, PURPOSE, REVISIONS

labels = list(dict.fromkeys(label for label, _, _ in LEAVES))


def listed(label):
    return " OR ".join(
        f"(list_contains(present, '{term}')" + (f" AND held >= {since})" if since else ")") for name, term, since in LEAVES if name == label
    )


criteria = ", ".join(f"CASE WHEN {listed(label)} THEN '{label}' END" for label in labels)
terms = " ".join(
    f"WHEN {at} THEN [{', '.join(repr(term) for _, term, since in LEAVES if since <= at)}]" for at in range(len(REVISIONS))
)
revisions = " ".join(f"WHEN '{revision}' THEN {at}" for at, revision in enumerate(REVISIONS))
connection = duckdb.connect()
connection.execute(f"SET threads = {sys.argv[4]}")
connection.execute(
    f"""
COPY (
  WITH requests AS (
    SELECT id, CASE revision {revisions} END AS held, facts.procedure AS procedure, facts.purpose = '{PURPOSE}' AS purpose,
      facts.suspected_iron_overload AS suspected, facts.conditions AS stated, json_type(facts.conditions) AS kind
    FROM read_json('{sys.argv[2]}', format = 'newline_delimited', columns = {{id: 'VARCHAR', revision: 'VARCHAR',
      facts: 'STRUCT(procedure VARCHAR, purpose VARCHAR, suspected_iron_overload BOOLEAN, conditions JSON)'}})
  ), sets AS (
    SELECT *, CASE kind WHEN 'ARRAY' THEN stated::VARCHAR[] WHEN 'OBJECT' THEN (stated->'present')::VARCHAR[] END AS present,
      CASE kind WHEN 'OBJECT' THEN (stated->'absent')::VARCHAR[] END AS absent
    FROM requests
  ), found AS (
    SELECT *, list_filter([{criteria}], lambda label: label IS NOT NULL) AS criteria FROM sets
  ), judged AS (
    SELECT *, CASE WHEN len(criteria) > 0 THEN true WHEN kind = 'ARRAY' THEN false
      WHEN list_has_all(absent, CASE held {terms} END) THEN false END AS condition
    FROM found
  ), decided AS (
    SELECT id, criteria,
      CASE WHEN procedure <> 'CPT:{CPT}' THEN 'out-of-scope'
        WHEN NOT purpose OR NOT suspected OR NOT condition
          THEN CASE WHEN procedure IS NULL THEN 'needs-information' ELSE 'not-met' END
        WHEN procedure IS NULL OR purpose IS NULL OR suspected IS NULL OR condition IS NULL THEN 'needs-information'
        ELSE 'met' END AS result,
      CASE WHEN NOT purpose OR NOT suspected OR NOT condition THEN ['procedure']
        ELSE list_filter([CASE WHEN procedure IS NULL THEN 'procedure' END, CASE WHEN purpose IS NULL THEN 'purpose' END,
          CASE WHEN suspected IS NULL THEN 'suspected_iron_overload' END, CASE WHEN condition IS NULL THEN 'conditions' END],
          lambda name: name IS NOT NULL) END AS needs
    FROM judged
  )
  SELECT id, result, CASE result WHEN 'met' THEN criteria ELSE [] END AS criteria,
    CASE result WHEN 'needs-information' THEN needs ELSE [] END AS needs
  FROM decided
) TO '{sys.argv[3]}' (FORMAT json)
"""
)

"""Decides requests with hand-written Python and orjson. It writes one answer per line, as the oracle does.

usage: peer_python.py SHARED REQUESTS ANSWERS
"""
import sys

import orjson

sys.path.insert(0, sys.argv[1])
from policy import CPT, LEAVES, PURPOSE, REVISIONS

TABLES = {
    revision: {term: index for index, (_, term, since) in enumerate(LEAVES) if since <= at} for at, revision in enumerate(REVISIONS)
}
LABELS = [label for label, _, _ in LEAVES]
CODE = f"CPT:{CPT}"


def decide(revision, facts):
    table = TABLES[revision]
    stated = facts.get("conditions")
    if type(stated) is list:
        matched = {table[term] for term in stated if term in table}
        condition = bool(matched)
    elif stated is None:
        matched, condition = (), None
    else:
        matched = {table[term] for term in stated["present"] if term in table}
        condition = True if matched else False if table.keys() <= set(stated["absent"]) else None
    procedure = facts.get("procedure")
    if procedure is not None and procedure != CODE:
        return "out-of-scope", [], []
    purpose = facts.get("purpose")
    if purpose is not None:
        purpose = purpose == PURPOSE
    suspected = facts.get("suspected_iron_overload")
    if purpose is False or suspected is False or condition is False:
        return ("not-met", [], []) if procedure else ("needs-information", [], ["procedure"])
    needs = [] if procedure else ["procedure"]
    if purpose is None:
        needs.append("purpose")
    if suspected is None:
        needs.append("suspected_iron_overload")
    if condition is None:
        needs.append("conditions")
    if needs:
        return "needs-information", [], needs
    return "met", list(dict.fromkeys(LABELS[index] for index in sorted(matched))), []


with open(sys.argv[2], "rb") as requests, open(sys.argv[3], "wb", buffering=1 << 20) as answers:
    for line in requests:
        request = orjson.loads(line)
        result, criteria, needs = decide(request["revision"], request["facts"])
        answers.write(orjson.dumps({"id": request["id"], "result": result, "criteria": criteria, "needs": needs}))
        answers.write(b"\n")

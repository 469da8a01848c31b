"""The Python package without any other: the conformance file, errors, threads and memory.

usage: package.py TABLE FOLDER
"""
import concurrent.futures
import datetime
import decimal
import json
import pathlib
import resource
import sys

import policyc

table = policyc.load(sys.argv[1])
folder = pathlib.Path(sys.argv[2])
requests = [json.loads(line) for line in (folder / "requests.ndjson").open()]
answers = [json.loads(line) for line in (folder / "answers.ndjson").open()]
assert len(requests) == len(answers) > 20


def answer(request):
    try:
        found = table.decide(request["facts"], request.get("date"))
    except policyc.PolicycError as error:
        return {"id": request["id"], "error": error.code}
    return {"id": request["id"], "result": found.result, "outcome": found.outcome, "statement": found.statement,
            "criteria": list(found.criteria), "criterion_ids": list(found.criterion_ids),
            "needs": list(found.needs)}


for request, expected in zip(requests, answers, strict=True):
    assert answer(request) == expected, (request, answer(request), expected)

# One table on many threads.
with concurrent.futures.ThreadPoolExecutor(8) as threads:
    many = list(threads.map(answer, requests * 400))
assert many == answers * 400


def refused(code, message, call, *arguments):
    try:
        call(*arguments)
    except policyc.PolicycError as error:
        assert error.code == code and message in error.message, error
        assert isinstance(error, ValueError) and str(error).startswith(code + ": ")
    else:
        raise AssertionError(f"{arguments} is not refused")


refused("unknown-fact", "`purpose`", table.decide, {"purpos": "other"})
refused("unknown-fact", "`purpose`", table.decide, {"purpos": None})
refused("unknown-word", "`other`", table.decide, {"purpose": "othr"})
refused("wrong-type", "purpose", table.decide, {"purpose": True})
refused("wrong-type", "suspected_iron_overload", table.decide, {"suspected_iron_overload": 1})
refused("bad-code", "procedure", table.decide, {"procedure": "76498"})
refused("bad-date", "2024-02-30", table.decide, {}, "2024-02-30")
refused("wrong-type", "procedure", table.decide, {"procedure": decimal.Decimal("1.5")})
refused("out-of-range", "NaN", table.decide, {"procedure": decimal.Decimal("NaN")})
refused("out-of-range", "nan", table.decide, {"procedure": float("nan")})
refused("bad-table", "", policyc.Table, b"{}")
refused("bad-table", "", policyc.Table, b"")

for wrong, call in [
    ("a fact", lambda: table.decide({"purpose": object()})), ("facts", lambda: table.decide([("purpose", "other")])),
    ("name", lambda: table.decide({1: "other"})), ("date", lambda: table.decide({}, 20240201)),
    ("__arrow_c_stream__", lambda: table.decide_batch([{"purpose": "other"}])),
]:
    try:
        call()
    except (TypeError, AttributeError) as error:
        assert wrong in str(error) or isinstance(error, AttributeError), error
    else:
        raise AssertionError(wrong)

# An error leaves nothing behind for the next request.
assert table.decide({}).needs == table.facts
assert table.decide({"conditions": {"hepatitis_b"}}, datetime.date(2024, 2, 1)).needs == table.facts[:3]

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(100_000):
    table.decide({"procedure": "CPT:76498", "conditions": ["hepatitis_b"]})
for _ in range(20):
    policyc.load(sys.argv[1])
assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000, "memory grows with each request"
print(f"{table}: {len(requests)} requests answered as every embedding does")

"""Columns that are refused, values that are, and lists of entries, against `policyc decide`.

usage: columns.py POLICYC
"""
import datetime
import decimal
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import policyc
import pyarrow as pa

compiler = str(pathlib.Path(sys.argv[1]).resolve())
POLICY = {
    "policy": "C.1", "revision": "1/24", "title": "Columns", "scope": {"flag": [True, False]},
    "facts": {
        "flag": {"type": "boolean", "ask": "?"},
        "dose": {"type": "number", "unit": "mg", "minimum": 0, "maximum": 1000, "ask": "?"},
        "begun": {"type": "date", "ask": "?"},
        "ill": {"type": "duration", "unit": "wk", "ask": "?"},
        "drug": {"type": "choice", "of": ["a", "b"], "ask": "?"},
        "visits": {"type": "records", "ask": "?", "each": {
            "kind": {"type": "choice", "of": ["x", "y"], "ask": "?"},
            "value": {"type": "number", "ask": "?"}, "done": {"type": "boolean", "ask": "?"}}},
    },
    "statements": [{
        "id": "covered", "outcome": "medically_necessary", "text": "Any of:", "any_of": [
            {"id": "dose", "text": "A dose", "when": {"dose": {"over": 2.5}}},
            {"id": "drug", "text": "A drug", "when": {"drug": "b"}},
            {"id": "begun", "text": "A day", "when": {"begun": {"from": "2024-01-01"}}},
            {"id": "ill", "text": "Ill", "when": {"ill": {"at_least": 6}}},
            {"id": "high", "text": "The latest value",
             "when": {"visits": {"latest": {"value": {"over": 7}}, "where": {"kind": "x"}}}},
            {"id": "often", "text": "Visits",
             "when": {"visits": {"count": {"at_least": 3}, "within": "6 months", "where": {"done": True}}}},
        ]}],
}


def run(folder, *arguments, requests=()):
    return subprocess.run([compiler, *arguments], cwd=folder, capture_output=True, text=True,
                          input="".join(json.dumps(request) + "\n" for request in requests))


def built(folder):
    policy = pathlib.Path(folder) / "policy/C.1"
    policy.mkdir(parents=True)
    (policy / "2024-01.yaml").write_text(json.dumps(POLICY))
    (policy / "revisions.yaml").write_text(json.dumps({
        "policy": "C.1", "publisher": "A payer", "original": "It is made up.",
        "revisions": [{"revision": "1/24", "status": "draft"}],
        "log": [{"revision": "1/24", "changes": ["It is new."]}]}))
    result = run(folder, "build")
    if result.returncode:
        sys.exit(result.stderr)
    return policyc.load(pathlib.Path(folder) / "generated/C.1/2024-01/decision-table.json")


def refused(table, message, columns):
    try:
        table.decide_batch(pa.table(columns))
    except policyc.PolicycError as error:
        assert error.code == "bad-columns" and message in error.message, (error.message, message)
    else:
        sys.exit(f"{columns} is not refused")


def answers(table, columns, **options):
    return pa.table(table.decide_batch(pa.table(columns), **options)).to_pylist()


SERVICE = datetime.date(2024, 6, 15)


def entry(r):
    made = {}
    if r.random() < 0.9:
        made["date"] = SERVICE - datetime.timedelta(days=r.choice([0, 1, 100, 182, 183, 184, 185, 400]))
    for name, value in (("kind", r.choice("xy")), ("value", r.choice([6.5, 7, 7.25, 8])), ("done", r.random() < 0.7)):
        if r.random() < 0.8:
            made[name] = value
    return made


def visits(r):
    """What a request states of visits, in JSON and in columns."""
    entries = [entry(r) for _ in range(r.randint(0, 4))]
    stated = [{name: str(value) if name == "date" else value for name, value in e.items()} for e in entries]
    form = r.choice(["none", "complete", "present", "within"])
    if form == "none":
        return None, {}
    if form == "complete":
        return stated, {"visits": entries}
    if form == "present":
        return {"present": stated}, {"visits_present": entries}
    start, end = SERVICE - datetime.timedelta(days=r.choice([184, 365])), SERVICE - datetime.timedelta(days=r.choice([0, 30]))
    complete = r.choice([{"from": start}, {"until": end}, {"from": start, "until": end}])
    return ({"present": stated, "complete": {name: str(day) for name, day in complete.items()}},
            {"visits_present": entries} | {f"visits_complete_{name}": day for name, day in complete.items()})


def compare_lists(table, folder, count):
    r = random.Random(1)
    requests, rows = [], []
    for number in range(count):
        facts, row = {}, {"id": str(number), "date": SERVICE}
        stated, columns = visits(r)
        if stated is not None:
            facts["visits"] = stated
        row |= columns
        for name, value in (("flag", True), ("dose", r.choice([1, 2.5, 3])), ("drug", r.choice("ab"))):
            if r.random() < 0.6:
                facts[name] = row[name] = value
        requests.append({"id": str(number), "revision": "1/24", "date": str(SERVICE), "facts": facts})
        rows.append(row)
    entries = pa.list_(pa.struct([("date", pa.date32()), ("kind", pa.string()), ("value", pa.float64()), ("done", pa.bool_())]))
    schema = pa.schema([
        ("id", pa.string()), ("date", pa.date32()), ("flag", pa.bool_()), ("dose", pa.float32()), ("drug", pa.string()),
        ("visits", entries), ("visits_present", entries), ("visits_complete_from", pa.date32()),
        ("visits_complete_until", pa.date32())])
    columns = pa.Table.from_pylist(rows, schema=schema)
    decided = [json.loads(line) for line in run(folder, "decide", requests=requests).stdout.splitlines()]
    # Once as they are, and once out of the middle of their arrays.
    longer = pa.concat_tables([columns.slice(0, 5), columns]).combine_chunks()
    for found in (columns, longer.slice(5)):
        found = answers(table, found, threads=2)
        assert len(found) == len(decided) == count
        for request, one, other in zip(requests, decided, found):
            same = one.get("result") == other["result"] and one.get("needs") == other["needs"] and (
                one.get("criteria") == other["criteria"])
            if not same or other["error"]:
                sys.exit(f"{json.dumps(request)}\n  {one}\n  {other}")
    return sum(answer["result"] == "met" for answer in decided)


with tempfile.TemporaryDirectory() as folder:
    table = built(folder)
    refused(table, "column `doses` is not one of this table; write `dose`", {"doses": [1]})
    refused(table, "column `dose` is a number, not the Arrow type `u`", {"dose": ["1"]})
    refused(table, "column `drug` is a text, not the Arrow type `l`", {"drug": [1]})
    refused(table, "column `flag` is true or false", {"flag": [1]})
    refused(table, "column `begun` is a date", {"begun": ["2024-01-01"]})
    refused(table, "column `begun` has the Arrow type `tsu:UTC`",
            {"begun": pa.array([0], pa.timestamp("us", "UTC"))})
    refused(table, "column `visits` is a list of entries", {"visits": [[1]]})
    refused(table, "`kinds`", {"visits": [[{"kinds": "x"}]]})
    refused(table, "column `visits.value` is a number", {"visits": [[{"value": "x"}]]})
    twice = pa.Table.from_arrays([pa.array([1.0]), pa.array([2.0])], names=["dose", "dose"])
    refused(table, "there are two columns `dose`", twice)
    refused(table, "column `ill_months` is not one", {"ill_months": [1]})

    # Values of every type that states them, on both sides of a bound; a row that cannot be read does not stop others.
    d = decimal.Decimal
    for type, values in [
        (pa.float64(), [2.5, 2.5000000000000004]), (pa.float32(), [2.5, 2.5000002]),
        (pa.decimal128(38, 18), [d("2.5"), d("2.500000000000000001")]), (pa.decimal64(10, 2), [d("2.5"), d("2.51")]),
        (pa.decimal32(5, 2), [d("2.5"), d("2.51")]), (pa.int8(), [2, 3]), (pa.uint64(), [2, 3]), (pa.int32(), [2, 3]),
    ]:
        found = answers(table, {"flag": [True] * 2, "dose": pa.array(values, type), "drug": ["a"] * 2})
        assert [a["criteria"] for a in found] == [[], ["I.A"]], (type, found)
    found = answers(table, {"id": pa.array(range(6)), "dose": [1.0, float("nan"), -1.0, None, 1001.0, 3.0],
                            "flag": [True] * 6, "error": [None, None, None, None, None, "late: it is"]})
    assert [a["error"] for a in found] == [
        None, "out-of-range: dose", "out-of-range: dose", None, "out-of-range: dose", "late: it is"], found
    assert [a["id"] for a in found] == list(range(6)) and all(a["result"] is None for a in found if a["error"])
    days = [datetime.date(2023, 12, 31), datetime.date(2024, 1, 1)]
    for type in (pa.date32(), pa.date64(), pa.timestamp("s"), pa.timestamp("ms"), pa.timestamp("us"), pa.timestamp("ns")):
        found = answers(table, {"flag": [True] * 2, "begun": pa.array(days, pa.date32()).cast(type)})
        assert [a["criteria"] for a in found] == [[], ["I.C"]], (type, found)
    noon = pa.array([datetime.datetime(2024, 1, 1, 12)], pa.timestamp("us"))
    assert answers(table, {"begun": noon})[0]["error"] == "bad-date: begun"
    assert answers(table, {"begun": pa.array([-30_000], pa.date32())})[0]["error"] == "bad-date: begun"
    found = answers(table, {"flag": [True] * 4, "date": [SERVICE, SERVICE, None, SERVICE],
                            "ill_since": pa.array([SERVICE - datetime.timedelta(days=41), SERVICE - datetime.timedelta(days=42),
                                                   SERVICE, SERVICE + datetime.timedelta(days=1)]),
                            "ill_days": pa.array([None] * 4, pa.int64())})
    assert [a["criteria"] for a in found[:2]] == [[], ["I.D"]], found
    assert [a["error"] for a in found[2:]] == ["missing-date: ill", "date-after-service: ill"], found
    assert [a["criteria"] for a in answers(table, {"flag": [True] * 2, "ill_days": [41, 42]})] == [[], ["I.D"]]
    both = {"date": [SERVICE], "ill_since": [SERVICE], "ill_days": [3]}
    assert answers(table, both)[0]["error"] == "conflict: ill"
    assert answers(table, {"drug": pa.array(["b", "q", None]).dictionary_encode()})[1]["error"] == "unknown-word: drug"
    assert answers(table, {"drug": pa.nulls(2)})[1]["needs"] == answers(table, {"flag": pa.nulls(1)})[0]["needs"]
    late = {"date": [SERVICE], "visits": [[{"date": SERVICE + datetime.timedelta(days=1)}]]}
    assert answers(table, late)[0]["error"] == "date-after-service: visits"
    assert answers(table, {"visits": [[]]})[0]["error"] == "missing-date: visits"
    assert answers(table, {"dose": pa.array([], pa.int64())}) == []

    # A stream is taken once, and outlives its table.
    stream = table.decide_batch(pa.table({"dose": [3]}))
    met = compare_lists(table, folder, 4_000)
    del table
    assert pa.table(stream).num_rows == 1
    try:
        pa.table(stream)
    except ValueError as error:
        assert "read once" in str(error)
    else:
        sys.exit("a stream is read twice")
print(f"columns of every type, and 4,000 requests with lists of entries ({met} met): answered as policyc decides")

"""request.schema.json and answer.schema.json against `policyc decide`, on every revision that is built.

A request is valid by the schema if and only if it is answered and not refused; what a schema cannot
see is listed in request-gaps.txt, with the reason. Some requests are spelt oddly. Every answer is valid
by its schema, and a damaged answer is not.

BENCH makes further requests on one policy, if it exists.

usage: requests.py POLICYC BENCH GENERATED...
"""
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema

sys.path.insert(0, str(pathlib.Path(__file__).with_name("exports")))
from odd_json import Odd  # noqa: E402

POLICYC = pathlib.Path(sys.argv[1]).resolve()
BENCH = pathlib.Path(sys.argv[2])
GAPS = pathlib.Path(__file__).with_name("request-gaps.txt")
COUNT = 200
SERVICE = "2024-02-29"

PERIODS = ["2024-02", "2024", "1900-01", "2199", "2023-12"]
NO_PERIODS = ["2024-2", "2024-13", "24", "1899", "2200-01"]
DAYS = ["2024-02-29", "2023-02-28", "1900-01-01", "2199-12-31", "2000-02-29", "2009-02-28"]
NO_DAYS = ["2023-02-29", "1900-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-10",
           "2024-01-00", "1899-12-31", "2200-01-01", "2024-1-1", "2024-02-01\n", " 2024-02-01",
           "", "٢٠٢٤-02-01", "2024-02-01T00:00:00Z"]
CODES = ["CPT:76498", "CPT:0648T", "HCPCS:J1640", "ICD-10-CM:E83.110", "ICD-10-CM:E83110",
         "ICD-10-CM:D56", "ICD-10-CM:B181", "ICD-10-CM:B18.1", "ICD-10-CM:M1A.0110",
         "ICD-10-CM:C7A.00", "ICD-10-PCS:30233G0", "LOINC:14646-4", "LOINC:123456-7", "LOINC:1-2"]
NO_CODES = ["CPT:7649", "CPT:764981", "CPT:7649t", "CPT:7649T1", "cpt:76498", "76498", "CPT:",
            ":76498", "CPT:76498\n", "CPT: 76498", "HCPCS:1640J", "HCPCS:J16400", "ICD-10-CM:E83.",
            "ICD-10-CM:E8", "ICD-10-CM:e83.110", "ICD-10-CM:E83..1", "ICD-10-CM:E.83110",
            "ICD-10-CM:E8311000", "ICD-10-CM:E83.11000", "ICD-10-CM:EA3", "ICD-10:E83.110",
            "ICD-10-PCS:30233G", "ICD-10-PCS:30233G01", "LOINC:1234567-8", "LOINC:146464",
            "LOINC:-4", "SNOMED:73211009", "CPT:7649٨"]
OTHERS = [None, True, False, 0, 1, -1, 1.5, 1e300, "", "x", "true", [], [None], [1], [[]], {},
          {"value": 1}, {"value": 1, "unit": "kg"}, {"present": None}, {"present": [], "extra": []},
          {"absent": "x"}, {"value": "1", "unit": "a"}]


def numbers(fact):
    ends = [fact[key] for key in ("minimum", "maximum") if key in fact]
    values = [end + step for end in ends for step in (-1, 0, 1, -0.5, 0.5)]
    return values + [0, -0.0, 1, 2, 2.0, 2.5, 19, 40.25, 1e2, 5e-3]


def partly_known(fact, r):
    """A range, a range of days, or a choice among values; sometimes one that is wrong."""
    kind = fact["type"]
    if kind in ("choice", "code"):
        words = fact["of"] if kind == "choice" else CODES + TESTED.get(fact["id"], [])
        return {r.choice(["one_of", "not"]): r.sample(words, r.randint(0, min(len(words), 3)))}
    if kind == "date" or (kind == "duration" and r.random() < 0.6):
        if r.random() < 0.4:
            return r.choice(PERIODS)
        names = r.sample(["from", "after", "until", "before"], r.choice([1, 1, 2, 2, 3]))
        return {name: r.choice(DAYS) for name in names}
    names = r.sample(["at_least", "over", "at_most", "under"], r.choice([1, 1, 2, 2, 3]))
    values = [0, 3, 12.5, 180] if kind == "duration" else numbers(fact)
    unit = r.choice(["a", "mo", "wk", "d", "kg", fact.get("unit", "1")])
    return {name: r.choice(values) for name in names} | ({"unit": unit} if r.random() < 0.3 else {})


def good(fact, r):
    """A value that a request on this fact might well state."""
    kind = fact["type"]
    if kind not in ("boolean", "set") and r.random() < 0.25:
        return partly_known(fact, r)
    if kind == "boolean":
        return r.choice([True, False])
    if kind == "choice":
        return r.choice(fact["of"])
    if kind == "code":
        return r.choice(CODES + TESTED.get(fact["id"], []))
    if kind == "date":
        return r.choice(DAYS)
    if kind == "duration":
        unit = r.choice(["a", "mo", "wk", "d"])
        return r.choice([r.choice(["2009-02-28", "2020-01-31"]), r.choice([0, 3, 12.5]),
                         {"value": r.choice([0, 2, 180]), "unit": unit}])
    if kind == "set":
        terms = [term["id"] for term in fact["terms"]]
        some = r.sample(terms, r.randrange(min(len(terms), 5)))
        if r.random() < 0.3:
            some.append(r.choice(CODES))
        if r.random() < 0.5:
            return some
        rest = [term for term in terms if term not in some]
        return {"present": some, "absent": r.sample(rest, r.randrange(min(len(rest), 4) + 1))}
    value = r.choice(numbers(fact))
    return value if r.random() < 0.6 else {"value": value, "unit": fact.get("unit", "1")}


def bad(fact, r):
    """A value that is more often wrong than not."""
    pool = [OTHERS, NO_DAYS + DAYS, NO_PERIODS + PERIODS, NO_CODES + CODES, numbers(fact)]
    pool.append([{"one_of": [1]}, {"not": "x"}, {"one_of": [], "not": []}, {"at_least": "1"},
                 {"from": "2024-02"}, {"unit": "a"}, {"at_least": 1, "from": "2024-02-01"},
                 {"at_least": 1, "value": 1}, {"until": None}])
    if fact["type"] == "set":
        terms = [term["id"] for term in fact["terms"]]
        term = r.choice(terms)
        pool += [[{"present": [term], "absent": r.sample(terms, 2 if len(terms) > 1 else 1)},
                  [term, term], [term, r.choice(NO_CODES)], ["no_such_term"], [term.upper()],
                  {"present": [r.choice(CODES)], "absent": [r.choice(CODES)]},
                  {"absent": [r.choice(NO_CODES)]}]] * 3
    if fact["type"] in ("number", "integer", "duration"):
        pool += [[{"value": r.choice(numbers(fact)), "unit": unit}
                  for unit in ("a", "mo", "wk", "d", "1", "", "kg", fact.get("unit", "g"))]] * 2
    if fact["type"] == "choice":
        pool.append([fact["of"][0] + " ", fact["of"][0].upper(), "no_such_word"])
    return r.choice(r.choice(pool))


def request(table, names, r):
    head = {"id": f"R{r.randrange(10**6)}", "date": SERVICE, "plan": {"any": [1, None]}}
    if r.random() < 0.5:
        head["policy"] = table["policy"]
    if r.random() < 0.5:
        head["revision"] = r.choice(names)
    if r.random() < 0.25:
        del head["date"]
    head["facts"] = {fact["id"]: None if r.random() < 0.05 else good(fact, r)
                     for fact in table["table"]["facts"] if r.random() < 0.6}
    return head


def mutate(head, table, r):
    """One mistake, more or less."""
    facts = table["table"]["facts"]
    fact = r.choice(facts)
    kind = r.randrange(12)
    if kind < 8:
        head["facts"][fact["id"]] = bad(fact, r)
    elif kind == 8:
        name = r.choice(["id", "policy", "revision", "date", "facts"])
        head[name] = r.choice([None, 1, "", "x", "1999-01", "99/99", [], {}] + NO_DAYS + DAYS)
    elif kind == 9:
        head["facts"][r.choice(["Procedure", "no_such_fact", fact["id"] + " ", ""])] = None
    elif kind == 10:
        head.pop(r.choice(list(head)))
    else:
        head["revision"] = r.choice(["11/23", "2023-11", "11/2023", "1/24", "01/24", "2024-1",
                                     "2024-02-05", "2/5/24", "02/05/24", "2/05/2024", "2024-02"])


def lines_that_no_schema_sees(table, r):
    """By hand: what is gone, or not yet there, when a schema looks at a value."""
    yield '{"facts": {}'
    yield '{"facts": {}, "facts": {}}'
    yield '{"facts": {}, "x": ' + "[" * 200 + "]" * 200 + "}"
    yield '{"facts": {}, "x": "' + "x" * (1 << 20) + '"}'
    yield b'{"facts": {}, "x": "\xff"}'
    for fact in table["table"]["facts"]:
        if fact["type"] == "duration":
            yield json.dumps({"date": SERVICE, "facts": {fact["id"]: "2024-03-01"}})
        if fact["type"] in ("number", "integer", "duration"):
            yield '{"facts": {"%s": 1.%s1}}' % (fact["id"], "0" * 40)
            yield json.dumps({"facts": {fact["id"]: {"over": 1, "under": 1}}})
        if "unit" in fact and fact["type"] in ("number", "integer"):
            yield json.dumps({"facts": {fact["id"]: {"value": 1, "unit": "Cel"}}})


def as_value(line):
    if isinstance(line, bytes):
        line = line.decode("utf-8", "replace")
    return json.loads(line)


def decide(generated, lines, *options):
    run = subprocess.run(
        [POLICYC, "decide", "--compiled", generated.name, *options, "-"],
        cwd=generated.resolve().parent,
        input=b"\n".join(line if isinstance(line, bytes) else line.encode() for line in lines) + b"\n",
        capture_output=True)
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(answers) == len(lines), (len(answers), len(lines), run.stderr[:2000])
    return answers


def damaged(answer, r):
    """The answer with one thing wrong."""
    broken = copy.deepcopy(answer)
    if "error" in broken:
        r.choice([lambda: broken["error"].update(code="no-such-code"),
                  lambda: broken["error"].pop("message"), lambda: broken.update(result="met"),
                  lambda: broken["error"].update(line=0)])()
        return broken
    name = r.choice(["policy", "revision", "basis", "result", "outcome", "statement", "criteria",
                     "criterion_ids", "needs", "id"])
    if r.random() < 0.3:
        del broken[name]
    else:
        broken[name] = {"criteria": ["no such label"], "criterion_ids": ["no_such_id"], "needs": ["no_such_fact"], "id": 1}.get(
            name, "denied")
    return broken


def benchmark_requests():
    """By policy and revision as they are named there."""
    if not (BENCH / "gen.py").exists():
        print(f"benchmark requests: skipped, there is no {BENCH}/gen.py")
        return {}
    with tempfile.TemporaryDirectory() as name:
        out = pathlib.Path(name) / "requests.ndjson"
        subprocess.run([sys.executable, "-B", str(BENCH / "gen.py"), "2000", "7", str(out)], check=True)
        found = {}
        for line in out.read_text().splitlines():
            value = json.loads(line)
            found.setdefault((value["policy"], value["revision"]), []).append(line)
        return found


made = benchmark_requests()
listed = dict(line.split(": ", 1) for line in GAPS.read_text().splitlines()
              if line and not line.startswith("#"))
failures, unseen, counts = [], {}, {"valid": 0, "refused": 0, "answers": 0}
kinds, ways = set(), set()
for folder in map(pathlib.Path, sys.argv[3:]):
    for path in sorted(folder.glob("*/*/decision-table.json")):
        table = json.loads(path.read_text())
        name = f"{table['policy']} {table['revision']}"
        validators = []
        for schema in ("request", "answer"):
            content = json.loads(path.with_name(f"{schema}.schema.json").read_text())
            jsonschema.Draft7Validator.check_schema(content)
            validators.append(jsonschema.Draft7Validator(content))
        wanted, answered = validators
        TESTED = {}
        for match in re.finditer(r'"fact": "(\w+)",\s*"in": (\[[^\]]*\])', path.read_text()):
            TESTED.setdefault(match[1], []).extend(
                value for value in json.loads(match[2]) if isinstance(value, str) and ":" in value)
        names = wanted.schema["properties"]["revision"]["anyOf"][0]["enum"]
        r = random.Random(name)
        odd = Odd(random.Random(f"odd {name}"), 0.2)
        lines = []
        for place in range(COUNT):
            head = request(table, names, r)
            for _ in range(place % 3):
                if isinstance(head.get("facts"), dict):
                    mutate(head, table, r)
            lines.append(odd.line(head) if place % 4 == 3 else json.dumps(head, ensure_ascii=place % 2 == 0))
        lines += [json.dumps(value) for value in OTHERS]
        for written in names:
            lines += made.get((table["policy"], written), [])[:80]
        lines += lines_that_no_schema_sees(table, r)
        run = ["--policy", table["policy"], "--revision", table["revision"]]
        # Other ways to ask give answers of other kinds: with reasons, by codes, by date.
        others = decide(folder, lines[:60], *run, "--crosswalk")
        others += decide(folder, lines[:20], *run, "--explain-json")
        dated = ['{"id": "%d", "date": "%d-03-02", "facts": {}}' % (year, year) for year in range(2014, 2026)]
        others += [answer for answer in decide(
            folder, dated, "--policy", table["policy"], "--assume-approval-effective")
            if answer.get("revision", table["revision"]) == table["revision"]]
        counts["answers"] += len(others)
        ways |= {key for answer in others for key in answer if key in ("via", "explanation")}
        ways |= {answer["basis"] for answer in others if "basis" in answer}
        for answer in others:
            for error in answered.iter_errors(answer):
                failures.append(f"{name}: an answer that its schema refuses: {answer}: {error.message[:200]}")
        for line, answer in zip(lines, decide(folder, lines, *run)):
            try:
                valid = wanted.is_valid(as_value(line))
            except ValueError:
                valid = True  # No schema has spoken.
            code = answer.get("error", {}).get("code")
            kinds.add(code)
            if not valid and code is None:
                failures.append(f"{name}: answered, and not valid: {line[:300]}")
            elif valid and code is not None:
                unseen.setdefault(code, f"{name}: {line[:200]} {answer['error']['message'][:200]}")
            counts["valid" if code is None else "refused"] += 1
            counts["answers"] += 1
            for error in answered.iter_errors(answer):
                failures.append(f"{name}: an answer that its schema refuses: {answer}: {error.message[:200]}")
            if answered.is_valid(broken := damaged(answer, r)):
                failures.append(f"{name}: a damaged answer that its schema takes: {broken}")
for code, example in sorted(unseen.items()):
    if code not in listed:
        failures.append(f"{code}: the schema takes {example}; say why in {GAPS.name}")
for code in sorted(set(listed) - set(unseen)):
    failures.append(f"{code}: listed in {GAPS.name}, and never seen to be missed")
if missing := {"via", "explanation", "named", "effective", "approval"} - ways:
    failures.append(f"no answer was seen with {missing}")
print(f"requests: {counts['valid']} answered and {counts['refused']} refused, each as its schema has it; "
      f"{counts['answers']} answers valid; {len(kinds) - 1} kinds of error, of which {len(unseen)} are beyond a schema")
print("\n".join(failures[:40]))
sys.exit(bool(failures))

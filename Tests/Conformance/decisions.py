"""Compares `policyc decide` with other programs: the one in docs/decision-table.md, and an oracle if there is one.

usage: decisions.py POLICYC [ORACLE_FOLDER]
"""
import decimal
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC = sys.argv[1]
ORACLE = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None

# The members of an answer that the documented program computes.
MEMBERS = ("result", "outcome", "statement", "criteria", "criterion_ids", "needs")


def answers(requests, policy="LA.CP.MP.53"):
    run = subprocess.run(
        [POLICYC, "decide", "--policy", policy, str(requests)], cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare(name, found, expected):
    differences = [(a, b) for a, b in zip(found, expected) if a != b]
    if len(found) != len(expected) or differences or not found:
        print(f"{name}: {len(found)} answers, {len(expected)} expected, "
              f"{len(differences)} differ: {differences[:3]}")
        sys.exit(1)
    print(f"{name}: {len(found)} answers, all equal")


def program_in_the_documentation():
    text = (ROOT / "docs/decision-table.md").read_text()
    program = {}
    exec(re.search(r"```python\n(.*?)```", text, re.S).group(1).split('if __name__')[0], program)
    return program


def documented_program(program):
    """Compares requests in which each fact is known, unknown or partially known."""
    values = {
        "procedure": ["CPT:76498", "CPT:74181", None],
        "purpose": ["liver_iron_concentration", "other", None],
        "suspected_iron_overload": [True, False, None],
        "conditions": [
            [], None, ["thalassemia_major"], ["ICD-10-CM:D46.1"], ["ICD-10-CM:D46"],
            ["ICD-10-CM:J45.3"], ["ICD-10-CM:B18.1", "hepatitis_c"], ["ICD-10-CM:B18"],
            ["ICD-10-CM:E83110", "hemodialysis_for_end_stage_renal_failure"],
            {"present": ["ICD-10-CM:B18.1"]}, {"present": ["aceruloplasminemia"]},
        ],
    }
    for revision in sorted(p.name for p in (ROOT / "generated/LA.CP.MP.53").glob("20*")):
        table = json.loads(
            (ROOT / f"generated/LA.CP.MP.53/{revision}/decision-table.json").read_text())["table"]
        declared = next(f for f in table["facts"] if f["id"] == "conditions")["terms"]
        terms = [term["id"] for term in declared]
        # The program enumerates all completions, so most terms have to be stated.
        values["conditions"][1] = {"absent": terms[4:]}
        values["conditions"][-2] = {"present": ["ICD-10-CM:B18.1"], "absent": terms}
        values["conditions"][-1] = {"present": ["aceruloplasminemia"], "absent": terms[:15]}
        cases = [
            {"procedure": a, "purpose": b, "suspected_iron_overload": c, "conditions": d}
            for a in values["procedure"] for b in values["purpose"]
            for c in values["suspected_iron_overload"] for d in values["conditions"]]
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
            for case in cases:
                file.write(json.dumps({"revision": revision, "facts": case}) + "\n")
            file.flush()
            found = [{k: a[k] for k in MEMBERS}
                     for a in answers(file.name)]
        compare(f"documented program, {revision}", found,
                [program["decide"](table, case) for case in cases])


def bounds(program):
    """Compares requests at, just below and just above the bounds of numbers, durations and validity periods."""
    rng = random.Random(20220210)
    values = {
        "procedure": ["CPT:71271", "HCPCS:G0297", "HCPCS:G0296", "CPT:71250"],
        "age": [49, 50, 54, 55, 77, 78],
        "symptoms": [False, True],
        "pack_years": [decimal.Decimal("19.999999999999999"), 20, decimal.Decimal("29.9"), 30,
                       {"value": 20, "unit": "{pack-years}"}],
        "smoking_status": ["current", "former", "never"],
        "time_since_quitting": [
            14, 15, 16, {"value": 180, "unit": "mo"}, {"value": 181, "unit": "mo"},
            "2006-02-27", "2006-02-28", "2006-03-01", "2008-02-29", "2009-03-01", "2007-02-10"],
        "order": [True, False],
        "previous_screening": [True, False],
        "time_since_screening": [
            1, {"value": 11, "unit": "mo"}, "2020-01-01", "2019-12-31", "2020-02-29"],
        "counseling_visit": [True, False],
    }
    dates = ["2020-12-31", "2021-01-01", "2021-02-28", "2022-02-09", "2022-02-10", "2024-02-29"]
    likely = {"age": 60, "symptoms": False, "pack_years": 40, "smoking_status": "former",
              "order": True, "previous_screening": True, "counseling_visit": True}
    for revision in sorted(p.name for p in (ROOT / "generated/CMS.NCD.210.14").glob("20*")):
        table = json.loads(
            (ROOT / f"generated/CMS.NCD.210.14/{revision}/decision-table.json").read_text(),
            parse_float=decimal.Decimal)["table"]
        requests = []
        while len(requests) < 1500:
            date = rng.choice(dates)
            facts = {name: likely[name] if name in likely and rng.random() < 0.7
                     else rng.choice(choices) for name, choices in values.items()}
            for name in rng.sample(sorted(facts), rng.randint(0, 3)):
                facts[name] = None
            # A day after the date of service is an error, which the program does not check.
            if any(isinstance(value, str) and value[:2] == "20" and value > date
                   for value in facts.values()):
                continue
            requests.append({"revision": revision, "date": date, "facts": facts})
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
            for request in requests:
                # Decimals are written digit by digit, because a float would round them.
                text = json.dumps(request, default=lambda value: f"@{value}@")
                file.write(re.sub(r'"@([0-9.]+)@"', r"\1", text) + "\n")
            file.flush()
            found = [{k: a[k] for k in MEMBERS}
                     for a in answers(file.name, "CMS.NCD.210.14")]
        compare(f"documented program, bounds of {revision}", found,
                [program["decide"](table, request["facts"], request["date"])
                 for request in requests])
        results = {a["result"] for a in found}
        if results != {"met", "not-met", "needs-information", "out-of-scope"}:
            sys.exit(f"bounds of {revision}: the only results were {results}")


def oracle():
    for seed in (1, 20231115):
        with tempfile.TemporaryDirectory() as folder:
            requests = pathlib.Path(folder) / "requests.ndjson"
            run = {"cwd": ORACLE, "check": True, "env": {"PYTHONDONTWRITEBYTECODE": "1"}}
            subprocess.run(
                [sys.executable, "gen.py", "100000", str(seed), str(requests)], **run)
            expected = subprocess.run(
                [sys.executable, "oracle.py", str(requests)], capture_output=True, text=True, **run)
            found = [{k: a[k] for k in ("id", "result", "criteria", "needs")}
                     for a in answers(requests)]
        compare(f"oracle, seed {seed}", found,
                [json.loads(line) for line in expected.stdout.splitlines()])


program = program_in_the_documentation()
documented_program(program)
bounds(program)
if ORACLE and ORACLE.is_dir():
    oracle()
else:
    print("oracle: skipped, its folder does not exist")

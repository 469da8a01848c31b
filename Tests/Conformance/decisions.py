"""policyc decides as others do: the program of docs/decision-table.md, and an oracle where one is.

usage: decisions.py POLICYC [ORACLE_FOLDER]
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC = sys.argv[1]
ORACLE = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None


def answers(requests):
    run = subprocess.run(
        [POLICYC, "decide", str(requests)], cwd=ROOT, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def compare(name, found, expected):
    differences = [(a, b) for a, b in zip(found, expected) if a != b]
    if len(found) != len(expected) or differences or not found:
        print(f"{name}: {len(found)} answers, {len(expected)} expected, "
              f"{len(differences)} differ: {differences[:3]}")
        sys.exit(1)
    print(f"{name}: {len(found)} answers, all equal")


def documented_program():
    """The program of the page, on requests in which every fact is known, unknown, or in part."""
    text = (ROOT / "docs/decision-table.md").read_text()
    program = {}
    exec(re.search(r"```python\n(.*?)```", text, re.S).group(1).split('if __name__')[0], program)
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
        # Completions are enumerated one by one, so most terms are stated.
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
            found = [{k: a[k] for k in ("result", "outcome", "criteria", "needs")}
                     for a in answers(file.name)]
        compare(f"program of the page, {revision}", found,
                [program["decide"](table, case) for case in cases])


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


documented_program()
if ORACLE and ORACLE.is_dir():
    oracle()
else:
    print("oracle: skipped, its folder is not there")

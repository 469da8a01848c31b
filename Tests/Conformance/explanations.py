"""Validates explanations, suggested cases and the results of running cases against their schemas.

usage: explanations.py POLICYC CHECK_JSONSCHEMA
"""
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC, CHECK = sys.argv[1:3]


def run(*arguments, **options):
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, check=True, **options).stdout


requests = "".join(
    json.dumps({"policy": "LA.CP.MP.53", "revision": revision, "facts": {
        "procedure": procedure, "suspected_iron_overload": suspected, "conditions": conditions}})
    + "\n"
    for revision, procedure, suspected, conditions in itertools.product(
        ["08/15/2020", "2/22", "12/22", "11/23"], ["CPT:76498", "CPT:74181", None],
        [True, None], [[], None, {"present": ["hepatitis_c"]}, ["ICD-10-CM:E83.110"]]))
# Numbers, durations before the service, and a criterion that refers to another.
requests += "".join(
    json.dumps({"policy": "CMS.NCD.210.14", "date": date, "facts": {
        "procedure": procedure, "age": age, "pack_years": 25, "smoking_status": "former",
        "time_since_quitting": quit, "symptoms": False}})
    + "\n"
    for date, procedure, age, quit in itertools.product(
        ["2021-06-01", "2022-02-10"], ["CPT:71271", "HCPCS:G0296"], [52, 77, None],
        ["2007-06-01", 15, {"value": 181, "unit": "mo"}, None]))
with tempfile.TemporaryDirectory() as folder:
    paths = []
    for flags in [(), ("--crosswalk",)]:
        answers = run(POLICYC, "decide", "--explain-json", *flags, input=requests)
        for line in answers.splitlines():
            path = pathlib.Path(folder) / f"{len(paths)}.json"
            path.write_text(json.dumps(json.loads(line)["explanation"]))
            paths.append(str(path))
    run(CHECK, "--schemafile", "generated/schemas/explanation.schema.json", *paths)
    print(f"{len(paths)} explanations valid")
    # For a policy without cases, the suggestions are a complete file.
    sources = pathlib.Path(folder) / "policy"
    run("cp", "-r", "policy", str(sources))
    (sources / "LA.CP.MP.53/cases.yaml").unlink()
    (sources / "CMS.NCD.210.14/cases.yaml").unlink()
    suggested = pathlib.Path(folder) / "cases.yaml"
    for policy in ["LA.CP.MP.53", "CMS.NCD.210.14"]:
        suggested.write_text(run(POLICYC, "test", "--suggest", "--sources", str(sources), policy))
        run(CHECK, "--schemafile", f"generated/{policy}/schemas/cases.schema.json", str(suggested))
    print("suggested cases valid")
    # Results of runs: all as expected, with coverage, and none as expected.
    schema = pathlib.Path(folder) / "case-run.schema.json"
    schema.write_text(run(POLICYC, "schema", "case-run"))
    wrong = sources / "CMS.NCD.210.14/cases.yaml"
    wrong.write_text(re.sub(r"\{result: met\b.*\}", "{result: out-of-scope}", suggested.read_text()))
    for name, flags in [("passed", []), ("coverage", ["--coverage"]), ("failed", ["--sources", sources])]:
        printed = subprocess.run(
            [POLICYC, "test", "--format", "json", *flags], cwd=ROOT, capture_output=True, text=True)
        path = pathlib.Path(folder) / f"{name}.json"
        path.write_text(printed.stdout)
        run(CHECK, "--schemafile", str(schema), str(path))
        assert (printed.returncode == 1) == (name == "failed"), printed.stderr
    print("case runs valid")

"""Explanations are what their schema says, and suggested cases are what theirs does.

usage: explanations.py POLICYC CHECK_JSONSCHEMA
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC, CHECK = sys.argv[1:3]


def run(*arguments, **options):
    return subprocess.run(
        arguments, cwd=ROOT, capture_output=True, text=True, check=True, **options).stdout


requests = "".join(
    json.dumps({"revision": revision, "facts": {
        "procedure": procedure, "suspected_iron_overload": suspected, "conditions": conditions}})
    + "\n"
    for revision, procedure, suspected, conditions in itertools.product(
        ["08/15/2020", "2/22", "12/22", "11/23"], ["CPT:76498", "CPT:74181", None],
        [True, None], [[], None, {"present": ["hepatitis_c"]}, ["ICD-10-CM:E83.110"]]))
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
    # The suggestions for a policy without cases are a whole file.
    sources = pathlib.Path(folder) / "policy"
    run("cp", "-r", "policy", str(sources))
    (sources / "LA.CP.MP.53/cases.yaml").unlink()
    suggested = pathlib.Path(folder) / "cases.yaml"
    suggested.write_text(run(POLICYC, "test", "--suggest", "--sources", str(sources)))
    run(CHECK, "--schemafile", "generated/LA.CP.MP.53/schemas/cases.schema.json", str(suggested))
    print("suggested cases valid")

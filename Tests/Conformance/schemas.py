"""Compares the schemas for editors with the compiler, on a correct policy and on every mistake in the tests.

A schema must not refuse a source that the compiler accepts. What a schema accepts although the compiler
refuses it is listed in schema-gaps.txt with the reason.

usage: schemas.py POLICYC
"""
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICYC = pathlib.Path(sys.argv[1]).resolve()
FIXTURES = ROOT / "Tests/PolicyChecksTests/Fixtures"
GAPS = pathlib.Path(__file__).with_name("schema-gaps.txt")
# Findings that are warnings although the schema refuses the source, each with the reason.
STRICTER = {"pending-case": "a schema does not know the facts of a revision that is not opened yet"}


def expanded(text):
    """The text in which «3 × ab» becomes ababab, and \\xB5 becomes a byte."""
    text = re.sub(r"«(\d+) × (.*?)»", lambda m: m[2].replace("\\n", "\n") * int(m[1]), text,
                  flags=re.S)
    return re.sub(rb"\\x([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text.encode())


def apply(fixture, folder):
    """Applies the edits of a fixture to a copy of the base policy."""
    shutil.copytree(FIXTURES / "Base", folder)
    head = fixture.read_text().split("-- expected --\n")[0]
    parts = re.split(r"^-- (\w+) (\S+) --\n", head, flags=re.M)[1:]
    for verb, name, body in zip(parts[::3], parts[1::3], parts[2::3]):
        path = folder / name
        if verb == "remove":
            path.unlink()
        elif verb == "add":
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(expanded(body))
        else:
            data = path.read_bytes()
            removed, added = b"", b""
            for line in body.splitlines() + ["-"]:
                if line.startswith("-") and added:
                    assert removed in data, (fixture, removed)
                    data = data.replace(removed, added, 1)
                    removed, added = b"", b""
                if line.startswith("-"):
                    removed += line[1:].encode() + b"\n"
                elif line.startswith("+"):
                    added += expanded(line[1:] + "\n")
            path.write_bytes(data)


def kind(path):
    if path.parent.name == "terminology":
        return "crosswalk" if b"\ncrosswalk:" in b"\n" + path.read_bytes() else "terminology"
    if re.fullmatch(r"\d{4}-\d\d\.yaml", path.name):
        return "revision"
    known = {"revisions.yaml", "references.yaml", "measurement.yaml", "cases.yaml"}
    return path.stem if path.name in known else None


def refused(schema, paths):
    """The files that the validator of check-jsonschema refuses, or that its reader cannot read, which an
    editor would report as well."""
    validator = jsonschema.Draft7Validator(json.loads(schema.read_text()))
    found = set()
    for path in paths:
        try:
            signal.alarm(SECONDS)
            value = READER.load(path)
            if any(True for _ in validator.iter_errors(value)):
                found.add(path)
        except (YAMLError, ValueError, RecursionError, TimeoutError):
            found.add(path)
        finally:
            signal.alarm(0)
    return found


def refused_after_build(folder, path):
    """Whether the file is refused by the schema that these sources compile to, since they may declare names
    that the base policy does not."""
    subprocess.run([POLICYC, "build"], cwd=folder, check=True, capture_output=True)
    schema = folder / f"generated/{path.parent.name}/schemas/{kind(path)}.schema.json"
    return bool(refused(schema, [path]))


def expire(*_):
    raise TimeoutError


READER = YAML(typ="safe")
# The schemas and check-jsonschema treat dates as text.
READER.constructor.add_constructor(
    "tag:yaml.org,2002:timestamp", lambda reader, node: reader.construct_scalar(node))
SECONDS = 2
signal.signal(signal.SIGALRM, expire)

with tempfile.TemporaryDirectory() as name:
    work = pathlib.Path(name).resolve()
    (work / "good").mkdir()
    shutil.copytree(FIXTURES / "Base", work / "good/policy")
    subprocess.run([POLICYC, "build"], cwd=work / "good", check=True, capture_output=True)
    findings, sources = {}, {}
    for fixture in sorted(FIXTURES.glob("*.txt")):
        folder = work / fixture.stem
        folder.mkdir()
        apply(fixture, folder / "policy")
        run = subprocess.run([POLICYC, "check", "--format", "json"], cwd=folder,
                             capture_output=True, text=True)
        assert run.stdout, (fixture.stem, run.stderr)
        findings[fixture.stem] = json.loads(run.stdout)["findings"]
        for path in (folder / "policy").rglob("*.yaml"):
            twin = FIXTURES / "Base" / path.relative_to(folder / "policy")
            if path.is_file() and not (
                    twin.is_file() and twin.read_bytes() == path.read_bytes()):
                sources.setdefault(kind(path), []).append(path.resolve())
    for path in (work / "good/policy").rglob("*.yaml"):
        sources.setdefault(kind(path), []).append(path)
    bad = set()
    for schema in ("revision", "revisions", "references", "measurement", "cases"):
        sources.setdefault(schema, [])
        bad |= refused(work / f"good/generated/X.1/schemas/{schema}.schema.json", sources[schema])
    for schema in ("terminology", "crosswalk"):
        bad |= refused(work / f"good/generated/schemas/{schema}.schema.json", sources[schema])

    failures, caught, missed = [], set(), {}
    for case, found in findings.items():
        errors = [f for f in found if f["severity"] == "error"]
        with_errors = {(work / case / f["place"]["path"]).resolve() for f in errors}
        for path in [p for p in bad if p.is_relative_to(work / case)]:
            if case in STRICTER:
                continue
            if path not in with_errors and not errors and refused_after_build(work / case, path):
                failures.append(f"{case}: the schema refuses {path.name}, but the compiler does not")
        code = case.split("~")[0]
        if not any(f["code"] == code and f["severity"] == "error" for f in found):
            continue
        own = {(work / case / f["place"]["path"]).resolve() for f in errors if f["code"] == code}
        if own & bad:
            caught.add(code)
        else:
            missed.setdefault(code, []).append(case)
    failures += [f"good/{p.name}: refused by its schema" for p in bad
                 if p.is_relative_to(work / "good")]

    listed = dict(line.split(": ", 1) for line in GAPS.read_text().splitlines()
                  if line and not line.startswith("#"))
    for code, cases in sorted(missed.items()):
        if code not in listed:
            failures.append(f"{code}: the schema accepts {', '.join(cases)}; add the reason to {GAPS.name}")
    for code in sorted(set(listed) - set(missed)):
        failures.append(f"{code}: listed in {GAPS.name}, but the schema always reports it")
    both = sorted(caught & set(missed))
    print(f"schemas: {len(findings)} mistakes; the schemas report {len(caught)} kinds of findings "
          f"({len(both)} of them only in some cases) and miss {len(missed)}")
    print("\n".join(failures))
    sys.exit(bool(failures))

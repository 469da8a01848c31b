"""Checks that the FHIR resources of every built revision are valid R4 and agree with `policyc decide`.

If SHARED contains the schemas of R4, each resource is validated against the JSON Schema and, converted to
XML by fhir.resources, against the XSD. The questionnaire is filled in like a form with random answers. Its
response is converted to facts as docs/fhir.md describes, and policyc decides the resulting request.
fhirpathpy evaluates the conditions of the plan on the response: an action that applies must be met.

usage: fhir.py POLICYC SHARED GENERATED...
"""
import datetime
import decimal
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import jsonschema
from fhir.resources import construct_fhir_element
from fhirpathpy import compile as path
from fhirpathpy.models import models

POLICYC, SHARED = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
SCHEMAS = SHARED / "schemas/fhir-r4"
RESPONSES = 60
# The number of responses on which each plan is evaluated, and the total length of expressions to evaluate,
# which reduces that number for long plans because fhirpathpy is slow.
PLANNED, CHARACTERS = 20, 60_000
NONE, OTHER, SERVICE = "none-of-these", "another-code", "date-of-service"
SYSTEMS = {"http://www.ama-assn.org/go/cpt": "CPT",
           "http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "HCPCS",
           "http://hl7.org/fhir/sid/icd-10-cm": "ICD-10-CM",
           "http://www.cms.gov/Medicare/Coding/ICD10": "ICD-10-PCS", "http://loinc.org": "LOINC"}


# Validity

def schema_errors(resource, schema):
    root = {"$ref": f"#/definitions/{resource['resourceType']}", "definitions": schema["definitions"]}
    return [error.message[:200] for error in jsonschema.Draft6Validator(root).iter_errors(resource)]


def without_absent(value):
    """A copy without the extensions whose value is absent."""
    if isinstance(value, dict):
        return {key: without_absent(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_absent(inner) for inner in value if not (
            isinstance(inner, dict) and any(key.startswith("_value") for key in inner))]
    return value


def xsd_errors(resources):
    with tempfile.TemporaryDirectory() as name:
        files = []
        for number, resource in enumerate(resources):
            # fhir.resources does not support absent values in primitive extensions. They are valid, and the
            # JSON Schema has accepted them.
            element = construct_fhir_element(resource["resourceType"], without_absent(resource))
            path = pathlib.Path(name) / f"{number}.xml"
            path.write_text(element.xml())
            files.append(str(path))
        run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema",
                              str(SCHEMAS / "fhir-single.xsd"), *files], capture_output=True, text=True)
    return [line for line in run.stderr.splitlines() if not line.endswith(" validates")]


# Filling in the form

def enabled(item, answers):
    """Whether an item is enabled in R4. For a missing answer, only `exists` and `!=` can be true."""
    def holds(condition):
        given = answers.get(condition["question"], [])
        expected = next(value for key, value in condition.items() if key.startswith("answer"))
        operator = condition["operator"]
        if operator == "exists":
            return bool(given) == expected
        same = [same_value(value, expected) for value in given]
        if operator == "=":
            return any(same)
        if operator == "!=":
            return not any(same)
        compare = {">": lambda a, b: a > b, "<": lambda a, b: a < b, ">=": lambda a, b: a >= b,
                   "<=": lambda a, b: a <= b}[operator]
        return any(compare(value, expected) for value in given)
    results = [holds(condition) for condition in item.get("enableWhen", [])]
    return not results or (any if item.get("enableBehavior") == "any" else all)(results)


def same_value(one, other):
    if isinstance(other, dict):
        return (one["system"], one["code"]) == (other["system"], other["code"])
    return one == other


def options(item):
    return [option["valueCoding"] for option in item["answerOption"]]


def numbers_near(questionnaire, item):
    """The bounds in the conditions on an item, near which its answers are chosen."""
    found = {decimal.Decimal(0)}
    def visit(value):
        if isinstance(value, dict):
            if value.get("question") == item["linkId"]:
                found.update(decimal.Decimal(str(v)) for k, v in value.items()
                             if k in ("answerDecimal", "answerInteger"))
            for inner in value.values():
                visit(inner)
        elif isinstance(value, list):
            for inner in value:
                visit(inner)
    visit(questionnaire)
    return sorted(found)


def answer(item, questionnaire, service, r):
    kind = item["type"]
    if kind == "boolean":
        return [r.choice([True, False])]
    if kind == "date":
        if item["linkId"] == SERVICE:
            return [service]
        day = datetime.date.fromisoformat(service)
        return [str(day - datetime.timedelta(days=r.choice([0, 1, 9, 10, 11, 200, 365, 366, 4000, 5478,
                                                            5479, 9000])))]
    if kind in ("integer", "decimal"):
        bounds = {e["url"].rsplit("/", 1)[1]: decimal.Decimal(str(e.get("valueInteger", e.get("valueDecimal"))))
                  for e in item.get("extension", []) if "Value" in e["url"]}
        near = [end + step for end in numbers_near(questionnaire, item) for step in (-1, 0, 1)]
        near += [decimal.Decimal(n) for n in (10, 60, 75)]
        if kind == "decimal":
            near += [n + decimal.Decimal("0.5") for n in near]
        near = [n for n in near if bounds.get("minValue", n) <= n <= bounds.get("maxValue", n)]
        value = r.choice(near)
        return [int(value) if kind == "integer" else float(value)]
    codings = options(item)
    if not item.get("repeats"):
        return [r.choice(codings)]
    chosen = [coding for coding in codings if coding["code"] != NONE and r.random() < 3 / len(codings)]
    return chosen or [coding for coding in codings if coding["code"] == NONE]


TYPES = {"boolean": "valueBoolean", "integer": "valueInteger", "decimal": "valueDecimal",
         "date": "valueDate", "choice": "valueCoding"}


def fill(questionnaire, service, r):
    """A response, and the linkIds of the items that were enabled."""
    answers, asked = {}, []
    def visit(items):
        filled = []
        for item in items:
            if not enabled(item, answers):
                continue
            if item["type"] == "group":
                inner = visit(item["item"])
                if inner:
                    filled.append({"linkId": item["linkId"], "item": inner})
                continue
            asked.append(item["linkId"])
            if item["linkId"] != SERVICE and r.random() < 0.15:
                continue
            answers[item["linkId"]] = answer(item, questionnaire, service, r)
            filled.append({"linkId": item["linkId"], "answer": [
                {TYPES[item["type"]]: value} for value in answers[item["linkId"]]]})
        return filled
    items = visit(questionnaire["item"])
    return {"resourceType": "QuestionnaireResponse", "status": "completed",
            "questionnaire": f"{questionnaire['url']}|{questionnaire['version']}",
            "item": items}, asked


# Converting the response to a request, as docs/fhir.md describes

def request_of(response, questionnaire):
    repeats, dated = set(), None
    def questions(items):
        for item in items:
            if item.get("repeats"):
                repeats.add(item["linkId"])
            questions(item.get("item", []))
    questions(questionnaire["item"])
    facts = {}
    def visit(items):
        nonlocal dated
        for item in items:
            visit(item.get("item", []))
            values = [next(iter(value.values())) for value in item.get("answer", [])]
            if not values:
                continue
            if item["linkId"] == SERVICE:
                dated = values[0]
            elif item["linkId"] in repeats:
                facts[item["linkId"]] = [value["code"] for value in values if value["code"] != NONE]
            elif isinstance(values[0], dict):
                system = SYSTEMS.get(values[0]["system"])
                code = values[0]["code"]
                facts[item["linkId"]] = ("CPT:99999" if code == OTHER else
                                         f"{system}:{code}" if system else code)
            else:
                facts[item["linkId"]] = values[0]
    visit(response["item"])
    return {"facts": facts} | ({"date": dated} if dated else {})


# The plan

def applying(action, response, found, leaves, plan):
    """Collects the labels of the actions that apply in `found`, and those of the innermost actions in `leaves`."""
    expression = action["condition"][0]["expression"]["expression"]
    if expression not in plan:
        plan[expression] = path(expression, models["r4"])
    if plan[expression](response) != [True]:
        return
    found.append(action.get("prefix"))
    if "action" not in action:
        leaves.append(action["prefix"])
    for inner in action.get("action", []):
        applying(inner, response, found, leaves, plan)


def lengths(action):
    yield len(action["condition"][0]["expression"]["expression"])
    for inner in action.get("action", []):
        yield from lengths(inner)


failures, counts = [], {"files": 0, "planned": 0, "responses": 0, "asked": 0, "questions": 0, "settled": 0, "met": 0}
schema = json.loads((SCHEMAS / "fhir.schema.r4.json").read_text()) if SCHEMAS.exists() else None
if schema is None:
    print(f"R4 schemas: skipped, {SCHEMAS} does not exist")
for folder in map(pathlib.Path, sys.argv[3:]):
    for fhir in sorted(folder.glob("*/*/fhir")):
        resources = {p.stem: json.loads(p.read_text()) for p in sorted(fhir.glob("*.json"))}
        counts["files"] += len(resources)
        if schema:
            for name, resource in resources.items():
                failures += [f"{fhir}/{name}: {error}" for error in schema_errors(resource, schema)]
                if resource["resourceType"] == "Bundle":
                    for entry in resource["entry"]:
                        failures += [f"{fhir}/{name}: {error}"
                                     for error in schema_errors(entry["resource"], schema)]
            failures += [f"{fhir}: {error}" for error in xsd_errors(resources.values())]
        questionnaire, plan = resources["Questionnaire"], resources["PlanDefinition"]
        policy, revision = fhir.parent.parent.name, fhir.parent.name
        r = random.Random(f"{policy} {revision}")
        filled = [fill(questionnaire, r.choice(["2024-02-29", "2023-03-01", "2020-06-30"]), r)
                  for _ in range(RESPONSES)]
        if schema:
            for response, _ in filled[:5]:
                failures += [f"{fhir}: response: {e}" for e in schema_errors(response, schema)]
        run = subprocess.run(
            [POLICYC, "decide", "--policy", policy, "--revision", revision, "--compiled", folder.name,
             "-"], cwd=folder.resolve().parent, capture_output=True, text=True,
            input="".join(json.dumps(request_of(response, questionnaire)) + "\n"
                          for response, _ in filled))
        expressions = {}
        total = len(json.dumps(questionnaire).split('"linkId"')) - 1
        long = max(lengths(plan["action"][0]))
        planned = max(3, min(PLANNED, CHARACTERS // long))
        for index, ((response, asked), line) in enumerate(
                zip(filled, run.stdout.splitlines(), strict=True)):
            decided = json.loads(line)
            if "error" in decided:
                failures.append(f"{fhir}: {decided} for {json.dumps(response)[:400]}")
                continue
            counts["responses"] += 1
            counts["asked"] += len(asked)
            counts["questions"] += total
            hidden = [need for need in decided["needs"] if need not in asked]
            if hidden:
                failures.append(f"{fhir}: {hidden} needed but hidden: {json.dumps(response)[:400]}")
            if index >= planned:
                continue
            counts["planned"] += 1
            labels, leaves = [], []
            applying(plan["action"][0], response, labels, leaves, expressions)
            statements = [a for a in plan["action"][0]["action"] if a["prefix"] in labels]
            said = statements[0]["description"].lower().replace(" ", "_") if statements else None
            if len(statements) > 1 or said not in (None, decided["outcome"]):
                failures.append(f"{fhir}: the plan applies {labels}, but policyc decides {decided}")
            if decided["result"] == "met":
                counts["met"] += 1
                if not set(leaves) <= set(decided["criteria"]):
                    failures.append(f"{fhir}: {leaves} apply, but policyc decides {decided}")
                counts["settled"] += said is not None
print(f"FHIR: {counts['files']} files" + (" valid by the JSON Schema and XSD of R4" if schema else "")
      + f"; {counts['responses']} responses decided, with {counts['asked'] / max(1, counts['responses']):.1f} "
      f"questions asked on average; plans evaluated on {counts['planned']} responses, where they show "
      f"{counts['settled']} of the {counts['met']} that are met")
print("\n".join(failures[:40]))
sys.exit(bool(failures))

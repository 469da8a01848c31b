"""Executes decision.dmn of the latest revision of each policy with pyDMNrules, and compares the answers.

usage: engine.py POLICYC GENERATED

A rule of a decision table is a class of requests. For a sample of the rules, a request is made from the
cells, and decided by policyc and by the engine. docs/dmn.md lists how the engine deviates from DMN.
"""
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ElementTree

warnings.filterwarnings("ignore")
import pyDMNrules

POLICYC, GENERATED = sys.argv[1], pathlib.Path(sys.argv[2])
NAMESPACE = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
# The number of rules to sample for each answer. The engine takes seconds to load a model, and evaluates
# each rule in Python.
MOST = 3
DAY = "2024-02-29"


def named(root, kind):
    return {element.get("name"): element for element in root.iter(NAMESPACE + kind)}


def texts(element, kind):
    return [child.find(NAMESPACE + "text").text for child in element.findall(NAMESPACE + kind)]

# The decisions of the model that together give an answer.
ANSWERS = {"result", "criteria", "criterion_ids", "needs"}


class Model:
    def __init__(self, path):
        self.path = path
        self.root = ElementTree.parse(path).getroot()
        self.decisions = named(self.root, "decision")
        self.inputs = list(named(self.root, "inputData"))

    def rows(self, decision):
        """The cells and the answer of each rule. The cells are keyed by the expression of their column."""
        table = self.decisions[decision].find(NAMESPACE + "decisionTable")
        columns = [texts(column, "inputExpression")[0] for column in table.findall(NAMESPACE + "input")]
        return [(dict(zip(columns, texts(rule, "inputEntry"))), texts(rule, "outputEntry")[0])
                for rule in table.findall(NAMESPACE + "rule")]

    def sample(self, decision, chance):
        """A sample of the rules of each answer."""
        answers = {}
        for row, answer in self.rows(decision):
            answers.setdefault(answer, []).append(row)
        return [row for rows in answers.values()
                for row in chance.sample(rows, min(MOST, len(rows)))]

    def terms(self):
        """The names of the terms of each set."""
        return {item.get("name")[2:]: [part.get("name") for part in parts]
                for item in self.root.iter(NAMESPACE + "itemDefinition")
                if item.get("name").startswith("t_")
                and (parts := item.findall(NAMESPACE + "itemComponent"))}

    def stated(self, fact, word):
        """A value of a fact that the model classifies as this word."""
        for rule in self.root.iter(NAMESPACE + "rule"):
            if rule.get("id").startswith(f"{fact}_state_"):
                cell, answer = [text.text for text in rule.iter(NAMESPACE + "text")]
                if answer == f'"{word}"':
                    return value(cell)
        sys.exit(f"{self.path}: no value of {fact} is classified as {word}")

    def alone(self, decision):
        """The model with only one of the three answers, because the engine stops at the first table without a
        matching rule, and finds the value of a single output only by the name of the decision."""
        root = ElementTree.parse(self.path).getroot()
        for name, element in named(root, "decision").items():
            if name in ANSWERS - {decision}:
                root.remove(element)
            outputs = element.findall(f"{NAMESPACE}decisionTable/{NAMESPACE}output")
            if len(outputs) == 1:
                del outputs[0].attrib["name"]
        return ElementTree.tostring(root, encoding="unicode")


def value(cell):
    """A value that a cell accepts; None for unknown."""
    first = cell.split(",")[0] if cell[0] not in "[(" else cell
    if cell in ("-", "null"):
        return None
    if first[0] == '"':
        return first.strip('"')
    if first in ("true", "false"):
        return first == "true"
    if interval := re.fullmatch(r"[\[(](.+)\.\.(.+)[\])].*", first):
        low, high = (float(end) for end in interval.groups())
        return int(low) if cell[0] == "[" else (low + high) / 2
    bound = re.fullmatch(r"([<>]=?) (.+)", first)
    number = int(float(bound[2])) if bound else float(first)
    return number + {"<": -1, ">": 1}.get(bound[1] if bound else "", 0)


def word(cell, chance):
    """One of the words that a cell accepts; None if it accepts any."""
    return None if cell == "-" else chance.choice(re.findall(r'"([^"]*)"', cell))


def stated(model, row, facts, chance):
    """The facts of a request to policyc and the inputs of the model, both made from the cells of a rule."""
    request, inputs = {}, {}
    for name, terms in model.terms().items():
        states = {term: word(row.get(f"{name}.{term}", "-"), chance) or "unknown" for term in terms}
        inputs.update({f"{name}.{term}": state for term, state in states.items()})
        request[name] = {state: [term for term in terms if states[term] == state]
                         for state in ("present", "absent")}
    for name in model.inputs:
        if name in model.terms() or name == "date_of_service":
            continue
        read = word(row.get(f"{name}_code", row.get(f"{name}_state", "-")), chance)
        if read in (None, "not stated"):
            state = None
        elif f"{name}_code" in row:
            state = "CPT:99999" if read == "other" else read
        else:
            state = model.stated(name, read)
        inputs[name] = state
        unit = facts[name].get("unit")
        if state is not None and facts[name]["type"] == "duration":
            state = {"value": state, "unit": "mo" if unit in ("a", "mo") else "d"}
        request[name] = state
    if "date_of_service" in model.inputs:
        inputs["date_of_service"] = datetime.date.fromisoformat(DAY)
    return request, inputs


def decided(policy, revision, requests):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson") as file:
        for request in requests:
            file.write(json.dumps({"revision": revision, "date": DAY, "facts": request}) + "\n")
        file.flush()
        run = subprocess.run([POLICYC, "decide", "--policy", policy, file.name],
                             capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def load(text):
    engine = pyDMNrules.DMN()
    with tempfile.NamedTemporaryFile("w", suffix=".dmn") as file:
        file.write(text)
        file.flush()
        status = engine.loadXML(file.name)
    if status:
        sys.exit(f"pyDMNrules cannot load the model: {status}")
    return engine


def last(engine, inputs):
    """The answer of the last table that matched, keyed by the names of outputs."""
    status, results = engine.decide(dict(inputs))
    other = [error for error in status.get("errors", []) if "No rules matched" not in error]
    if other:
        return {"errors": other}
    return (results[-1] if isinstance(results, list) else results)["Result"]


def revision(folder):
    policy, name = folder.parent.name, folder.name
    model = Model(folder / "decision.dmn")
    facts = {fact["id"]: fact for fact in
             json.loads((folder / "decision-table.json").read_text())["table"]["facts"]}
    chance = random.Random(2023)
    rows = [row for decision in sorted(ANSWERS)
            for row in model.sample(decision, chance)]
    cases = [stated(model, row, facts, chance) for row in rows]
    answers = decided(policy, name, [request for request, _ in cases])
    engines = {decision: load(model.alone(decision)) for decision in ANSWERS}
    differences = []
    results = {answer.get("result") for answer in answers}
    if not {"met", "not-met", "needs-information", "out-of-scope"} <= results:
        sys.exit(f"{folder}: the only results are {results}")
    for (_, inputs), answer in zip(cases, answers, strict=True):
        if "error" in answer:
            sys.exit(f"{folder}: {answer}")
        found = {decision: last(engine, inputs) for decision, engine in engines.items()}
        given = {
            "result": found["result"].get("result.result"),
            "outcome": found["result"].get("result.outcome"),
            "statement": found["result"].get("result.statement"),
            "criteria": found["criteria"].get("criteria") or [],
            "criterion_ids": found["criterion_ids"].get("criterion_ids") or [],
            "needs": found["needs"].get("needs") or [],
        }
        expected = {key: answer[key] for key in given}
        if given != expected:
            differences.append((inputs, given, expected, found))
    print(f"pyDMNrules, {policy} {name}: {len(cases) - len(differences)} of {len(cases)} "
          "requests answered as by policyc")
    return differences


all_differences = []
latest = {path.parent.parent: path.parent for path in sorted(GENERATED.glob("*/*/decision.dmn"))}
if not latest:
    sys.exit("no decision.dmn was found")
for folder in latest.values():
    all_differences += revision(folder)
for inputs, given, expected, found in all_differences[:3]:
    print({name: state for name, state in inputs.items() if state not in (None, "unknown")})
    print("  pyDMNrules:", given, {k: v for k, v in found.items() if "errors" in v})
    print("  policyc:   ", expected)
sys.exit(bool(all_differences))

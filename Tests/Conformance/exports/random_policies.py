"""Random policies in the whole language, as sources, and random requests for them.

A seed gives the same files on any machine. There are facts of every type and criteria with every
connective, requirements, exceptions and references; requests state facts in every form, near the bounds
that are tested, and sometimes wrongly.
"""
import datetime
import json
import random
from pathlib import Path

# One term has the name of a JSON value.
TERMS = [f"term_{n}" for n in range(5)] + ["true"]
CODES = ["CPT:10001", "CPT:10002", "HCPCS:J1640", "ICD-10-CM:E83.110", "LOINC:14646-4"]
OUTCOMES = ["medically_necessary", "medically_necessary", "investigational", "not_medically_necessary"]
# A code, whether it is a category, and the terms that it bears on.
BOUND = [
    ("ICD-10-CM:D57", True, ["term_0"]),
    ("ICD-10-CM:D57.1", False, ["term_1", "term_2"]),
    ("ICD-10-CM:B18.1", False, ["term_3"]),
    ("HCPCS:J1640", False, ["term_4"]),
]
LISTED = ["ICD-10-CM:D57.1", "ICD-10-CM:D571", "ICD-10-CM:D57", "ICD-10-CM:D57.20", "ICD-10-CM:B18",
          "ICD-10-CM:B18.1", "ICD-10-CM:I10", "HCPCS:J1640", "CPT:99999"]
POINTS = ["0", "0.5", "1", "1.25", "2", "3", "5", "9.999999999999"]


def partly_known(fact, service, r):
    """A range, a month, a year, a range of days or a choice among values, and now and then a value.

    Sometimes nothing is left of the fact.
    """
    kind = fact["type"]
    if kind in ("choice", "code"):
        words = fact.get("of") or CODES + ["CPT:99999"]
        roll = r.random()
        if roll < 0.2:
            return r.choice(words)
        return {"one_of" if roll < 0.6 else "not": r.sample(words, r.randint(1, len(words) - 1))}
    if kind == "date" or (kind == "duration" and r.random() < 0.5):
        start = (datetime.date(2019, 12, 1) if kind == "date"
                 else service - datetime.timedelta(days=1900))
        day = start + datetime.timedelta(days=r.randint(0, 150 if kind == "date" else 2000))
        end = day + datetime.timedelta(days=r.randint(0, 40 if kind == "date" else 500))
        return r.choice([
            str(day), str(day)[:7], str(day)[:4], {r.choice(["from", "after"]): str(day)},
            {r.choice(["until", "before"]): str(day)},
            {r.choice(["from", "after"]): str(day), r.choice(["until", "before"]): str(end)}])
    if kind == "duration":
        unit = r.choice(["a", "mo"] if fact["unit"] == "a" else ["wk", "d"])
        points = {"a": [0, 0.5, 1, 2, 3.5, 5], "mo": [0, 6, 11.5, 12, 24, 36, 60],
                  "wk": [0, 1, 2, 4.5, 5], "d": [0, 1, 7, 14, 35, 20.25]}[unit]
    else:
        unit = fact.get("unit") if r.random() < 0.3 else None
        fractions = [] if kind == "integer" and r.random() < 0.7 else [0.5, 1.25, 9.75]
        points = list(range(0, 11)) + fractions
    roll = r.random()
    if roll < 0.15:
        value = r.choice([p for p in points if kind != "integer" or p == int(p)])
        return {"value": value, "unit": unit} if unit else value
    low, high = sorted([r.choice(points), r.choice(points)])
    bounds = {}
    if roll < 0.8:
        bounds[r.choice(["at_least", "over"])] = low
    if roll > 0.35:
        bounds[r.choice(["at_most", "under"])] = high
    return bounds | ({"unit": unit} if unit else {})


class Policy:
    def __init__(self, r, name):
        self.r, self.name, self.count, self.ids = r, name, 0, []
        pool = {
            "b_one": {"type": "boolean"},
            "b_two": {"type": "boolean"},
            "word": {"type": "choice", "of": ["red", "green", "blue", "null"]},
            "code": {"type": "code"},
            "many": {"type": "set", "of": "findings"},
            "whole": {"type": "integer", "unit": "a", "minimum": 0, "maximum": 10},
            "amount": {"type": "number", "unit": "kg", "minimum": 0, "maximum": 10},
            "free": {"type": "number"},
            "day": {"type": "date"},
            "since_years": {"type": "duration", "unit": "a"},
            "since_days": {"type": "duration", "unit": "d"},
        }
        names = r.sample(sorted(pool), r.randint(2, 6))
        self.facts = {name: pool[name] for name in names}

    # The policy.

    def bound(self, kind):
        r = self.r
        if kind == "integer":
            return r.randint(1, 5)
        if kind == "number":
            return float(r.choice(POINTS[1:-2]))
        return None

    def span(self, name):
        """A range, as the sources write it."""
        r, kind = self.r, self.facts[name]["type"]
        if kind == "date":
            low = datetime.date(2020, 1, 1) + datetime.timedelta(days=r.randint(0, 60))
            high = low + datetime.timedelta(days=r.randint(1, 60))
            span = {r.choice(["from", "after"]): str(low)} if r.random() < 0.7 else {}
            if not span or r.random() < 0.5:
                span[r.choice(["until", "before"])] = str(high + datetime.timedelta(days=2))
            return span
        if kind == "duration":
            units = ["years", "months"] if name == "since_years" else ["weeks", "days"]
            key = r.choice(["at_least", "over", "within", "under"])
            return {key: f"{r.randint(1, 5)} {r.choice(units)}"}
        low = self.bound(kind)
        span = {r.choice(["at_least", "over"]): low} if r.random() < 0.7 else {}
        if not span or r.random() < 0.4:
            span[r.choice(["at_most", "under"])] = low + r.choice([2, 3, 4])
        return span

    def test(self):
        r = self.r
        name = r.choice(list(self.facts))
        kind = self.facts[name]["type"]
        if kind == "boolean":
            return {name: r.random() < 0.7}
        if kind in ("choice", "set", "code"):
            words = {"choice": self.facts[name].get("of"), "set": TERMS, "code": CODES}[kind]
            some = r.sample(words, r.randint(1, 3 if kind == "set" else 2))
            return {name: some[0] if len(some) == 1 else some}
        return {name: self.span(name)}

    def condition(self, depth):
        r = self.r
        if self.ids and r.random() < 0.06:
            return {"criterion": r.choice(self.ids)}
        if depth == 0 or r.random() < 0.6:
            return self.test()
        members = [self.condition(depth - 1) for _ in range(r.randint(2, 3))]
        return self.joined(members)

    def joined(self, members):
        key = self.r.choice(["all_of", "any_of", "any_of", "none_of", "some_of"])
        if key != "some_of":
            return {key: members}
        return {key: {"at_least": self.r.randint(1, len(members)), "of": members}}

    def criterion(self, depth, outcome=None):
        r = self.r
        self.count += 1
        criterion = {"id": f"k_{self.count}"}
        if outcome:
            criterion["outcome"] = outcome
        criterion["text"] = "Words of it, with a \"mark\", a comma's place, = and ⟨more⟩"
        if r.random() < 0.2:
            criterion["require"] = [self.condition(1)]
        if r.random() < 0.2:
            criterion["unless"] = [self.condition(1)]
        if depth == 0 or r.random() < 0.35:
            if self.ids and r.random() < 0.1:
                criterion["when"] = {"criterion": r.choice(self.ids)}
            else:
                criterion["when"] = self.test()
        else:
            members = [self.criterion(depth - 1) for _ in range(r.randint(2, 4))]
            criterion |= self.joined(members)
        self.ids.append(criterion["id"])
        return criterion

    def source(self):
        statements = [
            self.criterion(2, self.r.choice(OUTCOMES)) for _ in range(self.r.randint(1, 3))
        ]
        source = {
            "policy": self.name, "revision": "1/24", "title": "Made up",
            "facts": {name: fact | {"ask": "What is it?"} for name, fact in self.facts.items()},
            "scope": self.test(), "statements": statements,
        }
        if "code" in self.facts:
            source["coding"] = {
                "text": "Codes.", "cpt_copyright": "2022",
                "codes": [
                    {"code": "CPT:10001", "descriptor": "One", "valid": {"from": "2021-01-01"}},
                    {"code": "HCPCS:J1640", "descriptor": "Two", "valid": {"until": "2020-12-31"}},
                ],
            }
        return source

    # Requests.

    def value(self, name, service):
        """What a request states of a fact; nothing where it is unknown."""
        r, kind = self.r, self.facts[name]["type"]
        if r.random() < 0.02:
            return r.choice([True, 3, "typo", "CPT:1", [], {}, {"value": 1}, [1], [None], [True], {"present": 1},
                             "2020-02-30", {"value": 1, "unit": "furlong"}, {"presents": []}])
        if kind not in ("boolean", "set") and r.random() < 0.04:
            self.is_partly_known = True
            return partly_known(self.facts[name], service, r)
        if kind == "boolean":
            return r.random() < 0.6
        if kind == "choice":
            return r.choice(self.facts[name]["of"])
        if kind == "code":
            return r.choice(CODES + ["CPT:99999", "ICD-10-CM:E83110"])
        if kind == "set":
            if r.random() < 0.6:
                return r.sample(TERMS, r.randint(0, 3)) + r.sample(LISTED, r.randint(0, 2))
            mixed = r.sample(TERMS, r.randint(0, 6))
            split = r.randint(0, len(mixed))
            parts = {"present": mixed[:split], "absent": mixed[split:]}
            if r.random() < 0.1:
                parts["absent"] = parts["absent"] + parts["present"][:1]
            if r.random() < 0.2:
                del parts[r.choice(["present", "absent"])]
            return parts
        if kind == "date":
            return str(datetime.date(2019, 12, 30) + datetime.timedelta(days=r.randint(0, 130)))
        if kind == "duration":
            if r.random() < 0.6:
                day = r.choice([
                    service.replace(year=service.year - r.randint(0, 5), day=min(service.day, 28)),
                    service - datetime.timedelta(days=r.randint(-1, 40)),
                    datetime.date(2020, 2, 29),
                ])
                return str(day)
            if r.random() < 0.5:
                return r.choice([0, 1, 2, 2.5, 3, 5, -1])
            units = {"since_years": ["a", "mo"], "since_days": ["wk", "d"]}[name]
            return {"value": r.choice([0, 1, 6, 12, 13, 24, 1.5]), "unit": r.choice(units)}
        if kind == "integer":
            return r.choice([*range(0, 12), 2.0, 2.5, {"value": 3, "unit": "a"}])
        number = r.choice(POINTS + ["10", "-0.5", "0.499999999999", "1.2500000001"])
        if name == "amount" and r.random() < 0.2:
            return {"value": Digits(number), "unit": "kg"}
        return Digits(number)

    def request(self, number):
        r = self.r
        service = datetime.date(2024, 2, 29) - datetime.timedelta(days=r.choice([0, 1, 29, 366, 1200, 1520]))
        facts = {}
        self.is_partly_known = False
        for name in self.facts:
            roll = r.random()
            if roll < 0.72:
                facts[name] = self.value(name, service)
            elif roll < 0.78:
                facts[name] = None
        if r.random() < 0.01:
            facts["unheard_of"] = True
        # The id says whether an export may refuse the request because a fact is partly known.
        mark = "~" if self.is_partly_known else ""
        request = {"id": f"{self.name}/{number}{mark}", "policy": self.name, "revision": "2024-01"}
        if r.random() < 0.93:
            request["date"] = str(service)
        return request | {"facts": facts}


class Digits(str):
    """A number by its digits."""


def dumped(value):
    """JSON, with numbers as they are written."""
    if isinstance(value, Digits):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{dumped(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(dumped, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def write(folder, count, seed, requests=60):
    """Writes the sources of policies below a folder, and returns requests for them."""
    files = {
        "terminology/findings.yaml": {
            "terminology": "findings", "title": "Findings",
            "terms": [{"id": t, "label": t.replace("_", " ").title()} for t in TERMS],
        },
        "terminology/codes.yaml": {
            "crosswalk": "codes", "terminology": "findings", "about": "Made up.",
            "release": "A release",
            "rows": [
                {"terms": terms, "code_decides": True, "codes": [{
                    "code": code, "title": "A code", "billable": not category,
                    "confidence": "high", "basis": "made up", "source": "made up"}]}
                for code, category, terms in BOUND
            ],
        },
    }
    made = []
    for number in range(count):
        r = random.Random(f"{seed}/{number}")
        policy = Policy(r, f"R.{number + 1}")
        files[f"{policy.name}/2024-01.yaml"] = policy.source()
        files[f"{policy.name}/revisions.yaml"] = {
            "policy": policy.name, "publisher": "A payer", "original": "It is made up.",
            "revisions": [{"revision": "1/24", "status": "draft"}],
            "log": [{"revision": "1/24", "changes": [{"text": "It is new.", "initial": True}]}],
        }
        made += [policy.request(place + 1) for place in range(requests)]
    for name, content in files.items():
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
    return made

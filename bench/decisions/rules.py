"""Generates a table with many rules, and requests for it.

The table has one statement with RULES alternative criteria. Each criterion tests 2 to 4 of 200 facts with four values each;
with `with-code`, it also tests one of 2,901 procedure codes.

usage: rules.py RULES with-code|without-code TABLE REQUESTS
"""
import json
import random
import sys

count, with_code = int(sys.argv[1]), sys.argv[2] == "with-code"
r = random.Random(count)
facts = [f"f{index}" for index in range(200)]
words = ["a", "b", "c", "d"]
codes = [f"CPT:{10000 + index}" for index in range(2901)]


def test():
    return {"fact": r.choice(facts), "in": [r.choice(words)]}


def criterion(index):
    tests = [test() for _ in range(r.randint(2, 4))]
    if with_code:
        tests.insert(0, {"fact": "code", "in": [r.choice(codes)]})
    return {"label": f"I.{index}", "id": f"r{index}", "text": "A rule", "require": tests[1:], "when": tests[0]}


table = {
    "facts": [{"id": "code", "type": "code", "ask": "Which?"}]
    + [{"id": fact, "type": "choice", "of": words, "ask": "Which?"} for fact in facts],
    "scope": {"all_of": [{"fact": "f0", "in": words}]},
    "statements": [
        {"outcome": "medically_necessary", "label": "I", "id": "i", "text": "Any", "any_of": [criterion(index) for index in range(count)]}
    ],
    "bindings": [],
}
with open(sys.argv[3], "w") as file:
    json.dump(
        {
            "format": "policyc decision table", "version": 1, "policy": "RULES", "revision": "2024-01", "printed": "1/24",
            "title": "Rules", "reconstructed": False, "table": table,
        },
        file,
    )
with open(sys.argv[4], "w") as file:
    for number in range(2000):
        known = {fact: r.choice(words) for fact in facts}
        known["code"] = r.choice(codes)
        file.write(json.dumps({"id": str(number), "facts": known}) + "\n")

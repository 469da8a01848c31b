"""Decides requests with the ZEN engine in batches of 1,000.

It uses an expression node, because the decision tables of ZEN do not support unknown values.

usage: peer_zen.py SHARED REQUESTS ANSWERS
"""
import json
import sys

import orjson
import zen

sys.path.insert(0, sys.argv[1])
from policy import CPT, LEAVES, PURPOSE, REVISIONS

labels = list(dict.fromkeys(label for label, _, _ in LEAVES))


def listed(label):
    return " or ".join(
        f"('{term}' in $.present" + (f" and $.at >= {since})" if since else ")") for name, term, since in LEAVES if name == label
    )


def node(identity, kind, content, name):
    return {"id": identity, "type": kind, "name": name, "position": {"x": 0, "y": 0}, **({"content": content} if content else {})}


def expressions(*pairs):
    return {"expressions": [{"id": key, "key": key, "value": value} for key, value in pairs]}


at = " : ".join(f"revision == '{revision}' ? {index}" for index, revision in enumerate(REVISIONS)) + " : -1"
criteria = "filter([" + ", ".join(f"({listed(label)}) ? '{label}' : ''" for label in labels) + "], # != '')"
terms = " : ".join(
    f"$.at == {index} ? [{', '.join(repr(term) for _, term, since in LEAVES if since <= index)}]" for index in range(len(REVISIONS))
) + " : []"
judge = expressions(
    ("id", "id"),
    ("at", at),
    ("listed", "type(facts.conditions) == 'array'"),
    ("present", "$.listed ? facts.conditions : (facts.conditions.present ?? [])"),
    ("absent", "$.listed ? [] : (facts.conditions.absent ?? [])"),
    ("found", criteria),
    ("terms", terms),
    ("known", "len($.found) > 0 or $.listed or (len($.absent) > 0 and all($.terms, # in $.absent))"),
    ("procedure", "facts.procedure ?? ''"),
    ("no", f"(facts.purpose ?? '{PURPOSE}') != '{PURPOSE}' or (facts.suspected_iron_overload ?? true) == false "
           "or ($.known and len($.found) == 0)"),
    ("missing", "filter([$.procedure == '' ? 'procedure' : '', $.no or (facts.purpose ?? '') != '' ? '' : 'purpose', "
                "$.no or (facts.suspected_iron_overload ?? 'unknown') != 'unknown' ? '' : 'suspected_iron_overload', "
                "$.no or $.known ? '' : 'conditions'], # != '')"),
    ("result", f"$.procedure != '' and $.procedure != 'CPT:{CPT}' ? 'out-of-scope' : "
               "len($.missing) > 0 ? 'needs-information' : $.no ? 'not-met' : 'met'"),
    ("criteria", "$.result == 'met' ? $.found : []"),
    ("needs", "$.result == 'needs-information' ? $.missing : []"),
)
graph = {
    "nodes": [node("in", "inputNode", None, "request"), node("judge", "expressionNode", judge, "judge"),
              node("out", "outputNode", None, "answer")],
    "edges": [{"id": "1", "type": "edge", "sourceId": "in", "targetId": "judge"},
              {"id": "2", "type": "edge", "sourceId": "judge", "targetId": "out"}],
}
engine = zen.ZenEngine()
decision = engine.create_decision(json.dumps(graph))


def answer(request, evaluated):
    found = evaluated["result"]
    return orjson.dumps({"id": request["id"], "result": found["result"], "criteria": found["criteria"], "needs": found["needs"]})


with open(sys.argv[2], "rb") as requests, open(sys.argv[3], "wb", buffering=1 << 20) as answers:
    batch = []

    def flush():
        for request, evaluated in zip(batch, decision.evaluate_batch(batch) if hasattr(decision, "evaluate_batch")
                                      else [decision.evaluate(request) for request in batch]):
            answers.write(answer(request, evaluated))
            answers.write(b"\n")
        batch.clear()

    for line in requests:
        batch.append(orjson.loads(line))
        if len(batch) == 1000:
            flush()
    flush()

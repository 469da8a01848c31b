"""Records: `policyc diff` against a solver.

Two revisions of a random policy differ in their tests of lists. Whatever request the solver finds that one
of them approves and the other does not, on one of a few dates of service, `policyc diff` has to report that
direction; and each request that it shows has to be decided as it says.

usage: record_differences.py POLICYC PAIRS SEED
"""
import datetime
import json
import pathlib
import random
import sys
import tempfile

import records
from records import z3

SERVICES = [datetime.date(2024, 2, 29), datetime.date(2023, 12, 31), datetime.date(2023, 3, 30)]


def revised(policy, r):
    """The same policy with another test in place of one, or with other connectives."""
    leaves = policy.leaves[:]
    index = r.randrange(1, len(leaves))
    name = next(iter(leaves[index]))
    if r.random() < 0.8:
        leaves[index] = {name: policy.test(policy.facts[name]["each"])}
    policy.leaves = leaves
    return policy.statements()


def directions(tables, service):
    """Whether requests are gained and lost on a date of service."""
    old, new = (records.RecordTable(table, service) for table in tables)
    for name in new.tests:
        # One list has to show the tests of both.
        old.tests[name] = new.tests[name] = old.tests.get(name, []) + new.tests[name]
    solver = z3.Solver()
    values = {}
    for fact in tables[0]["facts"]:
        values[fact["id"]], left = old.value(fact, "one", None)
        solver.add(left)
        if isinstance(values[fact["id"]], list) and len(values[fact["id"]]) > 1:
            # A request does not say in which order the entries of one day are.
            solver.add(z3.Distinct([entry.day for entry in values[fact["id"]]]))
    met = []
    for encoded in (old, new):
        answer, names = encoded.answer(values)
        met.append(answer == names.index("medically_necessary"))
    return (solver.check(z3.And(z3.Not(met[0]), met[1])) == z3.sat,
            solver.check(z3.And(met[0], z3.Not(met[1]))) == z3.sat)


def main():
    policyc, count, seed = str(pathlib.Path(sys.argv[1]).resolve()), int(sys.argv[2]), sys.argv[3]
    seen, refused = {}, []
    for index in range(count):
        r = random.Random(f"difference/{seed}/{index}")
        policy = records.Policy(r)
        if len(policy.leaves) < 2:
            continue
        with tempfile.TemporaryDirectory() as folder:
            records.write(folder, {
                "2024-01": policy.revision("1/24", policy.statements()),
                "2024-07": policy.revision("7/24", revised(policy, r))})
            built = records.run(policyc, folder, "build")
            if built.returncode != 0:
                refused.append(built.stderr)
                continue
            tables = [records.read_table(folder, month) for month in ("2024-01", "2024-07")]
            printed = records.run(policyc, folder, "diff", "1/24", "7/24", "--format", "json").stdout
            decisions = json.loads(printed)["decisions"]
            for key, wanted in (("gained", (False, True)), ("lost", (True, False))):
                shown = decisions[key]
                if shown is None:
                    continue
                answers = []
                for revision in ("1/24", "7/24"):
                    request = {"id": "1", "revision": revision, "facts": shown["facts"]}
                    request |= {"date": shown["date"]} if shown.get("date") else {}
                    answer = records.run(policyc, folder, "decide", requests=[request]).stdout
                    answers.append(json.loads(answer).get("result") == "met")
                if tuple(answers) != wanted:
                    sys.exit(f"the request that is {key} is not, at {seed}/{index}: {shown}")
        found = (decisions["gained"] is not None, decisions["lost"] is not None)
        for service in SERVICES:
            for key, is_found, is_there in zip(
                    ("gained", "lost"), found, directions(tables, service)):
                if is_there and not is_found:
                    sys.exit(f"{records.SOLVER} finds a request that is {key} on {service}, at "
                             f"{seed}/{index}: {json.dumps(decisions)}\n{json.dumps(tables)}")
        seen[decisions["effect"]] = seen.get(decisions["effect"], 0) + 1
    if sum(seen.values()) * 2 < count:
        sys.exit(f"too few pairs were compared: {seen}, {refused[:1]}")
    print(f"records: {records.SOLVER} agrees on the difference of {sum(seen.values())} pairs, {seen}")


if __name__ == "__main__":
    main()

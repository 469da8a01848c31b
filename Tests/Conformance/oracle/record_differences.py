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
import subprocess
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


def write(policy, folder, r):
    policy.write(folder)
    place = pathlib.Path(folder) / "policy/R.1"
    revision = json.loads((place / "2024-01.yaml").read_text())
    (place / "2024-07.yaml").write_text(json.dumps(
        revision | {"revision": "7/24", "statements": revised(policy, r)}))
    listed = json.loads((place / "revisions.yaml").read_text())
    listed["revisions"].append({"revision": "7/24", "supersedes": "1/24", "status": "draft"})
    listed["log"].append({"revision": "7/24", "changes": ["It is another."]})
    (place / "revisions.yaml").write_text(json.dumps(listed))


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
            write(policy, folder, r)
            run = subprocess.run([policyc, "build"], cwd=folder, capture_output=True, text=True)
            if run.returncode != 0:
                refused.append(run.stderr)
                continue
            tables = [
                json.loads((pathlib.Path(folder) / f"generated/R.1/{month}/decision-table.json").read_text())
                ["table"] for month in ("2024-01", "2024-07")]
            run = subprocess.run([policyc, "diff", "1/24", "7/24", "--format", "json"],
                                 cwd=folder, capture_output=True, text=True)
            decisions = json.loads(run.stdout)["decisions"]
            for key, wanted in (("gained", (False, True)), ("lost", (True, False))):
                shown = decisions[key]
                if shown is None:
                    continue
                answers = []
                for revision in ("1/24", "7/24"):
                    request = {"id": "1", "revision": revision, "facts": shown["facts"]}
                    request |= {"date": shown["date"]} if shown.get("date") else {}
                    answer = subprocess.run([policyc, "decide"], cwd=folder, capture_output=True,
                                            input=json.dumps(request) + "\n", text=True).stdout
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

"""Records: `policyc decide` against quantification over completions by a solver.

Random policies with lists of entries are compiled, and their decision tables are encoded here from the
definition of a completion: an open list may have any number of further entries on days that are not stated
as complete, an unknown day or attribute may have any value that is left, and entries of one day come in an
unknown order. The verdict has to be the one that all completions share, and a fact is needed exactly if two
completions that differ in it alone answer differently.

Finitely many further entries are enough: of any list, the entries that the tests select, and as many as
settle each count, have the same outcomes as the whole list.

usage: records.py POLICYC POLICIES REQUESTS SEED [SOLVER]
       REQUESTS is how many there are for each policy. SOLVER is z3 or cvc5.
"""
import datetime
import importlib
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import partly_known
from partly_known import FIRST, after_months, number

SOLVER = sys.argv[5] if len(sys.argv) > 5 else "z3"


class Interface:
    """The interface that z3 and cvc5 share, with conjunctions and disjunctions of any length."""

    def __init__(self, name):
        self.module = importlib.import_module(name)

    def __getattr__(self, name):
        return getattr(self.module, name)

    def joined(self, join, empty, parts):
        parts = list(parts[0]) if len(parts) == 1 and isinstance(parts[0], list) else list(parts)
        parts = [self.module.BoolVal(part) if isinstance(part, bool) else part for part in parts]
        return join(*parts) if len(parts) > 1 else (parts + [self.module.BoolVal(empty)])[0]

    def And(self, *parts):
        return self.joined(self.module.And, True, parts)

    def Or(self, *parts):
        return self.joined(self.module.Or, False, parts)


z3 = partly_known.z3 = Interface({"z3": "z3", "cvc5": "cvc5.pythonic"}[SOLVER])

KINDS = ["x", "y", "z"]


# Random policies.

class Policy:
    def __init__(self, r):
        self.r = r
        self.facts = {"flag": {"type": "boolean", "ask": "?"}}
        for name in ("visits", "doses")[:r.choice([1, 1, 2])]:
            attributes = {
                "kind": {"type": "choice", "of": KINDS, "ask": "?"},
                "value": {"type": "number", "ask": "?"}, "done": {"type": "boolean", "ask": "?"}}
            kept = r.sample(sorted(attributes), r.randint(1, 3))
            self.facts[name] = {
                "type": "records", "each": {a: attributes[a] for a in kept}, "ask": "?"}
        leaves = [{"flag": True}] + [
            {name: self.test(fact["each"])} for name, fact in self.facts.items() if "each" in fact
            for _ in range(r.randint(1, 3 if len(self.facts) == 2 else 2))]
        self.leaves = leaves

    def statements(self):
        r = self.r
        names = iter(f"c{i}" for i in range(99))

        def group(leaves, depth):
            name = next(names)
            if len(leaves) == 1:
                return {"id": name, "text": "A condition", "when": leaves[0]}
            split = r.randint(1, len(leaves) - 1)
            key = r.choice(["all_of", "any_of", "any_of", "none_of"] if depth else ["all_of", "any_of"])
            return {"id": name, "text": "Conditions:",
                    key: [group(leaves[:split], depth + 1), group(leaves[split:], depth + 1)]}

        leaves = self.leaves[:]
        r.shuffle(leaves)
        return [dict(group(leaves, 0), outcome="medically_necessary")]

    def test(self, each):
        r = self.r
        test = {}
        attribute = r.choice(sorted(each))
        form = r.choice(["any", "count", "none", "latest", "first", "ago", "days", "values"])
        if form == "count":
            test["count"] = r.choice([{"at_least": 2}, {"at_least": 3}, {"at_most": 1}, 1])
        elif form == "none":
            test["count"] = 0
        elif form in ("latest", "first"):
            test[form] = {attribute: self.value(each[attribute])}
        elif form == "ago":
            test[r.choice(["latest", "first"])] = {
                "ago": {r.choice(["over", "under", "at_least"]): self.time()}}
        elif form == "any":
            test["within"] = self.time()
        elif form == "days" or "kind" not in each:
            test["different"] = {"date": {"at_least": 2}}
        else:
            test["different"] = {"kind": {"at_least": 2}}
        if r.random() < 0.5:
            other = r.choice(sorted(each))
            condition = {other: self.value(each[other])}
            test["where"] = condition if r.random() < 0.7 else {"none_of": [condition]}
        if form != "any" and r.random() < 0.6:
            window = r.choice(["within", "under", "at_least", "over", "both", "year"])
            if window == "year":
                test["calendar_year"] = r.choice(["this", "last"])
            elif window == "both":
                test |= {"at_least": "10 days", "under": "70 days"}
            else:
                test[window] = self.time()
        return test

    def value(self, attribute):
        r = self.r
        if attribute["type"] == "boolean":
            return r.random() < 0.5
        if attribute["type"] == "choice":
            return r.choice(KINDS + [["x", "y"]])
        return {r.choice(["at_least", "over", "at_most", "under"]): r.choice([3, 5, 7.5])}

    def time(self):
        return self.r.choice(["1 month", "6 months", "30 days", "45 days", "12 months", "1 year"])

    def revision(self, printed, statements):
        return {"policy": "R.1", "revision": printed, "title": "Random", "facts": self.facts,
                "scope": {"flag": [True, False]}, "statements": statements}

    # Random requests.

    def request(self, service):
        r = self.r
        facts = {}
        if r.random() < 0.8:
            facts["flag"] = r.random() < 0.5
        for name, fact in self.facts.items():
            if "each" in fact and r.random() < 0.9:
                facts[name] = self.list(fact["each"], service)
        return facts

    def list(self, each, service):
        r = self.r
        entries = [self.entry(each, service) for _ in range(r.choice([0, 1, 1, 2, 2, 3]))]
        form = r.random()
        if form < 0.4:
            return entries
        stated = {"present": entries}
        if form > 0.6:
            ends = sorted(r.sample(range(0, 500), 2), reverse=True)
            days = [str(service - datetime.timedelta(days=d)) for d in ends]
            stated["complete"] = r.choice([
                {"from": days[0], "until": days[1]}, {"from": days[0]}, {"until": days[1]}])
        return stated

    def entry(self, each, service):
        r = self.r
        day = service - datetime.timedelta(
            days=r.choice([0, 1, 10, 29, 30, 31, 45, 46, 70, 181, 182, 183, 365, 366, 400]))
        entry = {}
        if r.random() < 0.85:
            entry["date"] = str(day) if r.random() < 0.8 else str(day)[:7]
        for name, attribute in each.items():
            if r.random() < 0.75:
                entry[name] = self.stated(attribute)
        return entry

    def stated(self, attribute):
        r = self.r
        if attribute["type"] == "boolean":
            return r.random() < 0.5
        if attribute["type"] == "choice":
            return r.choice(KINDS + [{"one_of": ["x", "y"]}, {"not": ["z"]}])
        return r.choice([2, 3, 5, 5.5, 7.5, 8, {"at_least": 3, "under": 7}, {"over": 5}])


# Running the compiler.

def write(folder, revisions):
    """Writes the sources of drafts, each of which supersedes the one before it: by month, what it is."""
    folder = pathlib.Path(folder) / "policy/R.1"
    folder.mkdir(parents=True)
    entries = []
    for month, revision in revisions.items():
        (folder / f"{month}.yaml").write_text(json.dumps(revision))
        previous = {"supersedes": entries[-1]["revision"]} if entries else {}
        entries.append({"revision": revision["revision"], "status": "draft"} | previous)
    (folder / "revisions.yaml").write_text(json.dumps({
        "policy": "R.1", "publisher": "A payer", "original": "It is random.", "revisions": entries,
        "log": [{"revision": entry["revision"], "changes": ["It is new."]} for entry in entries]}))


def run(policyc, folder, *arguments, requests=()):
    """Runs the compiler in a folder; requests are its input."""
    return subprocess.run([policyc, *arguments], cwd=folder, capture_output=True, text=True,
                          input="".join(json.dumps(request) + "\n" for request in requests))


def read_table(folder, month):
    path = pathlib.Path(folder) / f"generated/R.1/{month}/decision-table.json"
    return json.loads(path.read_text())["table"]


# The encoding.

def measured(unit, first, service, count, is_over):
    """Whether at least, or more than, so much time has passed from a day to the date of service."""
    if unit == "full_months":
        full = max(0, 12 * (service.year - first.year) + service.month - first.month - 1)
        return full > count if is_over else full >= count
    passed = after_months(first, count) if unit == "mo" else first + datetime.timedelta(days=count)
    return passed is not None and (passed < service if is_over else passed <= service)


def days(range_, service):
    """The first and the last day, as numbers, from which the time to the date of service is in a range."""
    first, last = 0, number(service)
    for key, count in range_.items():
        if key == "unit":
            continue
        is_over = key in ("over", "at_most")
        # So much time has passed up to a certain day, and not after it.
        low, high = -1, number(service)
        while low < high:
            middle = (low + high + 1) // 2
            day = FIRST + datetime.timedelta(days=middle)
            if measured(range_["unit"], day, service, int(count), is_over):
                low = middle
            else:
                high = middle - 1
        if key in ("at_least", "over"):
            last = min(last, low)
        else:
            first = max(first, low + 1)
    return first, last


class Entry:
    def __init__(self, label, attributes, service, statement):
        """What an entry is in a completion; a further entry is one of which nothing is stated."""
        statement = statement or {}
        self.exists = z3.Bool(f"{label}.exists")
        self.turn = z3.Int(f"{label}.turn")
        encoded = partly_known.Table({"facts": attributes, "statements": [], "scope": {}}, service)
        self.day, self.left = encoded.day(z3.Int(f"{label}.day"), statement.get("date"), service)
        self.values = {}
        for attribute in attributes:
            name = attribute["id"]
            self.values[name], left = encoded.value(name, label, statement.get(name))
            self.left += left
        self.encoded = encoded


class RecordTable:
    def __init__(self, table, service):
        self.table, self.service = table, service
        self.tests = {}
        for test in partly_known.tests(table):
            self.tests.setdefault(test["fact"], []).extend(test["in"])

    def further(self, name):
        """How many further entries are enough."""
        count = 0
        for test in self.tests.get(name, []):
            if "count" in test:
                bounds = test["count"]["in"]
                count += max([int(v) + (k in ("at_most", "over")) for k, v in bounds.items()])
            else:
                count += 1
        return count

    def value(self, fact, copy, statement):
        label = f"{fact['id']}.{copy}"
        if fact["type"] == "boolean":
            value = z3.Bool(label)
            return value, [] if statement is None else [value == statement]
        stated = statement if statement is not None else {"present": []}
        present = stated if isinstance(stated, list) else stated["present"]
        entries, left = [], []
        for index, entry in enumerate(present):
            made = Entry(f"{label}.{index}", fact["attributes"], self.service, entry)
            left += made.left + [made.exists]
            entries.append(made)
        if not isinstance(stated, list):
            complete = stated.get("complete")
            for index in range(self.further(fact["id"])):
                made = Entry(f"{label}.further{index}", fact["attributes"], self.service, None)
                left += made.left
                if complete is not None:
                    outside = [made.day < day(complete["from"])] if "from" in complete else []
                    outside += [made.day > day(complete["until"])] if "until" in complete else []
                    left.append(z3.Implies(made.exists, z3.Or(outside)))
                entries.append(made)
        left += [e.turn >= 0 for e in entries]
        if len(entries) > 1:
            left.append(z3.Distinct([e.turn for e in entries]))
        return entries, left

    def holds(self, node, values):
        if "fact" in node:
            value = values[node["fact"]]
            if not isinstance(value, list):
                return z3.Or([value == v for v in node["in"]])
            return z3.Or([self.record_test(test, value) for test in node["in"]])
        return partly_known.Table.holds(self, node, values)

    def record_test(self, test, entries):
        fits = [self.fits(test, entry) for entry in entries]
        if "count" in test:
            of = test["count"]
            if of["of"] == "entries":
                found = fits
            elif of["of"] == "days":
                found = [z3.And([fit] + [z3.Not(z3.And(fits[j], entries[j].day == entries[i].day))
                                         for j in range(i)])
                         for i, fit in enumerate(fits)]
            else:
                found = [z3.Or([z3.And(fit, entry.values[of["attribute"]] == index)
                                for fit, entry in zip(fits, entries)])
                         for index in range(len(KINDS))]
            count = z3.Sum([z3.If(f, 1, 0) for f in found] + [z3.IntVal(0)])
            return z3.And([partly_known.compared(count, k, int(v)) for k, v in of["in"].items()])
        is_latest = "latest" in test or "since_latest" in test
        results = []
        for i, entry in enumerate(entries):
            def is_after(other):
                later = z3.Or(other.day > entry.day,
                              z3.And(other.day == entry.day, other.turn > entry.turn))
                earlier = z3.Or(other.day < entry.day,
                                z3.And(other.day == entry.day, other.turn < entry.turn))
                return later if is_latest else earlier
            selected = [fits[i]] + [z3.Not(z3.And(fits[j], is_after(other)))
                                    for j, other in enumerate(entries) if j != i]
            results.append(z3.And(selected + [self.selected(test, entry, is_latest)]))
        return z3.Or(results + [z3.BoolVal(False)])

    def selected(self, test, entry, is_latest):
        name = "latest" if is_latest else "first"
        if name in test:
            attribute = test[name]["attribute"]
            return entry.encoded.test({"fact": attribute, "in": test[name]["in"]}, entry.values[attribute])
        first, last = days(test[f"since_{name}"], self.service)
        return z3.And(entry.day >= first, entry.day <= last)

    def fits(self, test, entry):
        parts = [entry.exists]
        if "where" in test:
            parts.append(entry.encoded.holds(test["where"], entry.values))
        for window in test.get("within", []):
            if "before_service" in window:
                first, last = days(window["before_service"], self.service)
            else:
                year = self.service.year - window["calendar_years_before"]
                first = number(datetime.date(year, 1, 1))
                last = number(datetime.date(year, 12, 31))
            parts += [entry.day >= first, entry.day <= last]
        return z3.And(parts)

    answer = partly_known.Table.answer


def day(text):
    return number(datetime.date.fromisoformat(text))


def expected(table, request):
    """The result and the needs of a request."""
    encoded = RecordTable(table, datetime.date.fromisoformat(request["date"]))
    solver = z3.Solver()
    values, others = {}, {}
    for fact in table["facts"]:
        statement = request["facts"].get(fact["id"])
        values[fact["id"]], left = encoded.value(fact, "one", statement)
        others[fact["id"]], same = encoded.value(fact, "other", statement)
        solver.add(left + same)
    answer, names = encoded.answer(values)
    possible = [index for index in range(len(names)) if solver.check(answer == index) == z3.sat]
    if len(possible) == 1:
        name = names[possible[0]]
        return {None: "not-met"}.get(name, "met" if name != "out-of-scope" else name), []
    needs = []
    for fact in table["facts"]:
        changed, _ = encoded.answer(values | {fact["id"]: others[fact["id"]]})
        if solver.check(answer != changed) == z3.sat:
            needs.append(fact["id"])
    return "needs-information", needs


def main():
    policyc, seed = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[4]
    count, each = int(sys.argv[2]), int(sys.argv[3])
    seen, refused, compared = {}, {}, 0
    for index in range(count):
        r = random.Random(f"{seed}/{index}")
        policy = Policy(r)
        with tempfile.TemporaryDirectory() as folder:
            write(folder, {"2024-01": policy.revision("1/24", policy.statements())})
            built = run(policyc, folder, "build")
            if built.returncode != 0:
                code = built.stderr.split("error[")[1].split("]")[0] if "error[" in built.stderr else "?"
                if code not in ("too-many-combinations", "repeated-value", "reversed-bounds"):
                    sys.exit(f"policy {seed}/{index} was refused:\n{built.stderr}")
                refused[code] = refused.get(code, 0) + 1
                continue
            table = read_table(folder, "2024-01")
            requests = []
            for number_ in range(each):
                days_ = r.choice([0, 1, 29, 366, 1200, 1520])
                service = datetime.date(2024, 2, 29) - datetime.timedelta(days=days_)
                requests.append({"id": str(number_), "revision": "1/24", "date": str(service),
                                 "facts": policy.request(service)})
            decided = run(policyc, folder, "decide", requests=requests)
        answers = [json.loads(line) for line in decided.stdout.splitlines()]
        if len(answers) != len(requests):
            sys.exit(f"{len(answers)} answers to {len(requests)} requests: {decided.stderr}")
        for request, answer in zip(requests, answers):
            wanted = expected(table, request)
            found = (answer.get("result"), answer.get("needs"))
            if found != wanted:
                sys.exit(f"{SOLVER} differs at policy {seed}/{index}: {json.dumps(request)}\n"
                         f"  {wanted}\n  {json.dumps(answer)}\n  {json.dumps(table)}")
            seen[wanted[0]] = seen.get(wanted[0], 0) + 1
            compared += 1
    if sum(refused.values()) * 4 > count:
        sys.exit(f"too many policies were refused: {refused}")
    policies = count - sum(refused.values())
    print(f"records: {SOLVER} agrees on {compared} requests to {policies} policies, {seen}")


if __name__ == "__main__":
    main()

"""Partly known facts: `policyc decide` against quantification over completions by z3.

Random policies in the whole language are compiled, and their decision tables are read and encoded here
from the definition of a completion: a fact that is not stated, or that is stated by a range, a month, a
year or a choice among values, may have any value that is left. The verdict has to be the one that all
completions share, and a fact is needed exactly if two completions that differ in it alone answer
differently.

usage: partly_known.py POLICYC POLICIES REQUESTS SEED
       REQUESTS is how many there are for each policy.
"""
import calendar
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

import z3

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "exports"))
import random_policies  # noqa: E402

FIRST, LAST = datetime.date(1900, 1, 1), datetime.date(2199, 12, 31)
MONTHS = {"a": 12, "mo": 1}
DAYS = {"wk": 7, "d": 1}


def number(day):
    return (day - FIRST).days


def after_months(day, count):
    """The day on which so many months have passed; nil beyond the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > LAST.year:
        return None
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def latest_first_day(service, count, is_over, of_months):
    """The number of the latest day since which at least, or more than, so much time has passed at the
    date of service; -1 if there is none."""
    low, high = -1, number(service)
    while low < high:
        middle = (low + high + 1) // 2
        day = FIRST + datetime.timedelta(days=middle)
        passed = after_months(day, count) if of_months else day + datetime.timedelta(days=count)
        if passed is not None and (passed < service if is_over else passed <= service):
            low = middle
        else:
            high = middle - 1
    return low


class Table:
    """A decision table, encoded for one assignment of variables to facts."""

    def __init__(self, table, service):
        self.table, self.service = table, service
        self.facts = {fact["id"]: fact for fact in table["facts"]}
        self.periods = {period["code"]: period for period in table.get("periods", [])}

    # A value of a fact: variables, and what holds of them whatever is stated.

    def value(self, name, copy, statement):
        """The variables of a fact in a completion, and what the statement and the type leave."""
        fact = self.facts[name]
        kind, label = fact["type"], f"{name}.{copy}"
        if kind == "boolean":
            value = z3.Bool(label)
            return value, [] if statement is None else [value == statement]
        if kind in ("choice", "code"):
            return self.word(fact, z3.Int(label), statement)
        if kind == "set":
            terms = {term["id"]: z3.Bool(f"{label}.{term['id']}") for term in fact["terms"]}
            return terms, self.members(terms, statement)
        if kind == "date":
            return self.day(z3.Int(label), statement, LAST)
        if kind == "duration":
            if self.is_of_days(statement):
                day, left = self.day(z3.Int(label), statement, self.service)
                return ("since", day), left
            length = z3.Real(label)
            factor = MONTHS.get(fact["unit"]) or DAYS[fact["unit"]]
            scale = MONTHS if fact["unit"] in MONTHS else DAYS
            return ("length", length), [length >= 0] + self.within(
                length, statement, lambda value, unit: value * (scale[unit] if unit else factor))
        value = z3.Int(label) if kind == "integer" else z3.Real(label)
        left = [value >= real(fact[key]) if key == "minimum" else value <= real(fact[key])
                for key in ("minimum", "maximum") if key in fact]
        return value, left + self.within(value, statement, lambda value, unit: value)

    @staticmethod
    def is_of_days(statement):
        return isinstance(statement, str) or (
            isinstance(statement, dict) and set(statement) <= {"from", "after", "until", "before"})

    def codes(self, name):
        """Codes that matter by name, and at the end one that stands for all others."""
        return sorted({v for test in tests(self.table) if test["fact"] == name for v in test["in"]}
                      ) + ["any other"]

    def word(self, fact, value, statement):
        words = fact["of"] if fact["type"] == "choice" else self.codes(fact["id"])

        def index(word):
            if fact["type"] == "code" and not self.is_valid(word):
                return len(words) - 1
            return words.index(word) if word in words else len(words) - 1

        possible = [words.index(w) for w in words if fact["type"] == "choice" or self.is_valid(w)]
        if statement is None:
            # A code that is not known may be any that a test names, valid or not.
            possible = range(len(words))
        elif isinstance(statement, str):
            possible = [index(statement)]
        elif "one_of" in statement:
            possible = [index(word) for word in statement["one_of"]]
        else:
            possible = [i for i in possible if words[i] not in statement["not"]]
        return value, [z3.Or([value == i for i in sorted(set(possible))])]

    def is_valid(self, code):
        period = self.periods.get(code)
        return period is None or (
            period.get("from", "0") <= str(self.service) <= period.get("until", "9"))

    @staticmethod
    def members(terms, statement):
        if statement is None:
            return []
        if isinstance(statement, list):
            return [terms[t] if t in statement else z3.Not(terms[t]) for t in terms]
        return [terms[t] for t in statement.get("present", [])] + [
            z3.Not(terms[t]) for t in statement.get("absent", [])]

    @staticmethod
    def day(value, statement, last):
        first, until = FIRST, last
        if isinstance(statement, str):
            parts = [int(part) for part in statement.split("-")]
            low = parts + [1] * (3 - len(parts))
            high = parts + [12] * (2 - len(parts)) if len(parts) < 3 else parts
            if len(high) == 2:
                high = high + [calendar.monthrange(*high)[1]]
            first, until = datetime.date(*low), min(last, datetime.date(*high))
        elif statement is not None:
            step = datetime.timedelta(days=1)
            for key, text in statement.items():
                day = datetime.date.fromisoformat(text)
                if key in ("from", "after"):
                    first = day + step if key == "after" else day
                else:
                    until = min(last, day - step if key == "before" else day)
        return value, [value >= number(first), value <= number(until)]

    @staticmethod
    def within(value, statement, on_line):
        if statement is None:
            return []
        if not isinstance(statement, dict):
            return [value == real(on_line(Fraction(str(statement)), None))]
        if "value" in statement:
            return [value == real(on_line(Fraction(str(statement["value"])), statement["unit"]))]
        unit = statement.get("unit")
        ends = {key: real(on_line(Fraction(str(end)), unit))
                for key, end in statement.items() if key != "unit"}
        return [compared(value, key, end) for key, end in ends.items()]

    # What a table says of values.

    def holds(self, node, values):
        if "fact" in node:
            return self.test(node, values[node["fact"]])
        parts = [self.holds(part, values) for part in node.get("require", [])]
        parts += [z3.Not(self.holds(part, values)) for part in node.get("unless", [])]
        if "when" in node:
            parts.append(self.holds(node["when"], values))
        for key, join in (("all_of", z3.And), ("any_of", z3.Or)):
            if key in node:
                parts.append(join([self.holds(part, values) for part in node[key]]))
        if "none_of" in node:
            parts.append(z3.Not(z3.Or([self.holds(part, values) for part in node["none_of"]])))
        if "some_of" in node:
            met = [self.holds(part, values) for part in node["some_of"]["of"]]
            parts.append(z3.Sum([z3.If(m, 1, 0) for m in met]) >= node["some_of"]["at_least"])
        return z3.And(parts)

    def test(self, test, value):
        fact = self.facts[test["fact"]]
        kind = fact["type"]
        if kind == "boolean":
            return z3.Or([value == v for v in test["in"]])
        if kind == "set":
            return z3.Or([value[v] for v in test["in"]])
        if kind in ("choice", "code"):
            words = fact["of"] if kind == "choice" else self.codes(fact["id"])
            return z3.Or([value == words.index(v) for v in test["in"]])
        return z3.Or([z3.And([self.end(fact, value, key, end) for key, end in allowed.items()])
                      for allowed in test["in"]])

    def end(self, fact, value, key, end):
        if fact["type"] == "date":
            return compared(value, key, number(datetime.date.fromisoformat(end)))
        if fact["type"] != "duration":
            return compared(value, key, real(Fraction(str(end))))
        form, value = value
        of_months = end["unit"] in MONTHS
        count = end["value"] * (MONTHS if of_months else DAYS)[end["unit"]]
        if form == "length":
            return compared(value, key, real(Fraction(str(count))))
        passed = value <= latest_first_day(
            self.service, count, key in ("over", "at_most"), of_months)
        return passed if key in ("at_least", "over") else z3.Not(passed)

    def answer(self, values):
        """The answer of a completion as a number: out of scope, silent, or an outcome."""
        outcomes = sorted({s["outcome"] for s in self.table["statements"]})
        answer = z3.IntVal(1)
        for statement in reversed(self.table["statements"]):
            answer = z3.If(
                self.holds(statement, values), 2 + outcomes.index(statement["outcome"]), answer)
        names = ["out-of-scope", None] + outcomes
        return z3.If(self.holds(self.table["scope"], values), answer, 0), names


def compared(value, key, end):
    return {"at_least": lambda: value >= end, "over": lambda: value > end,
            "at_most": lambda: value <= end, "under": lambda: value < end}[key]()


def real(value):
    value = Fraction(str(value))
    return z3.RealVal(f"{value.numerator}/{value.denominator}")


def tests(table):
    def under(node):
        if "fact" in node:
            yield node
        for key in ("require", "unless", "all_of", "any_of", "none_of"):
            for member in node.get(key, []):
                yield from under(member)
        yield from (t for member in node.get("some_of", {}).get("of", []) for t in under(member))
        if "when" in node:
            yield from under(node["when"])
    return [test for node in [table["scope"]] + table["statements"] for test in under(node)]


def expected(table, request):
    """The result, the outcome and the needs of a request; nil if something has no value left."""
    encoded = Table(table, datetime.date.fromisoformat(request["date"]))
    solver = z3.Solver()
    values, others = {}, {}
    for name in encoded.facts:
        statement = request["facts"].get(name)
        values[name], left = encoded.value(name, "one", statement)
        solver.push()
        solver.add(left)
        if solver.check() == z3.unsat:
            return None
        solver.pop()
        others[name], same = encoded.value(name, "other", statement)
        solver.add(left + same)
    answer, names = encoded.answer(values)
    possible = []
    while solver.check(*[answer != found for found in possible]) == z3.sat:
        possible.append(solver.model().eval(answer, model_completion=True).as_long())
    if len(possible) == 1:
        name = names[possible[0]]
        if name == "out-of-scope":
            return name, None, []
        favours = name in ("medically_necessary", "covered")
        return "met" if favours else "not-met", name, []
    needs = []
    for name in encoded.facts:
        changed, _ = encoded.answer(values | {name: others[name]})
        if solver.check(answer != changed) == z3.sat:
            needs.append(name)
    return "needs-information", None, needs


def stated(policy, name, service, r):
    """What a request states of a fact: a boolean, some members of a set, or a part of a value."""
    kind = policy.facts[name]["type"]
    if kind == "boolean":
        return r.random() < 0.6
    if kind != "set":
        return random_policies.partly_known(policy.facts[name], service, r)
    mixed = r.sample(random_policies.TERMS, r.randint(0, 6))
    split = r.randint(0, len(mixed))
    return {"present": mixed[:split], "absent": mixed[split:]}


def main():
    policyc, count, each, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    with tempfile.TemporaryDirectory() as folder:
        random_policies.write(f"{folder}/policy", count, seed)
        subprocess.run(
            [policyc, "build", "--sources", f"{folder}/policy", "--output", f"{folder}/generated"],
            check=True, capture_output=True)
        requests, tables = [], {}
        for index in range(count):
            r = random.Random(f"{seed}/{index}")
            policy = random_policies.Policy(r, f"R.{index + 1}")
            path = pathlib.Path(folder) / f"generated/{policy.name}/2024-01/decision-table.json"
            tables[policy.name] = json.loads(path.read_text())["table"]
            for place in range(each):
                days = r.choice([0, 1, 29, 366, 1200, 1520])
                service = datetime.date(2024, 2, 29) - datetime.timedelta(days=days)
                facts = {name: stated(policy, name, service, r)
                         for name in policy.facts if r.random() < 0.8}
                requests.append({
                    "id": f"{policy.name}/{place}", "policy": policy.name, "revision": "2024-01",
                    "date": str(service), "facts": facts})
        text = "".join(json.dumps(request) + "\n" for request in requests)
        run = subprocess.run(
            [policyc, "decide", "--compiled", f"{folder}/generated",
             "--sources", f"{folder}/policy", "-"], input=text, text=True,
            capture_output=True)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
    if len(answers) != len(requests):
        sys.exit(f"{len(answers)} answers to {len(requests)} requests: {run.stderr}")
    seen = {}
    for request, answer in zip(requests, answers):
        wanted = expected(tables[request["policy"]], request)
        found = (answer["result"], answer["outcome"], answer["needs"]) if "result" in answer else None
        is_right = found == wanted
        if wanted is None:
            is_right = answer.get("error", {}).get("code") in ("no-value-left", "date-after-service")
        if not is_right:
            sys.exit(f"z3 differs: {json.dumps(request)}\n  {wanted}\n  {answer}")
        kind = wanted[0] if wanted else "error"
        seen[kind] = seen.get(kind, 0) + 1
    print(f"partly known facts: z3 agrees on {len(requests)} requests to {count} policies, {seen}")


if __name__ == "__main__":
    main()

"""Compares the answers of the exported queries in SQL engines with those of `policyc decide`.

usage: sql.py POLICYC classes GENERATED [ENGINE…]
       sql.py POLICYC requests GENERATED POLICY GENERATOR ENGINE=COUNT…
       sql.py POLICYC random COUNT SEED [ENGINE…]
       sql.py POLICYC odd COUNT SEED REQUESTS [ENGINE…]
       sql.py POLICYC documented GENERATED PAGE
"""
import collections
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from engines import ENGINES


def decided(policyc, generated, requests, sources="policy"):
    """The answers of `policyc decide` by request id, and the time that it took in seconds."""
    start = time.monotonic()
    with tempfile.NamedTemporaryFile() as output:
        run = subprocess.run(
            [policyc, "decide", "--sources", str(sources), "--compiled", str(generated), str(requests),
             "-o", output.name],
            stderr=subprocess.PIPE, text=True)
        if run.returncode not in (0, 1):
            raise SystemExit(run.stderr)
        took = time.monotonic() - start
        answers = {}
        for line in open(output.name, encoding="utf-8"):
            answer = json.loads(line)
            answers[answer["id"]] = verdict(answer, (answer.get("error") or {}).get("code"))
    return answers, took


def verdict(answer, error):
    if error:
        return ("error", error)
    return (answer["result"], answer["outcome"], answer["statement"], tuple(answer["criteria"]),
            tuple(answer["criterion_ids"]), tuple(answer["needs"]))


class Comparison:
    def __init__(self):
        self.compared = self.refused = self.other_errors = 0
        self.differences = []

    def add(self, engine, request, expected, row):
        found = verdict(row, row["error"] and row["error"].split(":")[0])
        self.compared += 1
        if found[0] == "error":
            assert row["result"] is None and row["outcome"] is None, row
            self.refused += 1
            if found == ("error", "partly-known") and request.endswith("~"):
                return
            if expected[0] == "error":
                # If a request has several errors, the engine may report a different one.
                self.other_errors += found != expected
                return
        if found != expected:
            self.differences.append((engine, request, expected, found))


def compare(engine, folder, requests, expected, comparison):
    rows = engine.answers(folder, requests)
    timing = next(rows)
    seen = 0
    for row in rows:
        comparison.add(engine.name, row["id"], expected[row["id"]], row)
        seen += 1
    with open(requests, "rb") as lines:
        count = sum(1 for _ in lines)
    if seen != count:
        raise SystemExit(f"{engine.version}: {seen} answers to {count} requests")
    return timing


def report(comparison, requests):
    """Prints the shortest requests with different answers, and ends the run if there are any."""
    if not comparison.differences:
        return
    texts = {}
    for path in requests:
        for line in open(path, encoding="utf-8"):
            texts[json.loads(line)["id"]] = line.strip()
    comparison.differences.sort(key=lambda d: len(texts[d[1]]))
    for engine, request, expected, found in comparison.differences[:5]:
        print(f"{engine}: {texts[request]}\n  policyc: {expected}\n  {engine}: {found}")
    raise SystemExit(f"{len(comparison.differences)} of {comparison.compared} answers differ")


def split(lines, folder):
    """Writes one file of requests per revision. Returns the files by the folder of the revision."""
    by_revision = {}
    for line in lines:
        request = json.loads(line)
        by_revision.setdefault((request["policy"], request["revision"]), []).append(line)
    files = {}
    for (policy, revision), own in sorted(by_revision.items()):
        path = Path(folder) / f"{policy}-{revision}.ndjson"
        path.write_text("".join(own), encoding="utf-8")
        files[f"{policy}/{revision}"] = path
    return files


def classes(policyc, generated, names):
    engines = [ENGINES[name]() for name in names or ENGINES]
    lines = subprocess.run(
        [policyc, "test", "--classes"], check=True, capture_output=True, text=True
    ).stdout.splitlines(keepends=True)
    comparison = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        files = split(lines, folder)
        for revision, path in files.items():
            expected, _ = decided(policyc, generated, path)
            for engine in engines:
                compare(engine, Path(generated) / revision, path, expected, comparison)
        report(comparison, files.values())
    versions = ", ".join(engine.version for engine in engines)
    print(f"{versions}: {len(lines)} classes of {len(files)} revisions answered as by policyc")
    for engine in engines:
        engine.close()


def requests(policyc, generated, policy, generator, counts):
    """Compares random requests, each with the query of its revision."""
    with tempfile.TemporaryDirectory() as folder:
        made = {}
        for name, count in counts.items():
            if count not in made:
                path = Path(folder) / f"{count}.ndjson"
                subprocess.run([sys.executable, generator, str(count), "7", str(path)], check=True)
                Path(folder, str(count)).mkdir()
                index = json.loads((Path(generated) / policy / "policy.json").read_text())
                ids = {r["printed"]: r["id"] for r in index["revisions"]}
                files = split_by(path, ids, Path(folder) / str(count))
                made[count] = {
                    revision: (file, *decided(policyc, generated, file))
                    for revision, file in files.items()
                }
            engine = ENGINES[name]()
            comparison, reading, deciding = Comparison(), 0.0, 0.0
            for revision, (file, expected, _) in made[count].items():
                timing = compare(
                    engine, Path(generated) / policy / revision, file, expected, comparison)
                reading, deciding = reading + timing.reading, deciding + timing.deciding
            report(comparison, [file for file, *_ in made[count].values()])
            own = sum(took for *_, took in made[count].values())
            print(
                f"{engine.version}: {comparison.compared} requests answered as by policyc; "
                f"{count / deciding:,.0f} decisions/s on typed columns, "
                f"{count / reading:,.0f} requests/s read from JSON; "
                f"policyc decide {count / own:,.0f}/s, JSON in and out")
            engine.close()


def documented(policyc, generated, page):
    """Runs the code blocks of a page unchanged, on the classes of one revision."""
    blocks = {}
    for block in Path(page).read_text(encoding="utf-8").split("```")[1::2]:
        language, _, text = block.partition("\n")
        if "request_lines" in text:
            blocks["duckdb" if language == "sql" else "spark" if language else "postgres"] = text
    lines = subprocess.run(
        [policyc, "test", "--classes"], check=True, capture_output=True, text=True
    ).stdout.splitlines(keepends=True)
    comparison = Comparison()
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        revision, path = list(split(lines, folder).items())[-1]
        expected, _ = decided(policyc, generated, path)
        path.rename(Path(folder) / "requests.ndjson")
        for file in (Path(generated) / revision).glob("*.sql"):
            shutil.copy(file, folder)
        here = os.getcwd()
        os.chdir(folder)
        for name, block in blocks.items():
            engine = ENGINES[name]()
            for row in engine.documented(block):
                comparison.add(name, row["id"], expected[row["id"]], row)
            engine.close()
        os.chdir(here)
        report(comparison, [Path(folder) / "requests.ndjson"])
    if len(blocks) != 3 or comparison.compared != len(expected) * len(blocks):
        raise SystemExit(f"{comparison.compared} answers to {len(expected)} requests")
    print(f"{page}: its code blocks answer {len(expected)} requests in each engine as policyc does")


def split_by(path, ids, folder):
    """As `split`, but fast enough for a million lines because it does not parse them as JSON."""
    files = {revision: open(folder / f"{revision}.ndjson", "w") for revision in ids.values()}
    names = {f'"revision":"{name}"': ids[name] for name in ids} | {
        f'"revision":"{revision}"': revision for revision in ids.values()}
    for line in open(path, encoding="utf-8"):
        start = line.index('"revision":')
        files[names[line[start:line.index('"', start + 12) + 1]]].write(line)
    for file in files.values():
        file.close()
    return {revision: folder / f"{revision}.ndjson" for revision in files}


def random(policyc, count, seed, names):
    from random_policies import dumped, write

    engines = [ENGINES[name]() for name in names or ENGINES]
    comparison = Comparison()
    with tempfile.TemporaryDirectory(prefix="policyc-random-") as work:
        lines = [dumped(request) + "\n" for request in write(Path(work) / "policy", count, seed)]
        left_out = build(policyc, work).count("is left out")
        files = split(lines, work)
        everything = Path(work) / "requests.ndjson"
        everything.write_text("".join(lines), encoding="utf-8")
        expected, _ = decided(policyc, f"{work}/generated", everything, f"{work}/policy")
        for revision, path in files.items():
            for engine in engines:
                if not (Path(work) / "generated" / revision / engine.export).exists():
                    continue
                compare(engine, Path(work) / "generated" / revision, path, expected, comparison)
        report(comparison, files.values())
    versions = ", ".join(engine.version for engine in engines)
    print(
        f"{versions}: {comparison.compared} requests to {len(files)} random policies answered as by policyc "
        f"({comparison.refused} with an error, of which {comparison.other_errors} had another code; "
        f"{left_out} exports were left out)")
    for engine in engines:
        engine.close()


def odd(policyc, count, seed, each, names):
    """Compares requests to random policies in every notation that RFC 8259 allows, and in some that it forbids.

    An engine may refuse a number that it cannot represent, but it must never give a different verdict, and no
    line may abort its query.
    """
    from random import Random

    from odd_json import Odd
    from random_policies import write

    engines = [ENGINES[name]() for name in names or ENGINES]
    writer = Odd(Random(f"odd {seed}"), 0.25)
    outcomes = {engine.name: collections.Counter() for engine in engines}
    differences = []
    with tempfile.TemporaryDirectory(prefix="policyc-odd-") as work:
        by_policy = {}
        for request in write(Path(work) / "policy", count, seed, each):
            by_policy.setdefault(request["policy"], []).append((request["id"], writer.line(request)))
        build(policyc, work)
        for policy, lines in sorted(by_policy.items()):
            path = Path(work) / f"{policy}.ndjson"
            path.write_text("".join(line + "\n" for _, line in lines), encoding="utf-8", newline="")
            texts = dict(lines)
            answers = decided_lines(policyc, work, path, policy)
            expected = {id: answer for (id, _), answer in zip(lines, answers, strict=True)}
            folder = Path(work) / "generated" / policy / "2024-01"
            for engine in engines:
                if not (folder / engine.export).exists():
                    continue
                found, rows = {}, engine.answers(folder, path, any_characters=True)
                next(rows)
                without_id = 0
                for row in rows:
                    answer = verdict(row, row["error"] and row["error"].split(":")[0])
                    if row["id"] in expected and row["id"] not in found:
                        found[row["id"]] = answer
                        continue
                    # The answer to a line that cannot be read does not have an id.
                    without_id += 1
                    if answer[0] != "error":
                        differences.append((engine.name, str(row), "an error", answer))
                if len(found) + without_id != len(lines):
                    raise SystemExit(
                        f"{engine.version}: {len(found) + without_id} answers to {len(lines)} requests")
                for id, decided_answer in expected.items():
                    answer = found.get(id, ("error", "bad-json"))
                    if answer == decided_answer:
                        kind = "same error" if decided_answer[0] == "error" else "same verdict"
                    elif answer[0] == decided_answer[0] == "error":
                        kind = "another error code"
                    elif answer in (("error", "out-of-range"),):
                        kind = "out of the engine's range"
                    elif answer == ("error", "partly-known") and id.endswith("~"):
                        kind = "partly known"
                    else:
                        kind = "different"
                        differences.append((engine.name, texts[id], decided_answer, answer))
                    outcomes[engine.name][kind] += 1
    for engine in engines:
        counts = ", ".join(f"{n} {kind}" for kind, n in sorted(outcomes[engine.name].items()))
        print(f"{engine.version}, requests in unusual JSON to {len(by_policy)} random policies: {counts}")
        engine.close()
    if differences:
        differences.sort(key=lambda d: len(d[1]))
        for engine, text, expected, answer in differences[:8]:
            print(f"{engine}: {text!r}\n  policyc: {expected}\n  {engine}: {answer}")
        raise SystemExit(f"{len(differences)} answers differ")


def build(policyc, work):
    """Compiles the policies in a folder, and returns the messages of the compiler."""
    run = subprocess.run(
        [policyc, "build", "--sources", f"{work}/policy", "--output", f"{work}/generated"],
        capture_output=True, text=True)
    if run.returncode:
        raise SystemExit(run.stderr)
    return run.stderr


def decided_lines(policyc, work, path, policy):
    """The answer to each line of a file, in order."""
    run = subprocess.run(
        [policyc, "decide", "--sources", f"{work}/policy", "--compiled", f"{work}/generated",
         "--policy", policy, str(path)], capture_output=True)
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr.decode())
    answers = map(json.loads, run.stdout.splitlines())
    return [verdict(answer, (answer.get("error") or {}).get("code")) for answer in answers]


if __name__ == "__main__":
    policyc, mode, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    if mode == "classes":
        classes(policyc, rest[0], rest[1:])
    elif mode == "requests":
        counts = {name: int(n) for name, n in (part.split("=") for part in rest[3:])}
        requests(policyc, rest[0], rest[1], rest[2], counts)
    elif mode == "documented":
        documented(policyc, rest[0], rest[1])
    elif mode == "random":
        random(policyc, int(rest[0]), int(rest[1]), rest[2:])
    elif mode == "odd":
        odd(policyc, int(rest[0]), int(rest[1]), int(rest[2]), rest[3:])
    else:
        raise SystemExit(__doc__)

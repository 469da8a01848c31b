"""Compares the speed of `policyc decide` with other programs on the same million requests in the same run, from file to file.

The answers of each program are checked against the oracle. Each time is the minimum of several runs. The programs take turns,
so that other load on the machine affects all of them; read the ratios rather than the absolute times."""
import json
import os
import resource
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DATA = os.path.join(ROOT, ".build-bench", "decisions")
SHARED = os.path.join(os.path.dirname(ROOT), "shared", "bench", "decisions")
PYTHON = os.path.join(ROOT, ".build-bench", "peers", "bin", "python")
POLICYC = os.path.join(ROOT, ".build", "release", "policyc")
BENCH = os.path.join(ROOT, ".build-bench", "swift", "release", "DecisionBench")
REQUESTS = os.path.join(DATA, "requests.ndjson")
ORACLE = os.path.join(DATA, "oracle.ndjson")
ROUNDS = int(os.environ.get("ROUNDS", "5"))
PREFIX = 20_000  # the number of requests for slow programs


def here(name):
    return os.path.join(ROOT, "bench", "decisions", name)


def prefix(path, count):
    part = f"{path}.{count}"
    if not os.path.exists(part):
        with open(path) as file, open(part, "w") as out:
            for _ in range(count):
                out.write(next(file))
    return part


def policyc(requests, answers, *options):
    return [POLICYC, "decide", "--policy", "LA.CP.MP.53", requests, "-o", answers, *options]


def peer(name, *options):
    return lambda requests, answers: [PYTHON, here(f"peer_{name}.py"), SHARED, requests, answers, *options]


PROGRAMS = {
    "policyc, one thread": (lambda r, a: policyc(r, a), None),
    "policyc, two threads": (lambda r, a: policyc(r, a, "--threads", "2"), None),
    "DuckDB, one thread": (peer("duckdb", "1"), None),
    "DuckDB, two threads": (peer("duckdb", "2"), None),
    "Python with orjson": (peer("python"), None),
    "ZEN, batches of 1,000": (peer("zen"), PREFIX),
    "cp": (lambda r, a: ["cp", r, a], None),
    "wc -l": (lambda r, a: ["wc", "-l", r], None),
}


def run(command):
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = time.perf_counter() - start
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peak(command):
    """The peak memory of a run in MB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024


def agrees(answers, oracle, whole):
    """Whether each answer is that of the oracle. The answers of policyc have additional members."""
    with open(answers) as one, open(oracle) as other:
        for mine, theirs in zip(one, other, strict=True):
            if mine != theirs:
                if not whole:
                    return False
                said = json.loads(mine)
                if {name: said[name] for name in ("id", "result", "criteria", "needs")} != json.loads(theirs):
                    return False
    return True


def figures(mode, table, requests):
    counting = {**os.environ, "LD_PRELOAD": os.path.join(DATA, "count_malloc.so")}
    lines = subprocess.run([BENCH, mode, table, requests], check=True, capture_output=True, text=True, env=counting).stdout.splitlines()
    return dict(line.split() for line in lines)


def main():
    wall, processor = {}, {}
    for _ in range(ROUNDS):
        for name, (command, count) in PROGRAMS.items():
            requests = prefix(REQUESTS, count) if count else REQUESTS
            answers = os.path.join(DATA, name.replace(" ", "-").replace(",", "") + ".out")
            seconds, work = run(command(requests, answers))
            scale = 1_000_000 / (count or 1_000_000)
            wall.setdefault(name, []).append(seconds * scale)
            processor.setdefault(name, []).append(work * scale)
    for name, (_, count) in PROGRAMS.items():
        answers = os.path.join(DATA, name.replace(" ", "-").replace(",", "") + ".out")
        if name in ("cp", "wc -l"):
            continue
        oracle = prefix(ORACLE, count) if count else ORACLE
        if not agrees(answers, oracle, name.startswith("policyc")):
            sys.exit(f"the answers of {name} differ from those of the oracle")
    print("the answers of every program equal those of the oracle\n")
    print(f"{'1,000,000 requests, file to file':34}{'wall s':>9}{'CPU s':>9}{'M/s':>8}{'x policyc':>11}")
    ours = min(wall["policyc, one thread"])
    for name in PROGRAMS:
        least = min(wall[name])
        print(f"{name:34}{least:9.3f}{min(processor[name]):9.3f}{1 / least:8.2f}{least / ours:11.2f}")
    two = min(wall["policyc, two threads"])
    print(f"\ntwo threads: {ours / two:.2f} x as fast as one; DuckDB takes {min(wall['DuckDB, two threads']) / two:.2f} x as long on two threads")
    print(f"peak memory: {peak(policyc(REQUESTS, os.path.join(DATA, 'peak.out'))):.1f} MB, "
          f"{peak(policyc(REQUESTS, os.path.join(DATA, 'peak.out'), '--threads', '2')):.1f} MB on two threads")
    first = prefix(REQUESTS, 1)
    starts = [run(policyc(first, os.path.join(DATA, "first.out")))[0] for _ in range(40)]
    print(f"start to first answer: minimum {min(starts) * 1000:.1f} ms, median {sorted(starts)[20] * 1000:.1f} ms")
    table = os.path.join(ROOT, "generated", "LA.CP.MP.53", "2023-11", "decision-table.json")
    memory = figures("decide", table, prefix(REQUESTS, PREFIX))
    print(f"one decision in memory: p50 {float(memory['p50_ns']):.0f} ns, p99 {float(memory['p99_ns']):.0f} ns of CPU, "
          f"{memory['allocations']} allocations")
    for kind in ("with-code", "without-code"):
        rules, requests = (os.path.join(DATA, f"{kind}.{suffix}") for suffix in ("json", "ndjson"))
        subprocess.run([sys.executable, here("rules.py"), "10000", kind, rules, requests], check=True)
        found = figures("decide", rules, requests)
        print(f"10,000 rules {kind}: p50 {float(found['p50_ns']) / 1000:.2f} us, p99 {float(found['p99_ns']) / 1000:.2f} us; "
              f"read in {float(found['read_ms']):.0f} ms, compiled in {float(found['compile_ms']):.0f} ms")
    print()
    revision = os.path.join(ROOT, "generated", "LA.CP.MP.53", "2023-11")
    lines = os.path.join(DATA, "one-revision.ndjson")
    with open(REQUESTS) as all_requests, open(lines, "w") as own:
        for line in all_requests:
            own.write(json.dumps(json.loads(line) | {"revision": "2023-11"}) + "\n")
    subprocess.run([PYTHON, here("columns.py"), revision, lines, os.path.join(DATA, "decide")], check=True, cwd=ROOT)


if __name__ == "__main__":
    main()

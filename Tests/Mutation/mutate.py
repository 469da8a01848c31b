"""Finds out which mutants of the product the tests notice.

usage: mutate.py build
       mutate.py run [TARGET…]

`mutants.txt` lists mutants: a file, a line that occurs in it once, a part of that line, and what it becomes. `build`
copies the tree to .build-mutants, puts every mutant behind a switch into the copy, and compiles it once. `run` turns
mutants on one by one, and runs first the tests of their target and then all others; it prints those that no test
notices, and the score of each target.

A mutant that is no different to any caller is marked `equivalent` after a further tab, with the reason.
"""
import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LIST = ROOT / "Tests/Mutation/mutants.txt"
TREE = ROOT / ".build-mutants/tree"
# The tests of targets that have none of their own name.
NEAREST = {
    "policyc": "PolicycTests", "lic": "LicTests", "DecisionWording": "PolicyDocumentsTests|DecisionRequestsTests",
    "Digests": "PolicyReviewTests|ReleaseSigningTests", "Parallel": "DecisionColumnsTests",
    "CompiledPolicies": "PolicycTests",
}
NEAREST_SECONDS, ALL_SECONDS = 120, 600


class Mutant:
    def __init__(self, number, line):
        self.number = number
        self.path, self.line, self.part, self.change, *note = line.split("\t")
        self.target = self.path.split("/")[1]
        self.note = note[0] if note else None

    def __str__(self):
        return f"{self.number}: {self.path}: {self.part} -> {self.change or 'nothing'}\n    {self.line}"


def mutants():
    lines = LIST.read_text().splitlines()
    return [Mutant(number, line) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]


def apply(path, own):
    """Puts the mutants of a file into its copy."""
    lines = path.read_text().split("\n")
    for mutant in own:
        places = [index for index, line in enumerate(lines) if line.strip() == mutant.line]
        if len(places) != 1 or lines[places[0]].count(mutant.part) != 1:
            sys.exit(f"{LIST}: mutant {mutant.number} does not name one place of {mutant.path}; the code has moved")
        switched = (
            f"(mutant_is_on({mutant.number}) ? ({mutant.change}) : ({mutant.part}))" if mutant.change
            else f"if !mutant_is_on({mutant.number}) {{ {mutant.part} }}")
        lines[places[0]] = lines[places[0]].replace(mutant.part, switched)
    path.write_text("internal import CMutant\n" + "\n".join(lines))


def build():
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    kept = TREE / ".build"
    if TREE.exists():
        for item in TREE.iterdir():
            if item != kept:
                shutil.rmtree(item) if item.is_dir() else item.unlink()
    for name in filter(None, files.decode().split("\0")):
        target = TREE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    shared = TREE.parent / "shared"
    if (ROOT.parent / "shared").exists() and not shared.exists():
        shared.symlink_to(ROOT.parent / "shared")
    by_file = collections.defaultdict(list)
    for mutant in mutants():
        by_file[mutant.path].append(mutant)
    for path, own in by_file.items():
        apply(TREE / path, own)
    run = subprocess.run(["swift", "build", "--build-tests"], cwd=TREE, env=os.environ | {"POLICYC_MUTANTS": "1"},
                         capture_output=True, text=True)
    if run.returncode:
        errors = sorted(set(re.findall(r"^/.*?error: .*$", run.stdout + run.stderr, re.M)))
        sys.exit("\n".join(errors[:60]) or run.stdout[-3_000:] + run.stderr[-3_000:])
    print(f"{sum(map(len, by_file.values()))} mutants are compiled")


def survives(number, seconds, *options):
    """Whether all tests pass. A test that does not end is one that notices."""
    try:
        run = subprocess.run(
            ["swift", "test", "--skip-build", *options], cwd=TREE, timeout=seconds,
            env=os.environ | {"POLICYC_MUTANTS": "1", "POLICYC_MUTANT": str(number)}, capture_output=True)
    except subprocess.TimeoutExpired:
        return False
    return run.returncode == 0


def run(targets):
    if not survives(0, ALL_SECONDS):
        sys.exit("the tests fail without any mutant")
    score = collections.defaultdict(collections.Counter)
    start = time.monotonic()
    for mutant in mutants():
        if targets and mutant.target not in targets:
            continue
        if mutant.note:
            score[mutant.target]["equivalent"] += 1
            continue
        nearest = NEAREST.get(mutant.target, f"{mutant.target}Tests")
        kind = "killed"
        if survives(mutant.number, NEAREST_SECONDS, "--filter", nearest):
            kind = "survived" if survives(mutant.number, ALL_SECONDS) else "killed by others"
        if kind == "survived":
            print(mutant, flush=True)
        score[mutant.target][kind] += 1
    total = collections.Counter()
    print(f"{'target':24}{'killed':>8}{'by others':>11}{'survived':>10}{'equivalent':>12}")
    for target, counts in sorted(score.items()):
        total.update(counts)
        print(f"{target:24}{counts['killed']:8}{counts['killed by others']:11}{counts['survived']:10}{counts['equivalent']:12}")
    killed = total["killed"] + total["killed by others"]
    print(f"{killed} of {killed + total['survived']} killed, {total['equivalent']} equivalent, "
          f"in {(time.monotonic() - start) / 60:.0f} minutes")


if __name__ == "__main__":
    if sys.argv[1:2] == ["build"]:
        build()
    elif sys.argv[1:2] == ["run"]:
        run(set(sys.argv[2:]))
    else:
        sys.exit(__doc__)

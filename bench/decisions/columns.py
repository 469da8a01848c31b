"""Compares deciding in columns with DuckDB's query over the same typed columns, and one decision in Python and in C.

usage: columns.py REVISION REQUESTS C_PROGRAM

REVISION is the folder of a compiled revision, REQUESTS its requests as lines of JSON."""
import pathlib
import subprocess
import sys
import time

import duckdb
import policyc
import pyarrow as pa

revision, requests, program = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
ROUNDS = 5
table = policyc.load(revision / "decision-table.json")
connection = duckdb.connect()
connection.execute("SET threads = 1")
connection.execute(
    "CREATE TABLE request_lines AS SELECT line FROM read_csv(?, columns = {'line': 'VARCHAR'}, delim = '\x01', "
    "quote = '', escape = '', header = false, auto_detect = false)", [requests])
connection.execute("CREATE TABLE requests AS " + (revision / "requests.duckdb.sql").read_text())
query = (revision / "decision.duckdb.sql").read_text()
texts = connection.table("requests").to_arrow_table().combine_chunks()


def encoded(array):
    array = array.combine_chunks()
    if pa.types.is_string(array.type):
        return array.dictionary_encode()
    if pa.types.is_list(array.type):
        array = array if array.offset == 0 else pa.concat_arrays([array])
        return pa.ListArray.from_arrays(array.offsets, array.values.dictionary_encode(), mask=array.is_null())
    return array


dictionaries = pa.table({name: texts[name] if name == "id" else encoded(texts[name]) for name in texts.column_names})


def timed(work):
    """The least wall time and CPU time of several runs."""
    wall, processor = [], []
    for _ in range(ROUNDS):
        start, before = time.perf_counter(), time.process_time()
        work()
        wall.append(time.perf_counter() - start)
        processor.append(time.process_time() - before)
    return min(wall), min(processor)


def by_query():
    connection.execute("CREATE OR REPLACE TABLE answers AS " + query)


count = len(texts)
programs = {
    "DuckDB, SQL, one thread": by_query,
    "texts, one thread": lambda: pa.table(table.decide_batch(texts)),
    "texts, two threads": lambda: pa.table(table.decide_batch(texts, threads=2)),
    "dictionaries, one thread": lambda: pa.table(table.decide_batch(dictionaries, dictionaries=True)),
    "dictionaries, two threads": lambda: pa.table(table.decide_batch(dictionaries, threads=2, dictionaries=True)),
}
answers = {name: work() for name, work in programs.items()}
expected = dict(connection.execute("SELECT id, (result, outcome, criteria, needs)::VARCHAR FROM answers").fetchall())
for name, found in answers.items():
    if found is not None:
        mine = dict(duckdb.sql("SELECT id, (result, outcome, criteria, needs)::VARCHAR FROM found").fetchall())
        if mine != expected:
            sys.exit(f"the answers of {name} differ from those of DuckDB")
print(f"{count} requests in columns, all answers equal{'wall s':>12}{'CPU s':>9}{'M/s':>8}")
figures = {name: timed(work) for name, work in programs.items()}
for name, (wall, processor) in figures.items():
    print(f"{name:48}{wall:9.3f}{processor:9.3f}{count / wall / 1e6:8.2f}")
query_cost = figures["DuckDB, SQL, one thread"][1]
for kind in ("texts", "dictionaries"):
    one, two = figures[f"{kind}, one thread"], figures[f"{kind}, two threads"]
    print(f"{kind}: two threads {one[0] / two[0]:.2f} x as fast as one; DuckDB takes {query_cost / one[1]:.1f} x the CPU")

facts = {"procedure": "CPT:76498", "purpose": "liver_iron_concentration", "suspected_iron_overload": True}
calls = 200_000
wall, _ = timed(lambda: [table.decide(facts) for _ in range(calls)])
print(f"one decision with three facts in Python: {wall / calls * 1e9:.0f} ns")
print(subprocess.run([program, str(revision / "decision-table.json")], check=True, capture_output=True, text=True).stdout, end="")

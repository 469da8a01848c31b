"""One stream of requests in columns, answered once for each consumer, against `policyc decide`.

usage: consumers.py POLICYC GENERATOR COUNT
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import datafusion
import duckdb
import pandas
import polars
import policyc
import pyarrow as pa

revision = "generated/LA.CP.MP.53/2023-11"
LISTS = ["criteria", "criterion_ids", "needs"]
COLUMNS = ["id", "result", "outcome", "statement", *LISTS, "error"]


def decided(work, compiler, generator, count):
    """The requests as a DuckDB table in the columns of SQL, and the answers of `policyc decide` as rows."""
    subprocess.run([sys.executable, generator, str(count), "7", str(work / "all.ndjson")], check=True)
    with open(work / "requests.ndjson", "w") as lines:
        for line in open(work / "all.ndjson"):
            request = json.loads(line)
            request["revision"] = "2023-11"
            lines.write(json.dumps(request) + "\n")
    run = subprocess.run([str(pathlib.Path(compiler).resolve()), "decide", str(work / "requests.ndjson"), "-o", str(work / "answers.ndjson"),
                          "--threads", "2"], capture_output=True, text=True)
    if run.returncode not in (0, 1):
        sys.exit(run.stderr)
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE request_lines AS SELECT line FROM read_csv(?, columns = {'line': 'VARCHAR'}, delim = '\x01', "
        "quote = '', escape = '', header = false, auto_detect = false)", [str(work / "requests.ndjson")])
    connection.execute(
        "CREATE TABLE requests AS " + pathlib.Path(revision, "requests.duckdb.sql").read_text())
    answers = {}
    for line in open(work / "answers.ndjson"):
        answer = json.loads(line)
        code = (answer.get("error") or {}).get("code")
        answers[answer["id"]] = (
            (None, None, None, None, None, None, code) if code else
            (answer["result"], answer["outcome"], answer["statement"],
             *(tuple(answer[name]) for name in LISTS), None))
    return connection, answers


def rows(columns):
    """Answers as rows, with the lists as tuples and an error as its code."""
    def tuples(lists):
        return (None if item is None else tuple(item) for item in lists)

    def codes(errors):
        return (None if error is None else error.split(":")[0] for error in errors)

    return zip(columns["id"], columns["result"], columns["outcome"], columns["statement"],
               *(tuples(columns[name]) for name in LISTS), codes(columns["error"]))


def without_nan(values):
    """pandas has NaN for null in columns of texts."""
    return [None if isinstance(value, float) else value for value in values]


def from_datafusion(answers):
    context = datafusion.SessionContext()
    frame = context.from_arrow(pa.RecordBatchReader.from_stream(answers).read_all())
    return pa.Table.from_batches(frame.collect()).to_pydict()


def from_duckdb(answers):
    reader = pa.RecordBatchReader.from_stream(answers)
    return duckdb.sql("SELECT * FROM reader").to_arrow_table().to_pydict()


def from_pandas(answers):
    frame = pandas.DataFrame.from_arrow(answers)
    return {name: without_nan(frame[name]) for name in COLUMNS}


CONSUMERS = {
    f"pyarrow {pa.__version__}": lambda answers: pa.table(answers).to_pydict(),
    f"polars {polars.__version__}": lambda answers: polars.DataFrame(answers).to_dict(as_series=False),
    f"DuckDB {duckdb.__version__}": from_duckdb,
    f"DataFusion {datafusion.__version__}": from_datafusion,
    f"pandas {pandas.__version__}": from_pandas,
}

def main():
    with tempfile.TemporaryDirectory() as folder:
        connection, expected = decided(pathlib.Path(folder), sys.argv[1], sys.argv[2], int(sys.argv[3]))
    table = policyc.load(f"{revision}/decision-table.json")
    requests = connection.table("requests").to_arrow_table()
    producers = {"DuckDB": lambda: connection.table("requests"), "pyarrow": lambda: requests,
                 "polars": lambda: polars.DataFrame(requests)}
    for number, (name, consume) in enumerate(CONSUMERS.items()):
        producer = list(producers)[number % len(producers)]
        start = time.monotonic()
        answers = table.decide_batch(producers[producer](), threads=2, dictionaries=number % 2 == 1)
        columns = consume(answers)
        took = time.monotonic() - start
        seen = 0
        for id, *answer in rows(columns):
            if tuple(answer) != expected[id]:
                sys.exit(f"{name}: {id} is {answer}, and policyc decides {expected[id]}")
            seen += 1
        if seen != len(expected):
            sys.exit(f"{name}: {seen} answers to {len(expected)} requests")
        print(f"{name}, requests from {producer}: {seen} answers equal to policyc decide ({took:.1f} s into Python objects)")


if __name__ == "__main__":
    main()

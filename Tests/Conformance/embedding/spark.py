"""The Spark program of docs/columns.md, against `policyc decide` and beside the SQL export.

usage: spark.py POLICYC GENERATOR COUNT
"""
import json
import os
import pathlib
import sys
import tempfile
import time

from consumers import COLUMNS, LISTS, decided, revision
from pyspark.sql import SparkSession

generator, count = sys.argv[2], int(sys.argv[3])
page = pathlib.Path("docs/columns.md").read_text()
program = next(block.partition("\n")[2] for block in page.split("```")[1::2] if "mapInArrow" in block)
os.environ["PYSPARK_PYTHON"] = sys.executable


def timed(name, work):
    start = time.monotonic()
    work()
    took = time.monotonic() - start
    print(f"Spark {session.version}, local[2], {name}: {count / took / 1e6:.2f} M requests/s")
    return took


def nothing(batches):
    """As many columns as an answer has, without deciding."""
    import pyarrow as pa

    schema = pa.schema([(name, pa.list_(pa.string()) if name in LISTS else pa.string()) for name in COLUMNS])
    for batch in batches:
        rows = batch.num_rows
        columns = [pa.array([[]] * rows, field.type) if field.name in LISTS else pa.nulls(rows, field.type)
                   for field in schema]
        columns[0] = batch["id"]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    connection, expected = decided(work, sys.argv[1], generator, count)
    table = pathlib.Path(revision, "decision-table.json").resolve()
    query = pathlib.Path(revision, "decision.spark.sql").read_text()
    os.chdir(folder)
    session = (
        SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.memory", "3g").config("spark.sql.codegen.hugeMethodLimit", "8000")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100000")
        .config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR").getOrCreate())
    connection.execute("COPY (SELECT * FROM requests) TO 'once.parquet' (FORMAT parquet, ROW_GROUP_SIZE 100000)")
    session.read.parquet("once.parquet").repartition(4).write.parquet("requests")
    requests = session.read.parquet("requests")
    requests.createOrReplaceTempView("requests")
    names = {"spark": session}
    text = program.replace('"generated/LA.CP.MP.53/2023-11/decision-table.json"', json.dumps(str(table)))
    timed("the package in mapInArrow, with its start", lambda: exec(text, names))
    package = timed("the package in mapInArrow", lambda: names["answers"].write.mode("overwrite").parquet("answers"))
    pipe = timed("mapInArrow that decides nothing", lambda: requests.mapInArrow(nothing, names["ANSWERS"])
                 .write.mode("overwrite").parquet("nothing"))
    sql = timed("the SQL export", lambda: session.sql(query).write.mode("overwrite").parquet("by_query"))
    print(f"the package is {sql / package:.1f} times as fast as the SQL export, and takes {package / pipe:.2f} times as "
          "long as mapInArrow that decides nothing")
    seen = 0
    answers = connection.execute("SELECT * FROM 'answers/*.parquet'")
    while rows := answers.fetchmany(50_000):
        for id, *answer in rows:
            lists = [None if item is None else tuple(item) for item in answer[3:6]]
            found = (*answer[:3], *lists, answer[6] and answer[6].split(":")[0])
            if found != expected[id]:
                sys.exit(f"Spark: {id} is {found}, and policyc decides {expected[id]}")
            seen += 1
    if seen != len(expected):
        sys.exit(f"Spark: {seen} answers to {len(expected)} requests")
    print(f"Spark {session.version}: {seen} answers equal to policyc decide")
    session.stop()

"""SQL engines that run the exported queries on requests as lines of JSON."""
import atexit
import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

# The columns of an answer.
ANSWER = ["id", "result", "outcome", "statement", "criteria", "criterion_ids", "needs", "error"]


def query(folder, name):
    return (Path(folder) / name).read_text(encoding="utf-8")


class Timing:
    """The seconds that an engine takes to read requests and to decide them."""

    def __init__(self):
        self.reading = self.deciding = 0.0


class DuckDB:
    name = "duckdb"
    # The export without which a revision is left out.
    export = "decision.duckdb.sql"

    def __init__(self):
        import duckdb

        self.connection = duckdb.connect()
        self.version = f"DuckDB {duckdb.__version__}"

    def read(self, folder, requests, any_characters):
        """Makes the table `requests` of a file of requests."""
        run = self.connection.execute
        # The file is read as CSV with one column, unless its lines can contain control characters.
        lines = (
            "SELECT line FROM (SELECT unnest(string_split(content, chr(10))) AS line "
            "FROM read_text(?)) WHERE line <> ''"
            if any_characters else
            "SELECT line FROM read_csv(?, columns = {'line': 'VARCHAR'}, delim = '\x01', quote = '', "
            "escape = '', header = false, auto_detect = false)")
        run(f"CREATE OR REPLACE TABLE request_lines AS {lines}", [str(requests)])
        run("CREATE OR REPLACE TABLE requests AS " + query(folder, "requests.duckdb.sql"))

    def answers(self, folder, requests, any_characters=False):
        """Yields the timing, and then the answer to each request as a dictionary."""
        timing = Timing()
        start = time.monotonic()
        self.read(folder, requests, any_characters)
        read = time.monotonic()
        self.connection.execute(
            "CREATE OR REPLACE TABLE answers AS " + query(folder, "decision.duckdb.sql"))
        timing.reading, timing.deciding = read - start, time.monotonic() - read
        yield timing
        rows = self.connection.execute(f"SELECT {', '.join(ANSWER)} FROM answers")
        while chunk := rows.fetchmany(50_000):
            for row in chunk:
                yield dict(zip(ANSWER, row))

    def documented(self, block):
        """The answers of a code block from the documentation, run in the folder of its files."""
        lines = block.splitlines()
        text = [query(".", line.split()[-1]) if line.startswith("-- the text") else line for line in lines]
        self.connection.execute("\n".join(text))
        rows = self.connection.execute(f"SELECT {', '.join(ANSWER)} FROM answers").fetchall()
        return [dict(zip(ANSWER, row)) for row in rows]

    def close(self):
        self.connection.close()


class Columns(DuckDB):
    """The Python package on the columns that DuckDB makes of the requests, in one of the ways in which Arrow can have them."""

    name = "columns"

    def __init__(self):
        super().__init__()
        import policyc

        self.policyc = policyc
        self.way = 0
        self.version = f"Columns from {self.version}"

    def answers(self, folder, requests, any_characters=False):
        import columns

        timing = Timing()
        start = time.monotonic()
        self.read(folder, requests, any_characters)
        table = self.policyc.load(Path(folder) / "decision-table.json")
        stream = columns.WAYS[self.way % len(columns.WAYS)](self.connection.table("requests"))
        read = time.monotonic()
        answers = columns.table(
            table.decide_batch(stream, threads=1 + self.way % 2, dictionaries=self.way % 3 == 0))
        self.way += 1
        timing.reading, timing.deciding = read - start, time.monotonic() - read
        yield timing
        for batch in answers.to_batches(50_000):
            yield from batch.to_pylist()


class Program:
    """An engine of `bindings/`, which executes the table itself."""

    # Every table of version 2 without records.
    export = "decision-table.json"

    def answers(self, folder, requests, any_characters=False):
        timing = Timing()
        start = time.monotonic()
        with open(requests, "rb") as lines:
            run = subprocess.run(
                [*self.command, str(Path(folder) / "decision-table.json")], stdin=lines, capture_output=True)
        if run.returncode:
            raise SystemExit(run.stderr.decode())
        timing.deciding = time.monotonic() - start
        yield timing
        for line in run.stdout.splitlines():
            yield dict.fromkeys(ANSWER) | json.loads(line)

    def close(self):
        pass


class JavaScript(Program):
    name = "javascript"
    command = ["node", "bindings/javascript/decide.mjs"]
    version = "the program in JavaScript"


class Java(Program):
    name = "java"
    command = ["java", "-cp", ".build/java", "Decide"]
    version = "the program in Java"


class Postgres:
    """A separate cluster on a Unix socket in a temporary folder, which never runs as root."""

    name = "postgres"
    export = "decision.postgres.sql"

    def __init__(self):
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parts[-2]))
        if not binaries:
            raise SystemExit("PostgreSQL is not installed: apt-get install postgresql")
        self.binaries = binaries[-1]
        self.folder = Path(tempfile.mkdtemp(prefix="policyc-postgres-"))
        self.user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres")
        # Stop the server even if the run fails.
        atexit.register(self.close)
        self.server("initdb", "-D", self.folder / "data", "-U", "policyc", "-A", "trust", "-E", "UTF8",
                    "--locale=C.UTF-8")
        options = (
            f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off "
            "-c max_wal_size=4GB -c work_mem=64MB -c shared_buffers=512MB"
        )
        self.server("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log",
                    "-o", options, "start")
        self.version = self.sql("SHOW server_version").strip()
        self.version = "PostgreSQL " + self.version.split()[0]

    def server(self, program, *arguments):
        command = [*self.user, str(self.binaries / program), *map(str, arguments)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def psql(self, *arguments):
        return [
            str(self.binaries / "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1",
            "-h", str(self.folder), "-U", "policyc", "-d", "postgres", *arguments,
        ]

    def sql(self, text):
        done = subprocess.run(self.psql(), input=text, text=True, capture_output=True)
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    def answers(self, folder, requests, any_characters=False):
        timing = Timing()
        start = time.monotonic()
        self.sql("DROP TABLE IF EXISTS request_lines, requests, answers; "
                 "CREATE TABLE request_lines (line text)")
        # See `DuckDB.answers`.
        if any_characters:
            escaped = Path(f"{requests}.escaped")
            content = requests.read_bytes()
            for character, escape in ((b"\\", b"\\\\"), (b"\r", b"\\r"), (b"\t", b"\\t")):
                content = content.replace(character, escape)
            escaped.write_bytes(content)
            self.sql(f"\\copy request_lines FROM '{escaped}'")
        else:
            self.sql(f"\\copy request_lines FROM '{requests}' "
                     "(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')")
        self.sql("CREATE TABLE requests AS " + query(folder, "requests.postgres.sql"))
        read = time.monotonic()
        self.sql("CREATE TABLE answers AS " + query(folder, "decision.postgres.sql"))
        timing.reading, timing.deciding = read - start, time.monotonic() - read
        yield timing
        yield from self.rows()

    def rows(self):
        copy = ("COPY (SELECT row_to_json(a) FROM answers a) TO STDOUT "
                "(FORMAT csv, QUOTE E'\\x01', DELIMITER E'\\x02')")
        with subprocess.Popen(self.psql("-c", copy), stdout=subprocess.PIPE) as rows:
            for line in rows.stdout:
                yield json.loads(line)

    def documented(self, block):
        self.sql(block)
        return list(self.rows())

    def close(self):
        if (self.folder / "data" / "postmaster.pid").exists():
            self.server("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class Spark:
    name = "spark"
    export = "decision.spark.sql"

    def __init__(self):
        from pyspark.sql import SparkSession

        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.memory", "3g")
            .config("spark.sql.shuffle.partitions", "2")
            # docs/sql.md gives the reason.
            .config("spark.sql.codegen.hugeMethodLimit", "8000")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")
        self.version = f"Spark {self.session.version}"

    def answers(self, folder, requests, any_characters=False):
        timing = Timing()
        with tempfile.TemporaryDirectory(prefix="policyc-spark-") as kept:
            start = time.monotonic()
            lines = self.session.read.text(str(requests), lineSep="\n").toDF("line")
            lines.createOrReplaceTempView("request_lines")
            read = self.session.sql(query(folder, "requests.spark.sql"))
            read.write.parquet(kept + "/requests")
            self.session.read.parquet(kept + "/requests").createOrReplaceTempView("requests")
            stop = time.monotonic()
            answers = self.session.sql(query(folder, "decision.spark.sql"))
            answers.write.parquet(kept + "/answers")
            timing.reading, timing.deciding = stop - start, time.monotonic() - stop
            yield timing
            yield from self.rows(kept + "/answers")

    def rows(self, answers):
        # Spark omits members that are null.
        missing = dict.fromkeys(ANSWER)
        for line in self.session.read.parquet(answers).toJSON().collect():
            yield missing | json.loads(line)

    def documented(self, block):
        exec(block, {"spark": self.session})
        return list(self.rows("answers"))

    def close(self):
        self.session.stop()


ENGINES = {engine.name: engine for engine in (DuckDB, Columns, JavaScript, Java, Postgres, Spark)}

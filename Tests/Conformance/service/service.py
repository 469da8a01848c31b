"""Drives policyd with clients that others wrote: Python's http.client, and schemathesis on its OpenAPI document.

usage: service.py POLICYD POLICYC GENERATED CASES
"""
import atexit
import concurrent.futures
import http.client
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

POLICYD, POLICYC = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
GENERATED, CASES = pathlib.Path(sys.argv[3]).resolve(), sys.argv[4]
REQUEST = {"id": "a", "policy": "LA.CP.MP.53", "revision": "11/23", "facts": {"procedure": "CPT:76498"}}


class Service:
    def __init__(self, tables, *options):
        self.log = tempfile.NamedTemporaryFile("w+")
        self.process = subprocess.Popen(
            [POLICYD, "--tables", str(tables), "--port", "0", *options], stdout=subprocess.DEVNULL, stderr=self.log)
        # A check that fails leaves no service behind.
        atexit.register(self.process.kill)
        deadline = time.monotonic() + 10
        while not (events := self.events()):
            if time.monotonic() > deadline or self.process.poll() is not None:
                sys.exit("policyd does not start: " + pathlib.Path(self.log.name).read_text())
            time.sleep(0.02)
        assert events[0]["event"] == "listening", events
        self.port = events[0]["port"]

    def events(self):
        lines = pathlib.Path(self.log.name).read_text().split("\n")[:-1]
        return [json.loads(line) for line in lines]

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def ask(self, method, path, body=None, type="application/json", connection=None):
        connection = connection or self.connection()
        headers = {"content-type": type} if body is not None else {}
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return response.status, response.getheader("content-type"), response.read()

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        assert self.process.wait(15) == 0, self.process.returncode
        assert self.events()[-1]["event"] == "stopped"


def decided(lines):
    run = subprocess.run([POLICYC, "decide", "--compiled", str(GENERATED)], input=lines, capture_output=True)
    assert run.returncode in (0, 1), run.stderr
    return run.stdout


def answers_as_policyc_does(service):
    """Bodies of one request and of many, in parts that split lines anywhere."""
    classes = subprocess.run([POLICYC, "test", "--classes"], capture_output=True, check=True).stdout
    lines = classes + b'\n{"facts": 1}\nnot json\n\n{"policy": "LA.CP.MP.53", "revision": "11/23", "facts": {"purpose": "x"}}'
    expected = decided(lines)
    assert service.ask("POST", "/v1/decide", lines, "application/x-ndjson")[2] == expected
    for size in (1, 7, 1000, 65_536):
        part = lines if size > 1 else lines[-5_000:]
        parts = (part[start:start + size] for start in range(0, len(part), size))
        wanted = expected if size > 1 else decided(part)
        assert service.ask("POST", "/v1/decide", parts, "application/x-ndjson; charset=utf-8")[2] == wanted, size
    connection, count = service.connection(), 0
    for line, answer in zip(classes.splitlines(), decided(classes).splitlines(), strict=True):
        count += 1
        if count % 7 == 0:
            status, type, body = service.ask("POST", "/v1/decide", line, connection=connection)
            assert (status, type, body) == (200, "application/json", answer + b"\n"), (line, body)
    # A client that waits to be told so sends its body at once.
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as client:
        body = json.dumps(REQUEST).encode()
        client.sendall(b"POST /v1/decide HTTP/1.1\r\nhost: a\r\nexpect: 100-continue\r\ncontent-length: %d\r\n\r\n" % len(body))
        assert client.recv(100).startswith(b"HTTP/1.1 100 Continue"), "the client waits for nothing"
        client.sendall(body)
        assert client.recv(10_000).startswith(b"HTTP/1.1 200 OK")
    explained = json.loads(service.ask("POST", "/v1/decide?explain=true", json.dumps(REQUEST))[2])
    wanted = subprocess.run([POLICYC, "decide", "--compiled", str(GENERATED), "--explain-json"],
                            input=json.dumps(REQUEST), capture_output=True, text=True).stdout
    assert explained == json.loads(wanted)
    return count


def interviews_end_in_the_answer(service):
    """A person who answers what is asked, as a request of each class says it, gets the answer of the whole request."""
    classes = [json.loads(line) for line in subprocess.run(
        [POLICYC, "test", "--classes"], capture_output=True, check=True).stdout.splitlines()]
    answers = [json.loads(line) for line in decided("".join(json.dumps(c) + "\n" for c in classes).encode()).splitlines()]
    connection, asked, ended = service.connection(), 0, 0
    for request, answer in list(zip(classes, answers))[::5]:
        if answer["result"] == "needs-information":
            continue
        stated, known = {}, dict(request["facts"])
        while True:
            body = json.dumps(request | {"facts": stated})
            status, _, content = service.ask("POST", "/v1/next-question", body, connection=connection)
            found = json.loads(content)
            assert status == 200, found
            question = found.pop("question")
            assert (question is None) == (found["result"] != "needs-information"), found
            if question is None:
                # The criteria that are listed depend on what else is known.
                assert (found["result"], found["outcome"]) == (answer["result"], answer["outcome"]), (request, found)
                ended += 1
                break
            assert question["id"] in found["needs"] and question["ask"], question
            if question["id"] not in known:
                break
            stated[question["id"]] = known[question["id"]]
            asked += 1
    assert ended > 50, ended
    return ended, asked / ended


def problems_are_named(service):
    def problem(method, path, body=None, type="application/json"):
        status, found, content = service.ask(method, path, body, type)
        assert found == "application/problem+json", (status, found, content)
        said = json.loads(content)
        assert said["status"] == status and said["title"], said
        return status, said.get("code")

    assert problem("POST", "/v1/decide", "{") == (400, "bad-json")
    assert problem("POST", "/v1/decide", "") == (400, "bad-json")
    assert problem("POST", "/v1/decide", "[]") == (400, "not-an-object")
    assert problem("POST", "/v1/decide", '{"policy": "X", "facts": {}}') == (422, "unknown-policy")
    bad = json.dumps(REQUEST | {"facts": {"procedure": "76498"}})
    assert problem("POST", "/v1/decide", bad) == (422, "bad-code")
    assert json.loads(service.ask("POST", "/v1/decide", bad)[2])["id"] == "a"
    assert problem("GET", "/v1/decide") == (405, None)
    assert problem("POST", "/v1/tables", "{}") == (405, None)
    assert problem("POST", "/v1/decide", "a", "text/csv") == (415, None)
    assert problem("POST", "/v1/decide?explain=yes", json.dumps(REQUEST)) == (400, None)
    for path in ("/", "/v2/decide", "/v1/tables/LA.CP.MP.53/1999-01", "/v1/tables/..%2f..%2fetc/passwd",
                 "/v1/tables/../manifest.json", "//health"):
        assert problem("GET", path) == (404, None), path
    # A body that is too large is refused before it is read, whether it states its length or not.
    assert problem("POST", "/v1/decide", b" " * (1 << 20) + b"{}") == (413, None)
    line = json.dumps(REQUEST).encode()
    long = b'{"id": "' + b"x" * (3 << 20) + b'"}\n' + line
    first, last = service.ask("POST", "/v1/decide", long, "application/x-ndjson")[2].splitlines()
    assert json.loads(first)["error"]["code"] == "line-too-long" and json.loads(last)["id"] == "a"


def tables_are_served(service):
    served = json.loads(service.ask("GET", "/v1/tables")[2])["policies"]
    assert {policy["policy"] for policy in served} == {"CMS.NCD.210.14", "LA.CP.MP.53"}
    for policy in served:
        for revision in policy["revisions"]:
            name = f"{policy['policy']}/{revision['revision']}"
            table = service.ask("GET", f"/v1/tables/{name}")[2]
            assert table == (GENERATED / name / "decision-table.json").read_bytes()
            digest = subprocess.run(["sha256sum"], input=table, capture_output=True).stdout.split()[0].decode()
            assert digest == revision["sha256"]
    metrics = service.ask("GET", "/metrics")[2].decode()
    assert 'policyd_decisions_total{result="needs-information"}' in metrics
    assert service.ask("GET", "/v1/tables/LA.CP.MP.53/2023-11/release")[0] == 404


def only_signed_releases_are_served(work):
    key, tables = work / "key.pem", work / "signed"
    shutil.copytree(GENERATED, tables)
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", key], check=True, capture_output=True)
    subprocess.run(["openssl", "pkey", "-in", key, "-pubout", "-out", work / "key.pub"], check=True, capture_output=True)
    refused = subprocess.run([POLICYD, "--tables", tables, "--port", "0", "--trust", work / "key.pub"],
                             capture_output=True, text=True)
    assert refused.returncode == 1 and "error[" in refused.stderr, refused
    for policy in ("LA.CP.MP.53", "CMS.NCD.210.14"):
        subprocess.run([POLICYC, "sign", policy, "--key", key, "--office", "Reviewer", "--output", tables],
                       check=True, capture_output=True)
    service = Service(tables, "--trust", str(work / "key.pub"))
    served = json.loads(service.ask("GET", "/v1/tables")[2])["policies"]
    assert all(revision["signed"] for policy in served for revision in policy["revisions"]), served
    envelope = service.ask("GET", "/v1/tables/LA.CP.MP.53/2023-11/release")[2]
    assert json.loads(envelope)["signatures"]
    service.stop()


def hostile_clients_are_bounded(tables):
    service = Service(tables, "--idle", "1", "--connections", "8")
    silent = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(8)]
    silent[0].sendall(b"POST /v1/decide HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{")
    silent[1].sendall(b"GET /health HT")
    time.sleep(0.2)
    ninth = socket.create_connection(("127.0.0.1", service.port))
    assert ninth.recv(1) == b"", "a connection beyond the most is open"
    for client in silent:
        client.settimeout(5)
        client.recv(1000)
        assert client.recv(1000) == b"", "a silent connection stays open"
    # One that sends a byte now and then is not waited for either.
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as slow:
        start = time.monotonic()
        try:
            for byte in b"POST /v1/decide HTTP/1.1\r\nhost: a\r\n":
                slow.sendall(bytes([byte]))
                time.sleep(0.2)
        except ConnectionError:
            pass
        assert time.monotonic() - start < 4, "a slow client is waited for"
    for rubbish in (b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/9.9\r\n\r\n", b"POST /v1/decide HTTP/1.1\r\n" + b"a: b\r\n" * 20_000,
                    b"GET /" + b"x" * 200_000 + b" HTTP/1.1\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.settimeout(5)
            try:
                client.sendall(rubbish)
                while client.recv(65_536):
                    pass
            except ConnectionError:
                pass
    # A client that sends requests and does not read its answers is not read from either.
    line = json.dumps(REQUEST).encode() + b"\n"
    with socket.create_connection(("127.0.0.1", service.port)) as greedy:
        greedy.sendall(b"POST /v1/decide HTTP/1.1\r\nhost: a\r\ncontent-type: application/x-ndjson\r\ntransfer-encoding: chunked\r\n\r\n")
        greedy.settimeout(0.5)
        sent, chunk = 0, line * 1_000
        try:
            while sent < 400 << 20:
                greedy.sendall(b"%x\r\n" % len(chunk) + chunk + b"\r\n")
                sent += len(chunk)
        except (TimeoutError, ConnectionError):
            pass
        assert sent < 100 << 20, "everything is read although nothing is taken"
    memory = next(line for line in open(f"/proc/{service.process.pid}/status") if line.startswith("VmHWM"))
    assert int(memory.split()[1]) < 250_000, memory
    assert service.ask("GET", "/health")[0] == 200
    service.stop(signal.SIGINT)


def builds_are_taken_up(work):
    """Another build replaces the tables while requests are answered, and no request fails."""
    tables = work / "generated"
    sources = work / "policy"
    shutil.copytree("policy", sources)
    subprocess.run([POLICYC, "build", "--sources", sources, "--output", tables], check=True, capture_output=True)
    service = Service(tables)
    done, asked = threading.Event(), []

    def load():
        connection, count = service.connection(), 0
        while not done.is_set():
            assert service.ask("POST", "/v1/decide", json.dumps(REQUEST), connection=connection)[0] == 200
            count += 1
        return count

    with concurrent.futures.ThreadPoolExecutor(4) as clients:
        running = [clients.submit(load) for _ in range(4)]
        for number in range(3):
            notice = sources / "LA.CP.MP.53/cases.yaml"
            notice.write_text(notice.read_text() + f"\n# Build {number}\n")
            page = next(sources.glob("CMS.NCD.210.14/revisions.yaml"))
            page.write_text(page.read_text() + f"\n# Build {number}\n")
            subprocess.run([POLICYC, "build", "--sources", sources, "--output", tables], check=True, capture_output=True)
            service.process.send_signal(signal.SIGHUP)
            time.sleep(0.3)
        # A build that is damaged is not taken up.
        table = tables / "LA.CP.MP.53/2023-11/decision-table.json"
        whole = table.read_bytes()
        table.write_bytes(whole[:-100])
        service.process.send_signal(signal.SIGHUP)
        time.sleep(0.3)
        assert service.events()[-1]["event"] == "kept", service.events()[-1]
        table.write_bytes(whole)
        done.set()
        asked = [future.result() for future in running]
    assert [event["event"] for event in service.events()].count("reloaded") >= 3
    # A request that has begun is answered before the service ends.
    connection = service.connection()
    connection.putrequest("POST", "/v1/decide")
    body = json.dumps(REQUEST)
    connection.putheader("content-type", "application/json")
    connection.putheader("content-length", str(len(body)))
    connection.endheaders(body[:5].encode())
    time.sleep(0.1)
    service.process.send_signal(signal.SIGTERM)
    time.sleep(0.2)
    connection.send(body[5:].encode())
    assert connection.getresponse().status == 200
    connection.close()
    assert service.process.wait(15) == 0
    return sum(asked)


def every_answer_is_in_the_log(work):
    """The service is killed under load: whatever was answered is in the log, by the table that answered it."""
    log = work / "log"
    log.mkdir()
    received = {}
    for round in range(5):
        service = Service(GENERATED, "--log", str(log), *(["--log-requests"] if round == 0 else []))

        wrong = json.dumps(REQUEST | {"id": f"wrong {round}", "facts": {"purpose": "x"}})
        problem = json.loads(service.ask("POST", "/v1/decide", wrong)[2])
        assert problem["code"] == "unknown-word"

        def load(client):
            connection, count = service.connection(), 0
            try:
                while True:
                    id = f"{round}/{client}/{count}"
                    body = json.dumps(REQUEST | {"id": id})
                    if client % 2:
                        answer = service.ask("POST", "/v1/decide", body, connection=connection)[2]
                    else:
                        other = json.dumps(REQUEST | {"id": id + "b", "facts": {"purpose": "x"}})
                        answer = service.ask("POST", "/v1/decide", body + "\n" + other, "application/x-ndjson", connection)[2]
                    for line in answer.splitlines():
                        received[json.loads(line)["id"]] = line
                    count += 1
            except (OSError, http.client.HTTPException, ValueError):
                return

        with concurrent.futures.ThreadPoolExecutor(6) as clients:
            for client in range(6):
                clients.submit(load, client)
            time.sleep(0.7)
            service.process.kill()
            service.process.wait()
    digest = subprocess.run(["sha256sum", GENERATED / "LA.CP.MP.53/2023-11/decision-table.json"],
                            capture_output=True, text=True).stdout.split()[0]
    logged = {}
    for path in log.glob("*.decisions.ndjson"):
        assert path.stat().st_mode & 0o077 == 0, "others can read the log"
        lines = path.read_bytes().split(b"\n")
        for line in lines[:-1]:
            record = json.loads(line)
            id = record["answer"]["id"]
            logged[id] = record
            assert record["table"] == (None if "error" in record["answer"] else digest), record
            assert ("request" in record) == (id.startswith("0/") or id == "wrong 0"), record
    assert len(received) > 500, len(received)
    for id, line in received.items():
        assert id in logged and logged[id]["answer"] == json.loads(line), id
    assert logged["wrong 0"]["answer"]["error"] == {
        "code": "unknown-word", "line": 1, "message": logged["wrong 0"]["answer"]["error"]["message"]}
    found = subprocess.run([POLICYD, "log", log, "--of", "0/1/0"], capture_output=True, text=True, check=True).stdout
    assert json.loads(json.loads(found)["request"])["id"] == "0/1/0"
    missing = subprocess.run([POLICYD, "log", log, "--of", "nobody"], capture_output=True, text=True)
    assert missing.returncode == 1 and "nobody" in missing.stderr
    # Without its record no answer is given.
    full = Service(GENERATED, "--log", str(log))
    log.rename(work / "moved")
    refused = subprocess.run([POLICYD, "--tables", GENERATED, "--port", "0", "--log", log], capture_output=True, text=True)
    assert refused.returncode == 3 and "log" in refused.stderr, refused
    assert full.ask("POST", "/v1/decide", json.dumps(REQUEST))[0] == 200
    full.stop()
    return len(received)


def generated_cases(service, work):
    document = work / "openapi.json"
    document.write_bytes(service.ask("GET", "/v1/openapi.json")[2])
    binaries = pathlib.Path(sys.executable).parent
    subprocess.run([binaries / "openapi-spec-validator", document], check=True, stdout=subprocess.DEVNULL)
    run = subprocess.run(
        [binaries / "schemathesis", "run", document, "--url", f"http://127.0.0.1:{service.port}", "--seed", "1",
         "--max-examples", CASES, "--checks", "not_a_server_error,status_code_conformance,content_type_conformance,"
         "response_schema_conformance", "--phases", "examples,coverage,fuzzing", "--suppress-health-check", "all"],
        capture_output=True, text=True, cwd=work, env=os.environ | {"PYTHONWARNINGS": "ignore"})
    if run.returncode:
        sys.exit(run.stdout[-6_000:] + run.stderr[-2_000:])
    return next(line.strip() for line in run.stdout.splitlines() if "passed" in line and "generated" in line)


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    service = Service(GENERATED)
    count = answers_as_policyc_does(service)
    problems_are_named(service)
    tables_are_served(service)
    ended, asked = interviews_end_in_the_answer(service)
    print(f"policyd: {ended} interviews end in the answer of policyc, after {asked:.1f} questions on average")
    print(f"policyd: {count} requests alone, and all classes in bodies of lines, answered as policyc decides")
    print("schemathesis:", generated_cases(service, work))
    service.stop()
    only_signed_releases_are_served(work)
    hostile_clients_are_bounded(GENERATED)
    print("policyd: silent, hostile and greedy clients are bounded")
    print(f"policyd: {every_answer_is_in_the_log(work)} answers before it was killed, all in the log")
    print(f"policyd: {builds_are_taken_up(work)} requests answered while builds were replaced")

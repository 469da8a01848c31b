"""Two centres, Orthanc and `lic serve` in a network of their own: ten studies out, eight results and two refusals back.

usage: unshare --net python node.py LIC PIN     (as root, or with --map-root-user)"""
import collections
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import pydicom
from phantom import Phantom, regions, save, segmentation, study

lic, pin = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:3])
SR = "1.2.840.10008.5.1.4.1.1.88.34"
PDF = "1.2.840.10008.5.1.4.1.1.104.1"
CENTRES = {"CENTRE_A": 11113, "CENTRE_B": 11114}
processes = []


def start(*words, **more):
    process = subprocess.Popen(words, **more)
    processes.append(process)
    return process


def wait(what, reached, seconds=120):
    end = time.monotonic() + seconds
    while not reached():
        if time.monotonic() > end:
            sys.exit(f"after {seconds} s there is still no {what}")
        time.sleep(0.2)


def check(holds, what):
    if not holds:
        sys.exit(f"not so: {what}")


def make_studies(folder):
    """Ten studies by the centre that they come from, and an eleventh from nobody that is known."""
    for number in range(11):
        phantom = Phantom(lic=[1.2, 2.5, 5, 8, 12, 18, 25, 5, 5, 30, 5][number], seed=number + 10)
        images = study(phantom, identity=str(number + 1))
        images.append(segmentation(images, phantom, regions(phantom)))
        if number == 3:  # after a contrast agent in another study of the same day
            earlier = study(Phantom(size=32, slices=1), identity="4")[0]
            earlier.StudyInstanceUID, earlier.SeriesInstanceUID, earlier.SOPInstanceUID = "2.25.71", "2.25.72", "2.25.73"
            earlier.file_meta.MediaStorageSOPInstanceUID = earlier.SOPInstanceUID
            earlier.ScanningSequence, earlier.ContrastBolusAgent = "GR", "Gadobutrol"
            save([earlier], folder / "CENTRE_A-0")
        if number == 7:  # a slice that never arrives
            del images[7]
        save(images, folder / f"{'CENTRE_A' if number < 6 else 'CENTRE_B' if number < 10 else 'NOBODY'}-{number + 1}")


def received(folder):
    """What a centre received, by study: kinds and UIDs."""
    found = collections.defaultdict(dict)
    for file in folder.iterdir():
        data = pydicom.dcmread(file, force=True)
        check(data.SOPInstanceUID not in found[data.StudyInstanceUID], f"{data.SOPInstanceUID} came once")
        found[data.StudyInstanceUID][data.SOPInstanceUID] = data
    return found


def run(folder):
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    listening = subprocess.run(["ip", "-o", "link"], capture_output=True, text=True, check=True).stdout
    check(len(listening.splitlines()) == 1, "only lo is in this network")
    make_studies(folder / "studies")
    for centre, port in CENTRES.items():
        (folder / centre).mkdir()
        start("storescp", "--log-level", "error", "--aetitle", centre, "--output-directory", str(folder / centre), "--accept-all", str(port))
    (folder / "orthanc.json").write_text(
        json.dumps(
            {
                "Name": "centre",
                "StorageDirectory": str(folder / "db"),
                "IndexDirectory": str(folder / "db"),
                "DicomAet": "ORTHANC",
                "DicomPort": 11112,
                "HttpPort": 18042,
                "StableAge": 2,
                "RemoteAccessAllowed": False,
                "AuthenticationEnabled": True,
                "RegisteredUsers": {"lic": "secret"},
                "DicomModalities": {name.lower(): [name, "127.0.0.1", port] for name, port in CENTRES.items()},
            }
        )
    )
    start("Orthanc", str(folder / "orthanc.json"), stdout=open(folder / "orthanc.log", "w"), stderr=subprocess.STDOUT)
    wait("Orthanc", lambda: subprocess.run(["echoscu", "127.0.0.1", "11112"], capture_output=True).returncode == 0)

    credentials = folder / "credentials"
    credentials.write_text("lic:secret\n")
    credentials.chmod(0o600)
    state = folder / "state"
    command = [lic, "serve", "--orthanc", "http://127.0.0.1:18042", "--research-use", "--pin", pin, "--state", str(state)]
    command += ["--credentials", str(credentials), "--interval", "1", "--patience", "6", "--backoff", "1"]
    log = open(folder / "serve.log", "a")
    serve = start(*command, stderr=log)
    for sent in sorted((folder / "studies").iterdir()):
        sender = sent.name.split("-")[0]
        files = [str(file) for file in sorted(sent.iterdir())]
        subprocess.run(["storescu", "--required", "--aetitle", sender, "--call", "ORTHANC", "127.0.0.1", "11112", *files], check=True)

    def records():
        return [json.loads(file.read_text()) for file in (state / "studies").glob("*.json")]

    def stages():
        return collections.Counter(record["stage"] for record in records())

    wait("third report", lambda: stages()["held"] + stages()["measured"] >= 3)
    serve.send_signal(signal.SIGKILL)
    serve.wait()
    print("killed at", dict(stages()))
    serve = start(*command, stderr=log)
    wait("all held", lambda: stages() == {"held": 10, "dead": 2})
    for centre in CENTRES:
        check(not list((folder / centre).iterdir()), "nothing leaves before its release")
    letters = sorted(json.loads(file.read_text())["reason"] for file in (state / "dead-letters").iterdir())
    known = ["it does not have a spin-echo image", "no modality of Orthanc has the sender's title NOBODY"]
    check(letters == known, f"dead letters {letters}")
    contrast = [report for report in (state / "reports").iterdir() if "Gadobutrol" in (report / "result.json").read_text()]
    check(len(contrast) == 1, "a contrast agent of the same day is seen in another study")

    reports = sorted((state / "reports").iterdir())
    check(len(reports) == 10, f"ten reports, not {len(reports)}")
    refused = subprocess.run([lic, "release", str(reports[0]), "--observer", "Reader^Example", "--role", "radiologist"], capture_output=True, text=True)
    check(refused.returncode == 1 and "is not confirmed" in refused.stderr, "a release needs its confirmations")
    for report in reports:
        words = [lic, "release", str(report), "--observer", "Reader^Example", "--role", "radiologist", "--confirm-region", "--confirm-report"]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    # Killed while it sends, too.
    wait("first sent", lambda: stages()["sent"] >= 1)
    serve.send_signal(signal.SIGKILL)
    serve.wait()
    print("killed at", dict(stages()))
    serve = start(*command, stderr=log)
    wait("all sent", lambda: stages() == {"sent": 10, "dead": 2})

    results = {centre: received(folder / centre) for centre in CENTRES}
    check({len(results["CENTRE_A"]), len(results["CENTRE_B"])} == {6, 4}, "each study is at its own centre")
    measured = refusals = 0
    for studies in results.values():
        for objects in studies.values():
            kinds = [data.SOPClassUID for data in objects.values()]
            check(kinds.count(PDF) == 1, "one report for each study")
            if SR in kinds:
                measured += 1
                report = next(data for data in objects.values() if data.SOPClassUID == SR)
                check(report.VerificationFlag == "VERIFIED", "what is sent is verified")
            else:
                refusals += 1
                check(len(kinds) == 1, "a refusal is its report and nothing else")
    check((measured, refusals) == (8, 2), f"eight results and two refusals, not {measured} and {refusals}")

    # All again from a centre whose records are lost: the same objects, none beside them.
    before = {centre: {uid for objects in found.values() for uid in objects} for centre, found in results.items()}
    serve.terminate()
    serve.wait()
    for record in records():
        if record["stage"] == "sent":
            record["stage"] = "measured"
            (state / "studies" / f"{record['key']}.json").write_text(json.dumps(record))
    for _ in range(2):
        subprocess.run([*command, "--once"], check=True, stderr=log)
    subprocess.run([*command, "--once", "--retry-dead-letters"], check=True, stderr=log)
    check(stages() == {"sent": 10, "dead": 2}, f"all sent again, not {dict(stages())}")
    after = {centre: {uid for objects in received(folder / centre).values() for uid in objects} for centre in CENTRES}
    check(before == after, "a repeat is the same objects")

    # The same images once more: stable again, and nothing new.
    again = folder / "studies" / "CENTRE_A-1"
    files = [str(file) for file in sorted(again.iterdir())]
    subprocess.run(["storescu", "--required", "--aetitle", "CENTRE_A", "--call", "ORTHANC", "127.0.0.1", "11112", *files], check=True)
    time.sleep(3)
    subprocess.run([*command, "--once"], check=True, stderr=log)
    check(len(list((state / "reports").iterdir())) == 10, "no second report of the same images")

    text = (folder / "serve.log").read_text()
    check("Example" not in text and "PID" not in text, "the log names nobody")
    print("ten studies: 8 results and 2 refusals at the right centre, 2 dead letters")


folder = pathlib.Path(tempfile.mkdtemp(prefix="lic-node-"))
try:
    run(folder)
    passed = True
except SystemExit:
    for name in ["serve.log", "orthanc.log"]:
        if (folder / name).exists():
            print(f"-- {name}", "\n".join((folder / name).read_text().splitlines()[-40:]), sep="\n")
    raise
finally:
    for process in processes:
        if process.poll() is None:
            process.kill()
            process.wait()
    shutil.rmtree(folder, ignore_errors=True)

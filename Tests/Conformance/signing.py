"""Signed releases: `securesystemslib` and `in-toto-attestation` verify what policyc signed, and policyc
verifies what they signed.

Usage: signing.py POLICYC
"""
import copy
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from google.protobuf.json_format import ParseDict
from in_toto_attestation.v1.statement import Statement
import in_toto_attestation.v1.statement_pb2 as statement_pb
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey

TYPE = "application/vnd.in-toto+json"
policyc = str(Path(sys.argv[1]).resolve())
work = Path(tempfile.mkdtemp())
shutil.copytree("policy", work / "policy")
POLICY, REVISION, NAME = "CMS.NCD.210.14", "2022-02", "02/10/2022"
folder = work / "generated" / POLICY / REVISION


def run(*arguments, code=0):
    done = subprocess.run(
        [policyc, *map(str, arguments)], cwd=work, capture_output=True, text=True)
    assert done.returncode == code, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], cwd=work, check=True, capture_output=True)


KEYS = {
    "ed25519": ["-algorithm", "ED25519"],
    "p256": ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
    "stranger": ["-algorithm", "ED25519"],
}
for name, options in KEYS.items():
    openssl("genpkey", *options, "-out", f"{name}.pem")
    openssl("pkey", "-in", f"{name}.pem", "-pubout", "-out", f"{name}.pub")


def public(name):
    key = serialization.load_pem_public_key((work / f"{name}.pub").read_bytes())
    return SSlibKey.from_crypto(key)


def signer(name):
    return CryptoSigner(serialization.load_pem_private_key(
        (work / f"{name}.pem").read_bytes(), None))


run("build")
refusals = 0
for name in ["ed25519", "p256"]:
    # Ours, verified by theirs.
    run("sign", POLICY, NAME, "--key", f"{name}.pem", "--office", "Medical director")
    written = json.loads((folder / "release.dsse.json").read_text())
    keyid = written["signatures"][0]["keyid"]
    read = Envelope.from_dict(copy.deepcopy(written))
    trusted = SSlibKey.from_crypto(
        serialization.load_pem_public_key((work / f"{name}.pub").read_bytes()), keyid=keyid)
    assert list(read.verify([trusted], 1)) == [keyid]
    assert read.payload_type == TYPE
    statement = json.loads(read.payload)
    parsed = ParseDict(statement, statement_pb.Statement())
    Statement.copy_from_pb(parsed).validate()
    assert len(parsed.subject) == sum(1 for path in folder.rglob("*") if path.is_file()) - 1
    try:
        broken = Envelope.from_dict(copy.deepcopy(written))
        broken.payload = broken.payload.replace(b"Medical", b"medical")
        broken.verify([trusted], 1)
        raise AssertionError("a changed payload was accepted")
    except VerificationError:
        pass

    # Theirs, verified by ours: their names of keys, their order of members.
    def sign(change=lambda statement: statement, by=name, payload_type=TYPE):
        payload = json.dumps(change(copy.deepcopy(statement)), sort_keys=True).encode()
        envelope = Envelope(payload, payload_type, {})
        envelope.sign(signer(by))
        (folder / "release.dsse.json").write_text(json.dumps(envelope.to_dict()))

    def refused(code, *arguments, **options):
        global refusals
        sign(*arguments, **options)
        output = run("verify", POLICY, NAME, "--trust", f"{name}.pub", code=1)
        assert f"error[{code}]" in output, (code, output)
        refusals += 1

    sign()
    run("verify", POLICY, NAME, "--trust", f"{name}.pub")

    def edited(**members):
        return lambda statement: {**statement, **members}

    def predicate(**members):
        return lambda statement: {**statement, "predicate": {**statement["predicate"], **members}}

    refused("unknown-signer", by="stranger")
    refused("foreign-payload", payload_type="text/plain")
    refused("unknown-predicate", edited(predicateType="https://slsa.dev/provenance/v1"))
    refused("unreadable-statement", edited(_type="https://in-toto.io/Statement/v0.1"))
    refused("unreadable-statement", edited(subject=[]))
    refused("unsigned-artifact", edited(subject=statement["subject"][1:]))
    refused("missing-artifact", edited(
        subject=statement["subject"] + [{"name": "x", "digest": {"sha256": "0" * 64}}]))
    refused("altered-artifact", edited(
        subject=[{**subject, "digest": {"sha256": "0" * 64}} for subject in statement["subject"]]))
    refused("other-release", predicate(policy="X.1"))
    refused("other-release", predicate(revision="2015-02"))
    refused("unsigned-entry", predicate(
        entry={**statement["predicate"]["entry"], "effective": "2021-01-01"}))
    refused("unreadable-statement", predicate(seal=None))

# A key with a password is not asked for in the middle of a run; a pipe gives it.
openssl("pkey", "-in", "ed25519.pem", "-aes256", "-passout", "pass:secret", "-out", "locked.pem")
office = ["--office", "Medical director"]
assert "unusable-key" in run("sign", POLICY, NAME, "--key", "locked.pem", *office, code=1)
subprocess.run(
    ["bash", "-c", f'"{policyc}" sign {POLICY} {NAME} --office O --key <(openssl pkey -in locked.pem -passin pass:secret)'],
    cwd=work, check=True, capture_output=True)
run("verify", POLICY, NAME, "--trust", "ed25519.pub")
shutil.rmtree(work)
print(f"2 keys: ours verified by securesystemslib and in-toto-attestation, theirs by policyc; {refusals} refused")

"""DID documents on the plain web server that Python brings, judged live: what is reported is true with curl."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from doubles.live_runs import LiveRun, run_live

from conformance.model.journal.records import Failure
from conformance.model.outcome import Verdict

DID = "did:web:example.org:alice"
DOCUMENT = {
    "@context": "https://www.w3.org/ns/did/v1",
    "id": DID,
    "verificationMethod": [
        {
            "id": f"{DID}#key-1",
            "type": "Multikey",
            "controller": DID,
            "publicKeyMultibase": "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
        }
    ],
    "assertionMethod": [f"{DID}#key-1", f"{DID}#key-2"],
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`python -m http.server` over one document, which has a reference to a key that is not there."""
    if sys.platform == "win32":
        pytest.skip("a DID is not a file name on Windows")
    folder = tmp_path_factory.mktemp("web")
    place = folder / "identifiers"
    place.mkdir()
    (place / DID).write_text(json.dumps(DOCUMENT), encoding="utf-8")
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as program:
        assert program.stdout is not None
        port = program.stdout.readline().split(" port ")[1].split()[0]
        url = f"http://127.0.0.1:{port}/identifiers/"
        for _ in range(50):
            try:
                urlopen(f"{url}{DID}").close()  # noqa: S310 - loopback
                break
            except OSError:
                time.sleep(0.05)
        yield url
        program.terminate()


@pytest.fixture(scope="module")
def run(server: str, tmp_path_factory: pytest.TempPathFactory) -> LiveRun:
    values = {
        "product": {"name": "http.server", "version": sys.version.split()[0]},
        "profile": "did-resolver",
        "level": "interoperable",
        "endpoints": {"resolver": server},
        "statement": {
            "edition": "v1",
            "deactivation": False,
            "registrar": False,
            "updates": False,
            "registry": True,
        },
        "information": {"did": DID, "unknown_did": "did:web:example.org:nobody"},
        "limits": {"stimuli": 5},
    }
    return run_live(tmp_path_factory.mktemp("run"), values, suites="")


def test_a_web_server_is_no_resolver_and_its_document_is_judged_as_well(run: LiveRun) -> None:
    assert run.summary.verdict is Verdict.NONCONFORMANT
    assert run.outcome("ID-DID-019")[0] == "fail"  # the dangling reference in the document it serves


def test_what_is_reported_is_what_curl_shows(run: LiveRun) -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("curl is not installed")
    received = [
        (line["key"], step["received"])
        for line in run.exchanges
        for step in line.get("steps", ())
        if "received" in step
    ]
    answers = dict(received)
    tried = 0
    for case in run.results.values():
        for finding in case.findings if isinstance(case, Failure) else ():
            command = finding.values.get("reproduce")
            if command is None:
                continue
            recorded = answers[finding.where.exchange]
            head = subprocess.run([curl, "-s", *shlex.split(command)[1:]], capture_output=True, check=True).stdout
            lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            assert lines[0].split()[1] == str(recorded["status"])
            types = {line.partition(":")[2].strip() for line in lines if line.lower().startswith("content-type:")}
            assert types == {value for name, value in recorded["headers"] if name.lower() == "content-type"}
            tried += 1
    assert tried >= 2

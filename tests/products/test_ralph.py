"""Live against the record store of Ralph, with statements in a file: what is reported of it is true, by hand.

CONFORMANCE_SITE_PACKAGES names the folder that it is installed in.
"""

from __future__ import annotations

import base64
import json
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import free_port, listening, named
from packages import installed

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PACKAGES = installed("ralph-malph")
PLAN = Plan(Selection(suites=("interfaces/xapi/record_store",)))
SECRETS = {"RECORDS": "of the whole school"}
VERBS = ("attended", "passed", "attended", "completed")

if not (PACKAGES / "ralph").is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with ralph-malph in it", allow_module_level=True)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The product with four statements, which it takes together."""
    port, script = free_port(), Path(__file__).with_name("record_store.py")
    command = [sys.executable, str(script), str(tmp_path_factory.mktemp("records")), str(port)]
    with listening(command, port, PYTHONPATH=str(PACKAGES), **SECRETS):
        store = f"http://127.0.0.1:{port}/xAPI"
        body = json.dumps([statement(number, verb) for number, verb in enumerate(VERBS, 1)]).encode()
        asked(f"{store}/statements", body)
        yield store


def statement(number: int, verb: str) -> dict[str, object]:
    return {
        "id": f"00000000-0000-4000-8000-00000000000{number}",
        "actor": {"objectType": "Agent", "mbox": "mailto:grace@school.example.org"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"https://school.example.org/lessons/{number}"},
        "timestamp": f"2026-11-24T08:0{number}:00Z",
    }


def asked(url: str, body: bytes | None = None) -> object:
    """What the product answers, without the harness."""
    known = base64.b64encode(f"grace:{SECRETS['RECORDS']}".encode()).decode()
    headers = {"authorization": f"Basic {known}", "content-type": "application/json"}
    request = urllib.request.Request(url, body, {**headers, "x-experience-api-version": "1.0.3"})  # noqa: S310 - loopback
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        return json.load(answer)


def test_what_the_store_does_is_reported(url: str) -> None:
    """It has no /about and no headers of xAPI, returns a list for an id, finds no verb in a file, and sorts upwards."""
    one = asked(f"{url}/statements?statementId=00000000-0000-4000-8000-000000000001")
    assert isinstance(one, dict)
    assert list(one) == ["statements"]
    assert asked(f"{url}/statements?verb=http%3A%2F%2Fadlnet.gov%2Fexpapi%2Fverbs%2Fattended") == {"statements": []}
    values = {
        "product": {"name": "ralph-malph", "version": "5.1.0"},
        "profile": "learning-record-store",
        "endpoints": {"lrs": url},
        "authentication": {"scheme": "basic", "user": "grace", "password": {"env": "RECORDS"}},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
    }
    found = judged_once(PLAN, values, SECRETS)
    assert named(found, Outcome.FAIL) == {f"IFC-LRS-{number:03}" for number in (1, 4, 5, 9, 11, 12, 18, 21, 22)}
    assert named(found, Outcome.INCONCLUSIVE) == {f"IFC-LRS-{number:03}" for number in (2, 3, 13, 14, 15)}
    assert named(found, Outcome.PASS) == {f"IFC-LRS-{number:03}" for number in (6, 7, 8, 10, 16, 17, 19, 20)}

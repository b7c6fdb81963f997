"""Live against a server of fhirstarter with one patient: what is reported of it is true, by hand.

CONFORMANCE_SITE_PACKAGES names the folder that it is installed in.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from listening import free_port, listening, named
from packages import installed

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

PACKAGES = installed("fhirstarter")
PLAN = Plan(Selection(suites=("interfaces/fhir/server",)))

if not (PACKAGES / "fhirstarter").is_dir():
    pytest.skip("CONFORMANCE_SITE_PACKAGES names no folder with fhirstarter in it", allow_module_level=True)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    port, script = free_port(), Path(__file__).with_name("patient_server.py")
    with listening([sys.executable, str(script), str(port)], port, PYTHONPATH=str(PACKAGES)):
        yield f"http://127.0.0.1:{port}"


def test_what_the_server_does_is_reported(url: str) -> None:
    """It does what it states; other types are refused without an outcome, nothing has a date, a tag or generic JSON."""
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{url}/ConformanceUnknown/1")  # noqa: S310 - loopback
    assert json.load(refused.value) == {"detail": "Not Found"}
    plain = urllib.request.Request(f"{url}/metadata", headers={"accept": "application/json"})  # noqa: S310 - loopback
    with urllib.request.urlopen(plain) as answer:  # noqa: S310
        assert answer.headers["content-type"] == "application/fhir+json"
    values = {
        "product": {"name": "fhirstarter", "version": "4.2.0"},
        "profile": "health-server",
        "endpoints": {"fhir": url},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
    }
    found = judged_once(PLAN, values)
    assert named(found, Outcome.FAIL) == {f"IFC-FHS-{number:03}" for number in (8, 9, 10, 11)}
    assert len(named(found, Outcome.PASS)) == len(found) - 4

"""What real products say of learning and of health, tincan and fhirstarter: what is reported of it is true, by hand.

The package tincan has to be installed; CONFORMANCE_SITE_PACKAGES names the folder that fhirstarter is installed in.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from packages import installed

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

PACKAGES = installed("fhirstarter")
SUITES = ("interfaces/xapi/statement", "interfaces/fhir/capabilities")
PLAN = Plan(Selection(suites=SUITES))
SERVER = """
import sys
from fhir.resources.patient import Patient
from fhirstarter import FHIRProvider, FHIRStarter, InteractionContext
from starlette.testclient import TestClient

provider = FHIRProvider()

@provider.read(Patient)
async def read(context: InteractionContext, id_) -> Patient:
    return Patient(id=str(id_))

server = FHIRStarter(title="Twin")
server.add_providers(provider)
sys.stdout.buffer.write(TestClient(server).get("/metadata").content)
"""


def failed(data: bytes, kind: str) -> set[str]:
    """The rows that a document violates."""
    ((loaded, letters, _),) = PLAN.judge(Source("a.json", data), kind).verdicts
    found = {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
    assert not {Outcome.ERROR, Outcome.INCONCLUSIVE} & set(found.values())
    return {name for name, each in found.items() if each is Outcome.FAIL}


def test_tincan_writes_the_patch_of_the_specification_and_times_without_a_zone() -> None:
    """Statements of all patches are of version 1.0.0; their times have the zone that they are given."""
    tincan = pytest.importorskip("tincan", reason="tincan is not installed")
    given = {
        "actor": tincan.Agent(name="A learner", mbox="mailto:learner@example.org"),
        "verb": tincan.Verb(id="http://adlnet.gov/expapi/verbs/completed", display={"en-US": "completed"}),
        "object": tincan.Activity(id="https://example.org/lesson", definition={"name": {"en": "A lesson"}}),
        "result": tincan.Result(score={"scaled": 0.5, "raw": 5, "min": 0, "max": 10}, duration=timedelta(seconds=90.5)),
        "context": tincan.Context(registration="016699c6-d600-48a7-96ab-86187498f16f", language="en-US"),
    }
    moment = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    statement = tincan.Statement(**given, timestamp=moment)
    assert failed(statement.to_json().encode(), "xapi") == {"IFC-XAP-025"}
    statement = tincan.Statement(**given, timestamp=moment.replace(tzinfo=None), version="1.0.0")
    assert failed(statement.to_json().encode(), "xapi") == {"IFC-XAP-018"}


@pytest.mark.skipif(not PACKAGES.is_dir(), reason="no fhirstarter in CONFORMANCE_SITE_PACKAGES")
def test_fhirstarter_describes_an_instance_without_its_implementation_and_security() -> None:
    environment = {**os.environ, "PYTHONPATH": str(PACKAGES)}
    done = subprocess.run([sys.executable, "-c", SERVER], check=True, capture_output=True, env=environment)
    assert b'"kind":"instance"' in done.stdout
    assert failed(done.stdout, "fhir_capabilities") == {"IFC-FHC-010", "IFC-FHC-011", "IFC-FHC-020"}

"""Live against a real repository of shells, the server of the BaSyx Python SDK: what is reported is true, by hand.

The package basyx-python-sdk has to be installed, in a version before 2, which has no server.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from listening import free_port, listening, named

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

if find_spec("basyx") is None or find_spec("basyx.aas.adapter.http") is None:
    pytest.skip("basyx-python-sdk 1 is not installed", allow_module_level=True)

PLAN = Plan(Selection(suites=("interfaces/aas/repository",)))
SERVER = """
import sys
from basyx.aas.adapter import aasx
from basyx.aas.adapter.http import WSGIApp
from basyx.aas.examples.data import example_aas
from werkzeug.serving import run_simple

application = WSGIApp(example_aas.create_full_example(), aasx.DictSupplementaryFileContainer())
run_simple("127.0.0.1", int(sys.argv[1]), application)
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    port = free_port()
    with listening([sys.executable, "-c", SERVER, str(port)], port):
        yield f"http://127.0.0.1:{port}/api/v3.0"


def test_what_the_server_does_is_reported(url: str) -> None:
    """It has a cursor on every page, takes no index in a path, and knows no level between everything and nothing.

    Values alone, binary content and its own description are not implemented (501); no profile is claimed.
    """
    values = {
        "product": {"name": "basyx-python-sdk", "version": "1.2.1"},
        "profile": "asset-shell",
        "endpoints": {"shells": url},
        "statement": {"submodels": True},
        "authorisation": {"by": "-", "scope": "-", "starts": "2000-01-01", "ends": "2999-12-31"},
    }
    found = judged_once(PLAN, values)
    expected = {"IFC-AAR-001", "IFC-AAR-009", "IFC-AAR-012", "IFC-AAR-016", "IFC-AAR-019"}
    assert named(found, Outcome.FAIL) == expected
    assert named(found, Outcome.INCONCLUSIVE) == {"IFC-AAR-013"}
    missing = {f"IFC-AAR-{number:03}" for number in (2, 14, 17, 20, 21)}
    assert named(found, Outcome.NOT_APPLICABLE) == missing
    assert len(named(found, Outcome.PASS)) == len(found) - len(expected) - len(missing) - 1

"""Live against real libraries, those of Digital Bazaar for verifiable credentials: what is reported of them is true.

CONFORMANCE_NODE_MODULES names the node_modules folder they are installed in.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from conformance.drafting.proof_service import judged_once
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome

NODE = shutil.which("node")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
PLAN = Plan(Selection(suites=("identity/vc_api/verifier",)))
pytestmark = pytest.mark.needs("identity/vc_api")

if NODE is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not (MODULES / "@digitalbazaar" / "vc").is_dir():
    pytest.skip("CONFORMANCE_NODE_MODULES names no folder with @digitalbazaar/vc in it", allow_module_level=True)


@contextmanager
def verifier(way: str = "") -> Iterator[str]:
    """A server that verifies with the libraries, called in this way, at the URL that is given."""
    script = Path(__file__).with_name("credential_verifier.mjs")
    program = subprocess.Popen(
        [str(NODE), str(script), way],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
        env={**os.environ, "CONFORMANCE_NODE_MODULES": str(MODULES.resolve())},
    )
    assert program.stdin
    assert program.stdout
    try:
        url = program.stdout.readline().strip()
        assert url, "the server did not start"
        yield url
    finally:
        program.stdin.close()
        program.wait(10)
        program.stdout.close()


def outcomes(url: str, suite: str = "eddsa-rdfc-2022") -> dict[str, Outcome]:
    values = {
        "product": {"name": "@digitalbazaar/vc", "version": "7"},
        "profile": "credential-verifier",
        "endpoints": {"credential_verifier": f"{url}/credentials/verify"},
        "statement": {"cryptosuite": suite},
    }
    return judged_once(PLAN, values)


def test_the_libraries_satisfy_every_row() -> None:
    """By hand: each mutant gives "Invalid signature.", an issuer that is not the controller, or no matching proof."""
    with verifier() as url:
        found = outcomes(url)
    assert {each for each, outcome in found.items() if outcome is not Outcome.PASS} == set()


def test_a_suite_that_the_libraries_were_not_given_proves_nothing() -> None:
    with verifier() as url:
        found = outcomes(url, "ecdsa-rdfc-2019")
    assert not {Outcome.PASS, Outcome.FAIL} & set(found.values())


def test_a_server_that_checks_the_proof_alone_takes_credentials_of_others() -> None:
    """The purpose of the libraries compares the issuer with the controller of the key; another one need not."""
    with verifier("proof_alone") as url:
        found = outcomes(url)
    assert {each for each, outcome in found.items() if outcome is not Outcome.PASS} == {"ID-VCV-004"}
    assert found["ID-VCV-004"] is Outcome.FAIL

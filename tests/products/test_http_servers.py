"""Live against real products, httpbin, json-server and Prism: what is reported of them is true, as tried by hand.

httpbin is a Python package; CONFORMANCE_NODE_MODULES names the node_modules folder that the others are installed in.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from http_products import asked, outcomes, running
from listening import named

from conformance.model.outcome import Outcome

NODE = shutil.which("node")
PROGRAMS = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere")).resolve() / ".bin"
PAGE = "https://page.example"
DESCRIPTION = {
    "openapi": "3.0.3",
    "info": {"title": "Things", "version": "1"},
    "paths": {
        "/things/{id}": {
            "get": {
                "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        "description": "-",
                        "content": {"application/json": {"example": {"id": 1, "name": "shelf"}}},
                    }
                },
            }
        }
    },
}
# Rows that every product here violates: it tells browsers nothing about guessing types.
ALWAYS = {"IFC-COR-014"}


def program(name: str) -> str:
    if NODE is None or not (PROGRAMS / name).exists():
        pytest.skip(f"CONFORMANCE_NODE_MODULES names no folder with {name} in it")
    return str(PROGRAMS / name)


def test_httpbin_admits_any_page_with_credentials() -> None:
    if not (importlib.util.find_spec("httpbin") and importlib.util.find_spec("gunicorn")):
        pytest.skip("httpbin and gunicorn are not installed")
    command = [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:{port}", "httpbin:app"]
    with running(command, "get") as url:
        _, told, _ = asked("GET", f"{url}get", origin=PAGE)
        found = outcomes(url, resource="get", unknown_resource="nothing")
    assert told["access-control-allow-origin"] == PAGE
    assert told["access-control-allow-credentials"] == "true"
    assert "vary" not in told
    assert named(found, Outcome.FAIL) == {"IFC-COR-004", "IFC-COR-005", "IFC-COR-007", *ALWAYS}
    # It has neither tags nor ranges at this resource, and the plan names no collection.
    assert {"IFC-CND-001", "IFC-CND-014"} <= named(found, Outcome.NOT_APPLICABLE)
    assert {name for name in found if name.startswith("IFC-RES")} <= named(found, Outcome.NOT_RUN)


def test_json_server_loses_updates_and_shows_its_stack(tmp_path: Path) -> None:
    command = [program("json-server"), "--host", "127.0.0.1", "--port", "{port}", str(tmp_path / "db.json")]
    things = [{"id": 1, "name": "shelf"}, {"id": 2, "name": "lamp"}]
    (tmp_path / "db.json").write_text(json.dumps({"things": things}), encoding="utf-8")
    with running(command, "things/1") as url:
        broken, _, page = asked("POST", f"{url}things", b"{", content_type="application/json")
        undecodable, _, stack = asked("GET", f"{url}things/1%FF")
        lost, _, _ = asked(
            "PUT", f"{url}things/2", b'{"name": "x"}', content_type="application/json", if_match='"other"'
        )
        found = outcomes(
            url,
            resource="things/1",
            unknown_resource="things/99",
            collection="things",
            example_body='{"name": "rug"}',
        )
        left = json.loads(asked("GET", f"{url}things")[2])
    assert (broken, b"node_modules" in page) == (400, True)
    assert (undecodable, b"node_modules" in stack) == (500, True)
    assert lost == 200
    assert named(found, Outcome.FAIL) == {
        *("IFC-HTP-010", "IFC-HTP-012", "IFC-HTP-023"),
        *("IFC-PRB-010", "IFC-PRB-019", "IFC-PRB-020"),
        *("IFC-COR-004", "IFC-COR-005"),
        *("IFC-RES-012", "IFC-RES-013", "IFC-RES-015", "IFC-RES-016", "IFC-RES-018"),
    }
    assert named(found, Outcome.ERROR) | named(found, Outcome.INCONCLUSIVE) == set()
    assert len(left) == len(things)  # what the rows created is removed again


def test_prism_has_no_head_and_no_allow(tmp_path: Path) -> None:
    # Without permission for more than reading: the header `Accept: ;;;` ends this product.
    description = tmp_path / "things.json"
    description.write_text(json.dumps(DESCRIPTION), encoding="utf-8")
    command = [program("prism"), "mock", "-h", "127.0.0.1", "-p", "{port}", str(description)]
    with running(command, "things/1") as url:
        head, told, _ = asked("HEAD", f"{url}things/1")
        found = outcomes(url, active=False, problem_details=True, resource="things/1", unknown_resource="nothing")
    assert (head, "allow" in told) == (405, False)
    assert named(found, Outcome.FAIL) == {
        *("IFC-HTP-002", "IFC-HTP-006", "IFC-HTP-012"),
        *("IFC-COR-004", "IFC-COR-005", "IFC-COR-007", "IFC-COR-012", "IFC-PRB-010"),
        *ALWAYS,
    }
    assert "IFC-PRB-005" in named(found, Outcome.PASS)

"""What a real exporter of building models writes, the npm package web-ifc: what is reported of it is true, by hand.

CONFORMANCE_NODE_MODULES names the node_modules folder it is installed in; the extra ifc has to be installed as well.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source

pytest.importorskip("ifcopenshell", reason="the extra ifc is not installed")
NODE = shutil.which("node")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
PLAN = Plan(Selection(suites=("interfaces/ifc/exchange", "interfaces/ifc/building")))

if NODE is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not (MODULES / "web-ifc").is_dir():
    pytest.skip("CONFORMANCE_NODE_MODULES names no folder with web-ifc in it", allow_module_level=True)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The models that the product writes, by the schema it was asked for."""
    folder = tmp_path_factory.mktemp("models")
    script = Path(__file__).with_name("web_ifc_models.mjs")
    environment = {**os.environ, "CONFORMANCE_NODE_MODULES": str(MODULES.resolve())}
    subprocess.run([str(NODE), str(script), str(folder)], check=True, capture_output=True, env=environment)
    return {each.stem: each.read_bytes() for each in folder.iterdir()}


def failed(data: bytes) -> set[str]:
    """The rows that a model violates."""
    verdicts = PLAN.judge(Source("a.ifc", data), "ifc").verdicts
    rows = [zip(loaded.suite.requirements, letters, strict=True) for loaded, letters, _ in verdicts]
    found = {row.id: BY_LETTER[each] for of_suite in rows for row, each in of_suite}
    assert Outcome.ERROR not in found.values()
    return {name for name, each in found.items() if each is Outcome.FAIL}


def test_it_writes_a_number_without_its_point_and_names_a_schema_of_no_edition(models: dict[str, bytes]) -> None:
    """The precision 0.00001 is written as 1E-05, and the schema as IFC4X3; what was not given is missing: a place."""
    assert b"FILE_SCHEMA(('IFC4X3'))" in models["IFC4X3"]
    assert b"'Model',3,1E-05,#" in models["IFC4X3"]
    assert failed(models["IFC4X3"]) == {"IFC-STP-002", "IFC-STP-006"}
    assert failed(models["IFC4"]) == {"IFC-STP-002", "IFC-BIM-009"}


@pytest.mark.parametrize("schema", ["IFC4X3", "IFC4"])
def test_the_rest_is_right(models: dict[str, bytes], schema: str) -> None:
    data = models[schema].replace(b"1E-05", b"1.E-05").replace(b"('IFC4X3')", b"('IFC4X3_ADD2')")
    assert failed(data) == {"IFC-BIM-009"}

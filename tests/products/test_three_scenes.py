"""What a real exporter of scenes writes, the npm package three: what is reported of it is true, by hand.

CONFORMANCE_NODE_MODULES names the node_modules folder it is installed in; the extra usd has to be installed as well.
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

pytest.importorskip("pxr", reason="the extra usd is not installed")
NODE = shutil.which("node")
MODULES = Path(os.environ.get("CONFORMANCE_NODE_MODULES", "nowhere"))
SUITES = tuple(f"interfaces/scene/{each}" for each in ("package", "layers", "content"))

if NODE is None:
    pytest.skip("Node is not installed", allow_module_level=True)
if not (MODULES / "three").is_dir():
    pytest.skip("CONFORMANCE_NODE_MODULES names no folder with three in it", allow_module_level=True)


def test_its_meshes_have_no_extent_and_the_rest_is_right(tmp_path: Path) -> None:
    """`extent` is in no layer of the package; it has a default prim, units, an up axis, bound materials and normals."""
    script = Path(__file__).with_name("three_scene.mjs")
    environment = {**os.environ, "CONFORMANCE_NODE_MODULES": str(MODULES.resolve())}
    subprocess.run([str(NODE), str(script), str(tmp_path)], check=True, capture_output=True, env=environment)
    data = (tmp_path / "table.usdz").read_bytes()
    assert b"float3[] extent" not in data
    verdicts = Plan(Selection(suites=SUITES)).judge(Source("table.usdz", data), "usd").verdicts
    rows = [zip(loaded.suite.requirements, letters, strict=True) for loaded, letters, _ in verdicts]
    found = {row.id: BY_LETTER[each] for of_suite in rows for row, each in of_suite}
    good = (Outcome.PASS, Outcome.NOT_APPLICABLE)
    assert {name for name, each in found.items() if each not in good} == {"IFC-USC-005"}
    passed = {name for name, each in found.items() if each is Outcome.PASS}
    assert {"IFC-USZ-001", "IFC-USL-003", "IFC-USC-003", "IFC-USC-010"} <= passed

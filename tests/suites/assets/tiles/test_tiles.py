"""Tiles of 3D Tiles 1.0: what is wrong in the models inside them is found, at its place in the tile."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.cli.main import main
from conformance.engine.plan import Plan, Selection
from conformance.model.finding import Where
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset
from conformance_suites.assets.tiles.tile.samples import composite, houses, points, trees


def model(**node: Any) -> bytes:
    asset = Asset()
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    mesh = asset.add("meshes", primitives=[{"attributes": {"POSITION": 0}}])
    asset.add("scenes", nodes=[asset.add("nodes", mesh=mesh, **node)])
    return asset.glb()


def nested(depth: int) -> bytes:
    """Points inside so many composite tiles."""
    return composite(nested(depth - 1)) if depth else points()


TURNED = model(rotation=[0, 0, 0, 0.5])


def judged(data: bytes) -> tuple[dict[str, Outcome], dict[str, list[Where]]]:
    found, _ = PLAN.recognise(Source("tile", data))
    assert found == ["tile"]
    outcomes, places = {}, {}
    for loaded, letters, cases in PLAN.judge(Source("tile", data), "tile").verdicts:
        outcomes |= {row.id: BY_LETTER[each] for row, each in zip(loaded.suite.requirements, letters, strict=True)}
        places |= {case.requirement.id: [each.where for each in case.findings] for case in cases if case.findings}
    return outcomes, places


@pytest.mark.parametrize("tile", [houses(body=TURNED), trees(body=TURNED)], ids=["b3dm", "i3dm"])
def test_the_model_in_a_tile_is_judged(tile: bytes) -> None:
    _, places = judged(tile)
    assert places == {"AST-GLD-018": [Where(pointer="/nodes/0/rotation")]}


def test_the_models_in_a_composite_tile_are_judged_together() -> None:
    tile = composite(houses(body=model()), points(), composite(trees(body=TURNED)), houses(body=TURNED))
    outcomes, places = judged(tile)
    pointers = [Where(pointer=f"/tiles/{place}/nodes/0/rotation") for place in ("2/tiles/0", "3")]
    assert places == {"AST-GLD-018": pointers}
    assert outcomes["AST-GLD-001"] is Outcome.PASS


def test_bytes_of_the_model_are_those_of_the_tile() -> None:
    wrong = model()[:4] + struct.pack("<I", 3) + model()[8:]
    tile = houses(body=wrong)
    _, places = judged(tile)
    assert [where.byte for where in places["AST-GLC-003"]] == [tile.index(b"glTF") + 4]


def test_points_have_no_model() -> None:
    outcomes, places = judged(points())
    assert places == {}
    assert {name.rsplit("-", 1)[0] for name in outcomes} == {"AST-TCF"}


@pytest.mark.parametrize("make", [houses, trees, points, lambda: composite(houses(), trees(), points())])
def test_a_tile_cut_anywhere_is_never_an_error(make: Any) -> None:
    whole = make()
    for cut in range(4, len(whole), 37):
        outcomes, _ = judged(whole[:cut])
        assert Outcome.ERROR not in outcomes.values()
        assert outcomes["AST-TCF-001"] is Outcome.FAIL


@pytest.mark.parametrize("number", [0, 1, 12, 2**31, 2**32 - 1])
@pytest.mark.parametrize("at", range(4, 32, 4))
def test_any_number_in_a_header_is_read(at: int, number: int) -> None:
    for whole in (houses(), trees(), points(), composite(points(), houses())):
        outcomes, _ = judged(whole[:at] + struct.pack("<I", number) + whole[at + 4 :])
        assert Outcome.ERROR not in outcomes.values()


def tileset_of(folder: Path, *names: str) -> Source:
    volume = {"sphere": [0, 0, 0, 1]}
    children = [{"geometricError": 0, "boundingVolume": volume, "content": {"uri": name}} for name in names]
    root = {"geometricError": 1, "boundingVolume": volume, "refine": "ADD", "children": children}
    document = {"asset": {"version": "1.1"}, "geometricError": 1, "root": root}
    return Source("tileset.json", json.dumps(document).encode(), folder)


def test_faults_of_contents_are_told_at_their_tile(tmp_path: Path) -> None:
    files = {"a.glb": model(), "b.glb": TURNED, "c.b3dm": houses(body=TURNED), "d.pnts": points(), "e.glb": TURNED[:-4]}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    places = {
        case.requirement.id: [each.where for each in case.findings]
        for _, _, cases in PLAN.judge(tileset_of(tmp_path, *files), "tileset").verdicts
        for case in cases
        if case.findings
    }
    assert places == {
        "AST-GLD-018": [Where(pointer=f"/root/children/{at}/content/nodes/0/rotation") for at in (1, 2)],
        "AST-TCN-005": [Where(pointer="/root/children/4/content/uri")],
    }


def test_the_budget_of_a_model_is_not_that_of_each_content(tmp_path: Path) -> None:
    (tmp_path / "a.glb").write_bytes(model())
    plan = Plan(Selection(profile="shared-space"))
    suites = {loaded.suite.id for loaded, _, _ in plan.judge(tileset_of(tmp_path, "a.glb"), "tileset").verdicts}
    assert "assets/gltf/geometry" in suites
    assert "assets/gltf/budget" not in suites


def test_a_run_over_tiles_alone_names_the_suites_that_judge_the_models_inside(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "houses.b3dm").write_bytes(houses(body=TURNED))
    monkeypatch.chdir(tmp_path)
    assert main(["check", "houses.b3dm", "--journal", "run.jsonl"]) == 1


@pytest.mark.parametrize("tile", [composite(*[points()] * 1001), nested(10)], ids=["many", "deep"])
def test_more_inner_tiles_than_the_harness_reads_are_no_violation(tile: bytes) -> None:
    outcomes, places = judged(tile)
    assert places == {}
    assert set(outcomes.values()) == {Outcome.INCONCLUSIVE}

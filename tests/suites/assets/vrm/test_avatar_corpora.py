"""Avatars, spaces and tilesets nobody here wrote, and hostile ones: no false alarm, no traceback, no hang."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.catalogue.samples import samples
from conformance.engine.case import Case
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.assets.tiles.reader.bounds import TILESETS_READ

KINDS = ("vrm", "vrm_animation", "shared_space", "tileset")
NOTHINGS = [b"", b"{}", b"[]", b"null", b'"VRM"', b'{"asset":{"version":"1.1"},"root":null}', b'{"extensions":[]}']
TEXT = "AST-TCN-006"
"""What is said of the text of a tileset, which may be good whatever it says."""
OURS = ("AST-VRM", "AST-VRS", "AST-VRT", "AST-VRA", "AST-SPC", "AST-TIL")
TROUBLE = (Outcome.FAIL, Outcome.ERROR)


def kind_of(source: Source) -> str:
    found, _ = PLAN.recognise(source)
    return ", ".join(found)


def cases(source: Source, kind: str) -> list[Case]:
    return [case for _, _, told in PLAN.judge(source, kind).verdicts for case in told]


def outcomes(source: Source, kind: str) -> dict[str, Outcome]:
    found = {}
    for loaded, letters, _ in PLAN.judge(source, kind).verdicts:
        found |= {row.id: BY_LETTER[letter] for row, letter in zip(loaded.suite.requirements, letters, strict=True)}
    return found


def of_suite(source: Source, prefix: str) -> dict[str, Outcome]:
    return {name: outcome for name, outcome in outcomes(source, "gltf").items() if name.startswith(prefix)}


def troubled(source: Source, kind: str) -> list[str]:
    """The rows in trouble: all of the special kinds, and of plain glTF those that decide a conclusion."""
    return [
        case.requirement.id
        for case in cases(source, kind)
        if case.outcome in TROUBLE and (case.requirement.obligation == "shall" or case.requirement.id.startswith(OURS))
    ]


def as_source(document: Any, name: str = "x.gltf", folder: Path | None = None) -> Source:
    return Source(name, json.dumps(document).encode(), folder)


def sample(suite: str) -> dict[str, Any]:
    """The document of the first good sample of a suite that is plain JSON."""
    return next(json.loads(s.data) for s in samples(PLAN.catalogue.suite(suite)) if s.data[:1] == b"{")  # type: ignore[no-any-return]


def test_official_sample_avatars_are_avatars_and_violate_nothing(corpora: Path) -> None:
    files = sorted((corpora / "assets" / "vrm-specification").rglob("*.vrm"))
    files += [corpora / "assets/three-vrm/packages/three-vrm-core/examples/models/cube.gltf"]
    assert len(files) == 4
    sources = {path.name: open_source(str(path), path.name) for path in files}
    assert {name: kind_of(source) for name, source in sources.items()} == dict.fromkeys(sources, "vrm")
    assert {name: troubled(source, "vrm") for name, source in sources.items()} == {name: [] for name in sources}


def test_models_with_springs_and_constraints_of_others_violate_nothing(corpora: Path) -> None:
    files = sorted((corpora / "assets" / "three-vrm").rglob("*.gltf"))
    assert len(files) >= 8
    found = {row for path in files for row in troubled(open_source(str(path), path.name), "vrm")}
    assert [row for row in found if row.startswith(("AST-VRM", "AST-VRS"))] == []


def test_toon_materials_of_others_are_judged_and_violate_nothing_but_what_is_superseded(corpora: Path) -> None:
    files = sorted((corpora / "assets" / "three-vrm").rglob("*.gltf"))
    files += sorted((corpora / "assets" / "vrm-specification").rglob("*.vrm"))
    rows = [of_suite(open_source(str(path), path.name), "AST-VRT") for path in files]
    assert len([row for row in rows if Outcome.PASS in row.values()]) == 4
    assert [name for row in rows for name, outcome in row.items() if outcome in TROUBLE] == ["AST-VRT-014"]


def test_examples_of_the_omi_extensions_are_spaces_and_violate_nothing(corpora: Path) -> None:
    files = sorted((corpora / "assets" / "omi-extensions").rglob("*.gltf"))
    assert len(files) == 19
    sources = {path.name: open_source(str(path), path.name) for path in files}
    assert {kind_of(source) for source in sources.values()} == {"shared_space"}
    assert {name: troubled(source, "shared_space") for name, source in sources.items()} == {
        name: [] for name in sources
    }


def test_an_avatar_of_0_x_is_told_so_and_passes_no_row_of_1_0() -> None:
    document = {"asset": {"version": "2.0"}, "extensionsUsed": ["VRM"], "extensions": {"VRM": {"specVersion": "0.0"}}}
    source = as_source(document, "old.vrm")
    assert kind_of(source) == "vrm"
    found = {case.requirement.id: case for case in cases(source, "vrm") if case.requirement.id.startswith("AST-VRM")}
    assert {case.reason and case.reason[0] for case in found.values()} == {"vrm0"}
    assert {case.outcome for case in found.values()} == {Outcome.INCONCLUSIVE}


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"asset": {"version": "1.1"}, "geometricError": 1, "root": {}}, "tileset"),
        ({"asset": {"version": "2.0"}}, "gltf"),
        ({"asset": {"version": "2.0"}, "extensions": {"VRMC_vrm": {}}}, "vrm"),
        ({"asset": {"version": "2.0"}, "extensions": {"VRM": {}, "VRMC_vrm": {}}}, "vrm"),
        ({"asset": {"version": "2.0"}, "extensions": {"VRMC_vrm_animation": {}}}, "vrm_animation"),
        ({"asset": {"version": "2.0"}, "nodes": [{"extensions": {"OMI_seat": {}}}]}, "shared_space"),
        ({"asset": {"version": "2.0"}, "extensions": {"OMI_physics_shape": {}}}, "shared_space"),
    ],
)
def test_a_document_is_of_one_kind(document: dict[str, Any], kind: str) -> None:
    assert kind_of(as_source(document, "x.json")) == kind


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", NOTHINGS, ids=lambda data: data.decode() or "empty")
def test_a_file_with_nothing_in_it_crashes_no_row_and_satisfies_none_of_the_kind(data: bytes, kind: str) -> None:
    found = outcomes(Source("x.json", data), kind)
    own = tuple(suite.prefix for suite in PLAN.catalogue.suites.values() if suite.kind == kind)
    assert Outcome.ERROR not in found.values()
    assert [
        name for name, outcome in found.items() if outcome is Outcome.PASS and name.startswith(own) and name != TEXT
    ] == ([name for name in ("AST-TIL-003",) if kind == "tileset" and b'"1.1"' in data])


def test_a_skeleton_in_a_loop_leaves_places_untold_and_blames_the_loop_alone() -> None:
    document = sample("vrm/avatar")
    document["nodes"][0].setdefault("children", [])
    document["nodes"][1]["children"].append(0)
    found = outcomes(as_source(document), "vrm")
    assert found["AST-GLD-014"] is Outcome.FAIL
    assert [name for name, outcome in found.items() if outcome in TROUBLE and name.startswith("AST-VR")] == []
    assert {found[name] for name in ("AST-VRM-008", "AST-VRM-011", "AST-VRM-012")} == {Outcome.INCONCLUSIVE}


def test_many_springs_below_one_long_chain_are_judged_in_one_pass() -> None:
    count = 20_000
    nodes: list[dict[str, Any]] = [{"children": [index + 1]} for index in range(count)] + [{}]
    springs = [{"joints": [{"node": 0}, {"node": count}], "center": count - 1} for _ in range(count)]
    document = {"asset": {"version": "2.0"}, "nodes": nodes, "extensions": {"VRMC_springBone": {"springs": springs}}}
    found = outcomes(as_source(document), "vrm")
    assert found["AST-VRS-006"] is Outcome.FAIL
    assert Outcome.ERROR not in found.values()


def test_one_spring_that_runs_along_one_long_chain_again_and_again_is_judged_in_one_pass() -> None:
    count = 20_000
    nodes: list[dict[str, Any]] = [{"children": [index + 1]} for index in range(count)] + [{}]
    springs = [{"joints": [{"node": 0}, {"node": count}] * count}]
    document = {"asset": {"version": "2.0"}, "nodes": nodes, "extensions": {"VRMC_springBone": {"springs": springs}}}
    found = outcomes(as_source(document), "vrm")
    assert (found["AST-VRS-005"], found["AST-VRS-006"]) == (Outcome.FAIL, Outcome.PASS)


def test_many_binds_to_one_mesh_of_many_parts_are_judged_in_one_pass() -> None:
    document = sample("vrm/avatar")
    document["meshes"][0]["primitives"] *= 5_000
    happy = document["extensions"]["VRMC_vrm"]["expressions"]["preset"]["happy"]
    happy["morphTargetBinds"] *= 20_000
    assert outcomes(as_source(document), "vrm")["AST-VRM-021"] is Outcome.PASS


@pytest.mark.parametrize(
    ("suite", "kind", "rows"),
    [
        ("vrm/avatar", "vrm", ("AST-VRM-008", "AST-VRM-011", "AST-VRM-012", "AST-VRM-013")),
        ("vrm/animation", "vrm_animation", ("AST-VRA-009", "AST-VRA-013")),
        ("vrm/spring_bone", "vrm", ("AST-VRS-005", "AST-VRS-007")),
        ("shared_space", "shared_space", ("AST-SPC-015",)),
    ],
)
def test_malformed_children_are_the_fault_of_one_row_and_leave_those_of_the_hierarchy_open(
    suite: str, kind: str, rows: tuple[str, ...]
) -> None:
    document = sample(suite)
    for node in document["nodes"]:
        if "children" in node:
            node["children"] = "none"
    found = outcomes(as_source(document), kind)
    assert found["AST-GLD-001"] is Outcome.FAIL
    assert {name: found[name] for name in rows} == dict.fromkeys(rows, Outcome.INCONCLUSIVE)
    assert [name for name, outcome in found.items() if outcome in TROUBLE and name.startswith(OURS)] == []


@pytest.mark.parametrize(
    ("suite", "kind", "array", "row"),
    [
        ("vrm/avatar", "vrm", "nodes", "AST-VRM-019"),
        ("vrm/animation", "vrm_animation", "nodes", "AST-VRA-007"),
        ("vrm/spring_bone", "vrm", "nodes", "AST-VRS-004"),
        ("vrm/material", "gltf", "textures", "AST-VRT-004"),
        ("shared_space", "shared_space", "meshes", "AST-SPC-009"),
    ],
)
def test_no_index_is_blamed_for_an_array_of_another_type(suite: str, kind: str, array: str, row: str) -> None:
    found = outcomes(as_source(sample(suite) | {array: {}}), kind)
    assert found[row] is Outcome.INCONCLUSIVE


@pytest.mark.parametrize("suite", ["vrm/spring_bone", "shared_space"])
def test_nodes_in_a_loop_have_no_ancestors_to_be_missed(suite: str) -> None:
    document = sample(suite)
    document["nodes"][3].setdefault("children", []).append(0 if suite == "shared_space" else 1)
    document["nodes"][0]["children"] = []
    found = outcomes(as_source(document), PLAN.catalogue.suite(suite).kind)
    assert [name for name, outcome in found.items() if outcome in TROUBLE and name.startswith(OURS)] == []


def test_a_tileset_with_more_tilesets_behind_it_than_are_read_is_left_open(tmp_path: Path) -> None:
    tile = {"refine": "ADD", "geometricError": 0, "boundingVolume": {"sphere": [0, 0, 0, 1]}}
    for number in range(TILESETS_READ + 2):
        document = {"asset": {"version": "1.1"}, "geometricError": 1}
        document["root"] = tile | {"content": {"uri": f"{number + 1}.json"}}
        (tmp_path / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
    found = outcomes(open_source(str(tmp_path / "0.json"), "0.json"), "tileset")
    assert found["AST-TIL-015"] is Outcome.INCONCLUSIVE
    assert Outcome.FAIL not in found.values()


def test_a_tree_of_tiles_as_deep_as_json_may_be_is_walked_without_recursion() -> None:
    tile: dict[str, Any] = {"geometricError": 0, "boundingVolume": {"sphere": [0, 0, 0, 1]}}
    for _ in range(90):
        tile = {"geometricError": 0, "boundingVolume": {"sphere": [0, 0, 0, 1]}, "children": [tile]}
    document = {"asset": {"version": "1.1"}, "geometricError": 1, "root": {**tile, "refine": "ADD"}}
    assert troubled(as_source(document, "deep.json"), "tileset") == []


def test_a_branch_of_the_wrong_type_leaves_rows_about_the_tree_open() -> None:
    document = sample("tileset")
    document["root"]["children"].append([])
    found = outcomes(as_source(document, "x.json"), "tileset")
    assert found["AST-TIL-001"] is Outcome.FAIL
    assert {found[name] for name in ("AST-TIL-009", "AST-TIL-010", "AST-TIL-019")} == {Outcome.INCONCLUSIVE}


def test_names_of_extensions_that_are_no_list_leave_open_what_is_listed() -> None:
    document = sample("tileset") | {"extensionsUsed": "EXAMPLE_mark", "extensionsRequired": ["EXAMPLE_mark"]}
    document["root"]["extensions"] = {"EXAMPLE_mark": {}}
    found = outcomes(as_source(document, "x.json"), "tileset")
    assert found["AST-TIL-001"] is Outcome.FAIL
    assert {found[name] for name in ("AST-TIL-019", "AST-TIL-020")} == {Outcome.INCONCLUSIVE}

"""What models cost is counted as the official validator counts it, and judged by the numbers of the profile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from doubles.gltf_oracle import Oracle, oracle
from doubles.judging import judge
from doubles.ours import PLAN as WHOLE

from conformance.catalogue import CatalogueError
from conformance.catalogue.samples import samples
from conformance.cli.main import main
from conformance.engine.plan import Plan, Selection
from conformance.model.nearest import UnknownName
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.readers.source import Source, open_source
from conformance_suites.assets.gltf.writer.asset import Asset

PLAN = Plan(Selection(suites=("assets/gltf/budget",)))
SUITE = next(each for each in PLAN.suites_for("gltf") if each.suite.prefix == "AST-BUD")
BUILT = import_module(f"{SUITE.suite.package}.samples")
TRIANGLES, DRAW_CALLS, VERTICES, IMAGE, IMAGES, BYTES = (f"AST-BUD-00{number}" for number in (2, 3, 4, 7, 8, 9))
PROFILES = {"controllers": "exchange-model", "omi-extensions": "shared-space", "vrm-specification": "digital-human"}


def outcomes(source: Source, plan: Plan = PLAN) -> dict[str, tuple[Outcome, Any]]:
    """Of each row of the suite the outcome, with the reason or the first finding's values."""
    found: dict[str, tuple[Outcome, Any]] = {}
    suites = [each for each in plan.suites_for("gltf") if each.suite.prefix == "AST-BUD"]
    for loaded, letters, cases in judge(source, suites):
        told = {case.requirement.id: case.findings[0].values if case.findings else case.reason for case in cases}
        for row, letter in zip(loaded.suite.requirements, letters, strict=True):
            found[row.id] = (BY_LETTER[letter], told.get(row.id))
    return found


def document(**members: Any) -> Source:
    return Source("x.gltf", json.dumps({"asset": {"version": "2.0"}, **members}).encode())


def models(corpora: Path) -> list[Path]:
    found = [path for name in (*PROFILES, "three-vrm") for path in (corpora / "assets" / name).rglob("*.*")]
    return sorted(path for path in found if path.suffix in (".glb", ".gltf", ".vrm"))


@pytest.fixture(scope="module")
def official() -> Iterator[Oracle]:
    with oracle() as asked:
        if asked is None:
            pytest.skip("no node, or no gltf-validator: name its node_modules in CONFORMANCE_NODE_MODULES")
        yield asked


def assert_equal_counts(path: Path, official: Oracle) -> None:
    info, asset = official.info(path), SUITE.view(open_source(str(path), path.name))
    assert sum(asset.counts.triangles.values()) == info["totalTriangleCount"]
    assert sum(asset.counts.primitives.values()) == info["drawCallCount"]
    assert sum(asset.counts.vertices.values()) == info["totalVertexCount"]
    assert max((count for _, count in asset.influences), default=0) == info["maxInfluences"]
    theirs = [each["image"] for each in info.get("resources", ()) if "image" in each]
    assert sorted(set(asset.pixels.values())) == sorted({(each["width"], each["height"]) for each in theirs})


def test_real_models_are_counted_as_the_official_validator_counts_them(corpora: Path, official: Oracle) -> None:
    paths = models(corpora)
    assert len(paths) >= 30
    for path in paths:
        assert_equal_counts(path, official)


def test_our_samples_are_counted_as_the_official_validator_counts_them(tmp_path: Path, official: Oracle) -> None:
    for sample in samples(SUITE.suite):
        path = tmp_path / sample.name
        if len(sample.data) < 1 << 20 and "ktx2" not in sample.name:  # it reads no header of a KTX2 image
            path.write_bytes(sample.data)
            assert_equal_counts(path, official)


@pytest.mark.parametrize("folder", PROFILES)
def test_real_models_are_within_the_budget_of_their_profile(folder: str, corpora: Path) -> None:
    plan = Plan(Selection(profile=PROFILES[folder], level="interoperable"))
    paths = [path for path in models(corpora) if folder in path.parts]
    assert paths
    for path in paths:
        found = outcomes(open_source(str(path), path.name), plan)
        assert {outcome for outcome, _ in found.values()} <= {Outcome.PASS, Outcome.NOT_APPLICABLE}, path


def test_a_mesh_counts_as_often_as_nodes_show_it() -> None:
    nodes = [{"mesh": 0}, {"mesh": 0.0}, {"mesh": 7}, {"mesh": None}, {"mesh": -1}, {}]
    accessors = [{"count": 9, "componentType": 5126, "type": "VEC3"}]
    meshes = [{"primitives": [{"attributes": {"POSITION": 0}}]}]
    asset = SUITE.view(document(nodes=nodes, meshes=meshes, accessors=accessors))
    assert (asset.counts.triangles, asset.counts.primitives) == ({0: 3}, {0: 1})
    assert asset.drawn(asset.counts.triangles, asset.shown.instances) == {0: 6}
    assert asset.drawn(asset.counts.primitives, asset.shown.nodes) == {0: 2}


def instanced(**attributes: int) -> Source:
    """A triangle that one node shows once, and another one as instances with these attributes."""
    extension = {"EXT_mesh_gpu_instancing": {"attributes": attributes}}
    nodes = [{"mesh": 0}, {"mesh": 0, "extensions": extension}]
    accessors = [{"count": count, "componentType": 5126, "type": "VEC3"} for count in (3, 100, 101)]
    meshes = [{"primitives": [{"attributes": {"POSITION": 0}}]}]
    return document(nodes=nodes, meshes=meshes, accessors=accessors, extensionsUsed=list(extension))


def test_instances_multiply_triangles_and_neither_draw_calls_nor_vertices() -> None:
    asset = SUITE.view(instanced(TRANSLATION=1, _ID=2))  # counts that differ are AST-GLX-020's affair: the worse one
    assert asset.drawn(asset.counts.triangles, asset.shown.instances) == {0: 102}
    assert asset.drawn(asset.counts.primitives, asset.shown.nodes) == {0: 2}
    assert asset.counts.vertices == {0: 3}


@pytest.mark.parametrize("attributes", [{}, {"TRANSLATION": 9}])
def test_instances_that_cannot_be_counted_leave_the_row_about_triangles_open(attributes: dict[str, int]) -> None:
    found = outcomes(instanced(**attributes))
    place = "/nodes/1/extensions/EXT_mesh_gpu_instancing"
    assert found[TRIANGLES] == (Outcome.INCONCLUSIVE, ("uncounted", {"place": place, "count": 1}))
    assert found[DRAW_CALLS][0] is found[VERTICES][0] is Outcome.PASS


@pytest.mark.parametrize("mode", [0, 1, 2, 3])
def test_where_no_triangle_is_drawn_the_row_about_triangles_does_not_apply(mode: int) -> None:
    found = outcomes(Source("points.gltf", BUILT.plain(mode, 8)))
    assert found[TRIANGLES] == (Outcome.NOT_APPLICABLE, ("no_triangles", {}))
    assert found[DRAW_CALLS][0] is found[VERTICES][0] is Outcome.PASS


def test_an_asset_with_nothing_in_it_satisfies_no_row() -> None:
    for members in ({}, {"nodes": [{}], "scenes": [{"nodes": [0]}]}, {"extensionsRequired": []}):
        assert {outcome for outcome, _ in outcomes(document(**members)).values()} == {Outcome.NOT_APPLICABLE}


def test_a_mesh_that_no_node_shows_is_not_drawn() -> None:
    accessors = [{"count": 3, "componentType": 5126, "type": "VEC3"}]
    found = outcomes(document(meshes=[{"primitives": [{"attributes": {"POSITION": 0}}]}], accessors=accessors))
    assert found[TRIANGLES][0] is found[DRAW_CALLS][0] is Outcome.NOT_APPLICABLE
    assert found[VERTICES][0] is Outcome.PASS


@pytest.mark.parametrize("count", [2**53, 10**300])
def test_a_count_no_memory_could_hold_is_only_counted(count: int) -> None:
    data = BUILT.plain(4, 3).replace(b'"count": 3', b'"count": %d' % count)
    found = outcomes(Source("x.gltf", data))
    assert found[VERTICES][1]["received"] == count
    assert found[TRIANGLES][1]["received"] == count // 3


def test_a_primitive_that_cannot_be_counted_leaves_its_rows_open() -> None:
    for broken in ({"attributes": {"POSITION": 5}}, {"attributes": {"POSITION": 0}, "indices": 5}):
        meshes = [{"primitives": [broken]}]
        accessors = [{"count": 3, "componentType": 5126, "type": "VEC3"}]
        found = outcomes(document(nodes=[{"mesh": 0}], meshes=meshes, accessors=accessors))
        assert found[TRIANGLES] == (
            Outcome.INCONCLUSIVE,
            ("uncounted", {"place": "/meshes/0/primitives/0", "count": 1}),
        )


def test_an_image_of_any_size_is_measured_by_its_header() -> None:
    found = outcomes(Source("x.gltf", BUILT.avatar(BUILT.png(2**31 - 1, 2**31 - 1)).gltf()))
    assert found[IMAGE][1]["received"] == found[IMAGES][1]["received"] == (2**31 - 1) ** 2


def test_an_image_whose_size_is_unknown_leaves_its_rows_open() -> None:
    found = outcomes(Source("x.gltf", BUILT.avatar(b"\0\0\0\x1cftypavif" + bytes(40)).gltf()))
    assert found[IMAGE] == found[IMAGES] == (Outcome.INCONCLUSIVE, ("no_size", {"place": "/images/0", "count": 1}))


def test_files_beside_the_asset_cost_their_bytes_once_each(tmp_path: Path) -> None:
    asset = Asset()
    for uri in ("a.bin", "./a.bin", "b%2Ebin", "gone.bin"):
        asset.add("buffers", uri=uri, byteLength=100)
    (tmp_path / "a.bin").write_bytes(bytes(100))
    (tmp_path / "b.bin").write_bytes(bytes(50))
    view = SUITE.view(Source("x.gltf", json.dumps(asset.document).encode(), tmp_path))
    assert view.files == {"a.bin": 100, "b.bin": 50, "/buffers/3": None}
    found = outcomes(Source("x.gltf", json.dumps(asset.document).encode(), tmp_path))
    assert found[BYTES] == (Outcome.INCONCLUSIVE, ("no_file", {"place": "/buffers/3", "count": 1}))


PROFILE = """
[profile]
id = "tight"
version = "1"
title = { en = "Tight", zh = "紧" }
role = { en = "a model", zh = "模型" }
kinds = ["gltf"]

[parameters]
max_triangles = 1
portable_extensions = []

[[level]]
id = "basic"
requirements = ["AST-BUD-001", "AST-BUD-002"]

[[raise]]
level = "basic"
requirements = ["AST-BUD-001", "AST-BUD-002"]
reason = { en = "the importer has this budget", zh = "导入方有此预算" }
"""


def tight(tmp_path: Path, text: str = PROFILE) -> str:
    path = tmp_path / "tight.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("language", "sentence"), [("en", "draw 2 triangles"), ("zh", "绘制 2 个三角形")])
def test_a_model_over_the_budget_of_a_profile_violates_it_and_both_numbers_are_shown(
    language: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("avatar.glb").write_bytes(BUILT.avatar().glb())
    assert main(["check", "avatar.glb", "--suite", "gltf/budget", "--lang", language]) == 3  # nothing decides
    capsys.readouterr()
    assert main(["check", "avatar.glb", "--profile", tight(tmp_path), "--lang", language]) == 1
    shown = capsys.readouterr().out
    assert "AST-BUD-001" in shown
    assert "KHR_texture_transform" in shown
    assert sentence in shown


def test_a_suite_alone_is_judged_by_the_parameters_of_the_profile(tmp_path: Path) -> None:
    plan = Plan(Selection(profile=tight(tmp_path), suites=("gltf/document",)))
    assert [suite.id for suite in plan.suites] == ["assets/gltf/document"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("portable_extensions = []", 'portable_extensions = "KHR"', "must be a number or a list of texts, not 'KHR'"),
        ("portable_extensions = []", "portable_extensions = [1]", "must be a number or a list of texts, not [1]"),
        ("portable_extensions = []", "portable_extensions = 3", "must be a list of texts, not 3"),
        ("max_triangles = 1", "max_triangles = true", "must be a number or a list of texts, not True"),
        ("max_triangles = 1", "max_triangles = inf", "must be a number or a list of texts, not inf"),
        ("max_triangles = 1", 'max_triangles = ["1"]', "must be a number, not ['1']"),
    ],
)
def test_a_parameter_of_another_type_is_refused_with_its_name(tmp_path: Path, old: str, new: str, problem: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        Plan(Selection(profile=tight(tmp_path, PROFILE.replace(old, new))))
    assert caught.value.problem.en == problem
    assert caught.value.place.endswith(f"parameters.{new.split()[0]}")


def test_a_misspelt_parameter_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match="max_triangles"):
        Plan(Selection(profile=tight(tmp_path, PROFILE.replace("max_triangles", "max_triangle"))))


@pytest.mark.parametrize("profile", sorted(set(PROFILES.values())))
def test_what_a_profile_sets_is_no_wider_than_what_holds_without_a_role(profile: str) -> None:
    parameters = PLAN.catalogue.profile(profile).parameters
    assert parameters.keys() == SUITE.suite.parameters.keys()
    for name, value in parameters.items():
        default = SUITE.suite.parameters[name].default
        assert isinstance(value, list) or value <= default


def test_without_a_role_there_is_no_budget() -> None:
    assert SUITE.suite.id not in {loaded.suite.id for loaded in WHOLE.suites_for("gltf")}
    assert SUITE.suite.id in {
        loaded.suite.id for loaded in Plan(Selection(profile="exchange-model")).suites_for("gltf")
    }

"""Repairs of copies: each fixes its row, loses nothing and is reported."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.ours import PLAN
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.samples import samples
from conformance.drafting.proof import sample_outcomes
from conformance.engine.plan import Plan, Selection
from conformance.engine.repair import Repaired, repair_copy
from conformance.engine.suite_code import load_suite_code
from conformance.model.finding import Finding
from conformance.model.outcome import Outcome
from conformance.model.sample import Sample
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf
from conformance_suites.assets.gltf.writer.asset import VERTICES, Asset, glb

SUITES = [suite for suite in PLAN.catalogue.suites.values() if any(row.repair for row in suite.requirements)]
ROWS = [row for suite in SUITES for row in suite.requirements if row.repair]
# Samples that no mechanical change can repair: what is missing or meant is not in the file.
BEYOND = {
    "AST-GLA-004_text_as_png.gltf",
    "AST-GLC-005_cut_in_bin.glb",
    "AST-GLC-005_cut_in_chunk_head.glb",
    "AST-GLC-005_cut_in_json.glb",
    "AST-GLC-007_torn_first_head.glb",
    "AST-GLC-019_latin_1.gltf",
    "AST-GLD-003_accessors_max.patch.json",
    "AST-GLD-003_too_many_numbers.patch.json",
    "AST-GLD-003_bounds_of_matrices.patch.json",
    "AST-GLD-003_bounds_of_other_type.gltf",
    "AST-GLD-003_empty_map.gltf",
    "AST-GLD-003_too_few_numbers.patch.json",
    "AST-GLD-003_long_matrix.gltf",
    "AST-GLD-003_no_primitives.patch.json",
    "AST-GLD-003_short_vector.gltf",
    "AST-GLD-007_minimum_with_patch.gltf",
    "AST-GLD-009_cutoff_without_mode.gltf",
    "AST-GLD-009_skin_without_mesh.gltf",
    "AST-GLD-009_weights_without_mesh.patch.json",
    "AST-GLD-018_zero.gltf",
    "AST-GLD-021_backslash.gltf",
    "AST-GLD-021_base64.gltf",
    "AST-GLD-003_bounds.patch.json",
    "AST-GLD-003_inner.patch.json",
    "AST-GLD-004_lists.patch.json",
    "AST-GLD-021_empty.gltf",
    "AST-GLD-021_no_comma.gltf",
    "AST-GLD-021_two_semicolons.gltf",
    "AST-GLD-022_text_as_png.patch.json",
    "AST-GLZ-014_both.gltf",
}


def bad_samples() -> Iterator[Any]:
    for suite in SUITES:
        for sample in samples(suite):
            if sample.requirement and suite[sample.requirement].repair:
                yield pytest.param(suite.kind, sample, id=sample.name)


def repaired(sample: Sample, kind: str = "gltf") -> Repaired:
    return repair_copy(Source(sample.name, sample.data, sample.folder), kind, PLAN)


def changed_document(data: bytes, name: str = "a.gltf") -> Any:
    return read_gltf(Source(name, data)).document


def replay(document: Any, found: Repaired) -> Any:
    """The document after the reported changes."""
    document = copy.deepcopy(document)
    for attempt in found.attempts:
        for change in () if attempt.undone else attempt.changes:
            if change.where.pointer is None:
                continue
            *way, last = [step.replace("~1", "/").replace("~0", "~") for step in change.where.pointer.split("/")[1:]]
            owner = document
            for step in way:
                if isinstance(owner, dict) and step not in owner:
                    owner[step] = []
                owner = owner[int(step)] if isinstance(owner, list) else owner[step]
            if "after" not in change.values:
                assert owner.pop(int(last) if isinstance(owner, list) else last) == change.values["before"]
            elif isinstance(owner, list) and int(last) == len(owner):
                owner.append(change.values["after"])
            else:
                owner[int(last) if isinstance(owner, list) else last] = change.values["after"]
    return document


def test_ten_rows_and_more_have_a_repair() -> None:
    assert len(ROWS) >= 10


@pytest.mark.parametrize("suite", PLAN.catalogue.suites.values(), ids=lambda suite: suite.id)
def test_every_repair_has_its_sentence_and_every_sentence_its_repair(suite: Any) -> None:
    told = {row.id for row in suite.requirements if row.repair}
    assert set(load_suite_code(suite, PLAN.catalogue.kinds[suite.kind].judge).repairs().functions) == told


@pytest.mark.parametrize(("kind", "sample"), [each for each in bad_samples() if each.values[1].name not in BEYOND])
def test_a_bad_sample_becomes_satisfied_and_nothing_else_breaks(kind: str, sample: Sample) -> None:
    found = repaired(sample, kind)
    assert found.data is not None
    assert [(each.requirement.id, each.undone) for each in found.attempts] == [(sample.requirement, None)]
    before = sample_outcomes(sample, PLAN, kind)
    after = sample_outcomes(Sample(sample.name, found.data, sample.folder, None), PLAN, kind)
    assert after[sample.requirement or ""] in (Outcome.PASS, Outcome.NOT_APPLICABLE)
    open_before = {name for name, outcome in before.items() if outcome is Outcome.INCONCLUSIVE}
    against = {name for name, outcome in after.items() if outcome not in (Outcome.PASS, Outcome.NOT_APPLICABLE)}
    assert against <= open_before  # what was cut off by the finding, such as whether the named file exists


@pytest.mark.parametrize(("kind", "sample"), list(bad_samples()))
def test_all_that_was_changed_is_told(kind: str, sample: Sample) -> None:
    found = repaired(sample, kind)
    if found.data is not None and changed_document(sample.data, sample.name) is not None:
        wanted = replay(changed_document(sample.data, sample.name), found)
        assert json.dumps(changed_document(found.data, sample.name)) == json.dumps(wanted)


@pytest.mark.parametrize(("kind", "sample"), [each for each in bad_samples() if each.values[1].name in BEYOND])
def test_what_no_mechanical_change_mends_is_left_alone_with_a_reason(kind: str, sample: Sample) -> None:
    found = repaired(sample, kind)
    assert found.data is None
    (attempt,) = found.attempts
    assert attempt.undone is not None
    assert attempt.undone[0] in ("repair_declined", "repair_not_enough", "not_editable")


@pytest.mark.parametrize(("kind", "sample"), list(bad_samples()))
def test_repairing_a_repaired_copy_changes_nothing(kind: str, sample: Sample) -> None:
    found = repaired(sample, kind)
    if found.data is not None:
        assert repaired(Sample(sample.name, found.data, sample.folder, None), kind).data is None


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.id)
def test_a_good_sample_is_not_touched(suite: Any) -> None:
    for sample in samples(suite):
        if sample.requirement is None:
            assert repaired(sample, suite.kind) == Repaired(())


def faulty() -> dict[str, Any]:
    return {
        "asset": {"version": "2"},
        "extensionsRequired": ["EXAMPLE_b", "EXAMPLE_b"],
        "extensions": {"EXAMPLE_a": {}},
        "nodes": [{"rotation": [0, 0, 3, 4], "children": [1, 1]}, {"extras": {"kept": [1.0, 1e5, -0.0]}}],
        "scenes": [{"nodes": [0], "name": "立方体"}],
        "materials": [],
        "images": [{"uri": "two words.png"}],
    }


def test_all_repairs_of_one_file_are_made_one_after_the_other() -> None:
    data = json.dumps(faulty(), indent=3, ensure_ascii=False).encode()
    found = repaired(Sample("a.gltf", data, None, None))
    kept = {each.requirement.id for each in found.attempts if not each.undone}
    assert kept == {f"AST-GLD-{number}" for number in ("003", "004", "007", "018", "019", "020", "021")}
    assert found.data is not None
    assert changed_document(found.data) == replay(faulty(), found)
    assert found.data.splitlines()[1].startswith(b"   ")  # laid out as it was


def test_what_a_repair_brings_to_light_is_repaired_as_well() -> None:
    """The chunk is neither aligned nor padded as it should, and its text is wrong as well."""
    text = b'{"asset":{"version":"2"}}' + b"\0\0"
    data = glb({})[:8] + (20 + len(text)).to_bytes(4, "little") + len(text).to_bytes(4, "little") + b"JSON" + text
    found = repaired(Sample("a.glb", data, None, None))
    assert {each.requirement.id for each in found.attempts if not each.undone} == {
        "AST-GLC-009",
        "AST-GLC-016",
        "AST-GLD-007",
    }


def test_a_declared_length_that_is_too_small_is_corrected() -> None:
    data = bytearray(glb({"asset": {"version": "2.0"}, "buffers": [{"byteLength": 4}]}, b"data"))
    data[8:12] = (len(data) - 4).to_bytes(4, "little")
    found = repaired(Sample("a.glb", bytes(data), None, None))
    assert found.data is not None
    assert [change.values for each in found.attempts for change in each.changes] == [
        {"before": len(data) - 4, "after": len(data)}
    ]
    assert int.from_bytes(found.data[8:12], "little") == len(found.data) == len(data)


def test_a_repair_that_breaks_another_row_is_undone_and_told() -> None:
    """Without its empty chunk a buffer has nowhere to be stored."""
    data = glb({"asset": {"version": "2.0"}, "buffers": [{"byteLength": 4}]})
    empty = data + bytes(4) + b"BIN\0"
    empty = empty[:8] + len(empty).to_bytes(4, "little") + empty[12:]
    found = repaired(Sample("a.glb", empty, None, None))
    assert found.data is None
    (attempt,) = (each for each in found.attempts if each.requirement.id == "AST-GLC-015")
    assert attempt.undone == ("repair_breaks", {"ids": ["AST-GLB-002"]})


def test_a_repair_that_adds_to_the_findings_of_another_row_waits_until_that_one_is_repaired() -> None:
    """A `target` shows that a stride is not allowed there; without the stride the target is harmless."""
    asset = model([])
    asset.document["bufferViews"][0]["byteStride"] = 12
    indices = asset.accessor("SCALAR", "H", [0, 1, 2])
    asset.document["bufferViews"][-1]["byteStride"] = 4
    asset.document["accessors"][indices]["count"] = 1
    asset.document["meshes"][0]["primitives"][0] |= {"indices": indices, "mode": 0}
    found = repaired(Sample("a.gltf", asset.gltf(), None, None))
    assert [(each.requirement.id, each.undone) for each in found.attempts] == [
        ("AST-GLB-007", None),
        ("AST-GLB-006", None),
    ]


def test_a_repair_that_mends_only_some_places_is_undone() -> None:
    data = b'{"asset":{"version":"2.0"},"nodes":[{"rotation":[0,0,0,2]},{"rotation":[0,0,0,0]}]}'
    (attempt,) = repaired(Sample("a.gltf", data, None, None)).attempts
    assert attempt.undone == ("repair_not_enough", {})
    assert len(attempt.changes) == 1


@pytest.mark.parametrize(
    "text",
    [
        b'{"asset":{"version":"2","version":"2"}}',
        b'{"asset":{"version":"2","generator":"\\ud800"}}',
        b'{"asset":{"version":"2"},"extras":1e999}',
    ],
)
def test_a_text_that_would_lose_something_is_not_written_again(text: bytes) -> None:
    found = repaired(Sample("a.gltf", text, None, None))
    assert found.data is None
    assert [each.undone for each in found.attempts] == [("text_would_lose", {})]


def test_more_places_than_a_report_keeps_are_repaired() -> None:
    nodes = [{"rotation": [0, 0, 0, 2]} for _ in range(300)]
    data = json.dumps({"asset": {"version": "2.0"}, "nodes": nodes}).encode()
    found = repaired(Sample("a.gltf", data, None, None))
    assert len(found.attempts[0].changes) == 300
    assert found.data is not None


def test_a_file_beyond_the_bound_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("conformance.engine.repair.REPAIRED_BYTES", 10)
    assert repaired(Sample("a.gltf", b'{"asset":{"version":"2"}}', None, None)) == Repaired(())


def test_a_repair_that_fails_itself_is_undone_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(asset: object, findings: list[Finding]) -> None:
        raise ZeroDivisionError("oops")

    plan = PLAN
    (document,) = (each for each in plan.suites_for("gltf") if each.suite.id == "assets/gltf/document")
    repairs = document.repairs()
    functions = {**repairs.functions, "AST-GLD-007": explode}
    monkeypatch.setattr(document, "repairs", lambda: type(repairs)(repairs.editable, functions))
    data = json.dumps(faulty()).encode()
    found = repair_copy(Source("a.gltf", data), "gltf", plan)
    crashed = next(each for each in found.attempts if each.requirement.id == "AST-GLD-007")
    assert crashed.undone == ("repair_crashed", {"exception": "ZeroDivisionError: oops"})
    assert found.data is not None


def test_only_rows_that_count_are_repaired() -> None:
    plan = Plan(Selection(suites=("assets/gltf/container",)))
    data = b"\xef\xbb\xbf" + json.dumps(faulty()).encode()
    found = repair_copy(Source("a.gltf", data), "gltf", plan)
    assert [each.requirement.id for each in found.attempts] == ["AST-GLC-018"]
    assert found.data == data[3:]


FAULTS = [
    lambda gltf: gltf["asset"].update(version="2"),
    lambda gltf: gltf.setdefault("extensions", {}).update(EXAMPLE_a={}),
    lambda gltf: gltf.update(extensionsRequired=["EXAMPLE_b"]),
    lambda gltf: gltf["nodes"][0].update(rotation=[0.5, 0, 0, 0]),
    lambda gltf: gltf["nodes"][0].update(children=[1, 1]),
    lambda gltf: gltf["nodes"][1].update(children=[]),
    lambda gltf: gltf["accessors"][0].pop("min"),
    lambda gltf: gltf["accessors"][0].update(max=[9, 9, 9]),
    lambda gltf: gltf["accessors"][0].update(normalized=True),
    lambda gltf: gltf["bufferViews"][0].pop("target"),
    lambda gltf: gltf["bufferViews"][1].update(byteStride=4),
    lambda gltf: gltf.update(images=[]),
    lambda gltf: gltf["scenes"][0].update(nodes=[0, 7]),
]


def model(faults: list[Any]) -> Asset:
    asset = Asset()
    position = asset.accessor("VEC3", "f", [0, 0, 0, 1, 0, 0, 0, 1, 0], VERTICES, bounds=True)
    asset.accessor("SCALAR", "f", [0, 1], bounds=True)
    asset.accessor("VEC3", "f", [0, 0, 0, 1, 1, 1])
    asset.add("meshes", primitives=[{"attributes": {"POSITION": position}}])
    asset.add("nodes", mesh=0)
    asset.add("nodes", name="other")
    asset.add("scenes", nodes=[0])
    channel = {"sampler": 0, "target": {"node": 1, "path": "translation"}}
    asset.add("animations", channels=[channel], samplers=[{"input": 1, "output": 2}])
    for fault in faults:
        fault(asset.document)
    return asset


@settings(max_examples=60)
@given(st.lists(st.sampled_from(FAULTS), unique=True), st.booleans())
def test_whatever_is_wrong_a_copy_tells_all_its_changes_and_needs_no_second_repair(
    faults: list[Any], binary: bool
) -> None:
    asset = model(faults)
    name, data = ("a.glb", asset.glb()) if binary else ("a.gltf", asset.gltf())
    first = repaired(Sample(name, data, None, None))
    assert (first.data is None) == all(each.undone for each in first.attempts)
    if first.data is not None:
        wanted = replay(changed_document(data, name), first)
        assert json.dumps(changed_document(first.data, name)) == json.dumps(wanted)
        assert repaired(Sample(name, first.data, None, None)).data is None


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_damaged_file_makes_a_repair_fail_or_take_anything_away(data: st.DataObject) -> None:
    whole = bytearray(model([FAULTS[0], FAULTS[6]]).glb())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))]) if data.draw(st.booleans()) else bytes(whole)
    found = repaired(Sample("a.glb", cut, None, None))
    assert [each.undone for each in found.attempts if (each.undone or ("",))[0] == "repair_crashed"] == []
    if found.data is not None:
        assert repaired(Sample("a.glb", found.data, None, None)).data is None


def test_a_repair_without_its_sentence_is_a_mistake_of_the_suite(tmp_path: Path) -> None:
    """And so is a sentence without its repair."""
    folder = tmp_path / "suites" / "acme" / "badges" / "badge"
    folder.mkdir(parents=True)
    (folder.parent / "family.toml").write_text('[family]\ntitle = { en = "Badges", zh = "徽章" }\n', encoding="utf-8")
    (folder / "schema.json").write_text(
        '{"allOf":[{"$ref":"#/$defs/ACME-B-001"}],"$defs":{"ACME-B-001":{"minProperties":1}}}', encoding="utf-8"
    )
    row = (
        '[suite]\nversion = "1"\nprefix = "ACME-B"\nkind = "acmebadge"\ntitle = { en = "Badges", zh = "徽章" }\n'
        '[recognise]\ntitle = { en = "badge", zh = "徽章" }\njson = ["/acme"]\n'
        '[[requirement]]\nid = "ACME-B-001"\nobligation = "shall"\norigin = "added"\n'
        'title = { en = "A", zh = "甲" }\nstatement = { en = "It shall.", zh = "应。" }\nat = ""\n'
        'policy = ["S1-3.1.3-identity.register"]\nbasis = ["rfc8259:7"]\n'
    )
    (folder / "suite.toml").write_text(row + 'repair = { en = "fix it", zh = "修复" }\n', encoding="utf-8")
    suite = Plan(Selection(folders=(str(tmp_path / "suites"),))).catalogue.suite("acme/badges/badge")
    with pytest.raises(CatalogueError, match=r"no @repair in repairs\.py"):
        load_suite_code(suite, "documents").repairs()

"""Editing a glTF asset: what is not changed stays as it is, what is changed is noted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.assets.gltf.writer.asset import glb
from conformance_suites.assets.gltf.writer.editable import EditableGltf

DOCUMENT = {"asset": {"version": "2.0", "a/b~c": 1}, "nodes": [{"name": "one"}, {"name": "two"}]}


def editable(document: Any = DOCUMENT, indent: int | None = None) -> EditableGltf:
    return EditableGltf(Source("a.gltf", json.dumps(document, indent=indent).encode()))


def changes(asset: EditableGltf) -> list[tuple[str | None, dict[str, Any]]]:
    return [(change.where.pointer, dict(change.values)) for change in asset.changes]


@given(st.binary(max_size=64), st.integers(0, 9))
def test_an_asset_that_is_not_changed_stays_byte_for_byte(tail: bytes, spaces: int) -> None:
    for name, data in (
        ("a.gltf", b" " * spaces + json.dumps(DOCUMENT).encode()),
        ("a.glb", glb(DOCUMENT, tail) + tail),
    ):
        assert EditableGltf(Source(name, data)).saved() == data


def test_every_way_to_change_a_place_is_noted() -> None:
    asset = editable()
    asset.put("/asset/version", "2.1")
    asset.put("/asset/a~1b~0c", 2)
    asset.put("/nodes/1/mesh", 0)
    asset.append("/extensionsUsed", "KHR_x")
    asset.append("/extensionsUsed", "KHR_y")
    asset.drop("/nodes/0/name")
    asset.put("/asset/version", "2.1")
    assert changes(asset) == [
        ("/asset/version", {"before": "2.0", "after": "2.1"}),
        ("/asset/a~1b~0c", {"before": 1, "after": 2}),
        ("/nodes/1/mesh", {"after": 0}),
        ("/extensionsUsed/0", {"after": "KHR_x"}),
        ("/extensionsUsed/1", {"after": "KHR_y"}),
        ("/nodes/0/name", {"before": "one"}),
    ]
    assert json.loads(asset.saved()) == {
        "asset": {"version": "2.1", "a/b~c": 2},
        "nodes": [{}, {"name": "two", "mesh": 0}],
        "extensionsUsed": ["KHR_x", "KHR_y"],
    }


def test_a_number_of_another_type_is_another_value() -> None:
    asset = editable()
    asset.put("/asset/a~1b~0c", 1.0)
    asset.put("/asset/a~1b~0c", True)
    assert [values["after"] for _, values in changes(asset)] == [1.0, True]


@pytest.mark.parametrize("indent", [None, 1, 4])
def test_the_text_keeps_its_layout(indent: int | None) -> None:
    asset = editable(indent=indent)
    asset.put("/asset/version", "2.1")
    wanted = json.loads(json.dumps(DOCUMENT))
    wanted["asset"]["version"] = "2.1"
    layout: dict[str, Any] = {"separators": (",", ":")} if indent is None else {"indent": indent}
    assert asset.saved().decode() == json.dumps(wanted, **layout)


def test_a_container_is_written_with_padding_and_lengths() -> None:
    data = glb(DOCUMENT, b"12345678") + b"\n"
    asset = EditableGltf(Source("a.glb", data))
    asset.put("/asset/generator", "三")
    saved = asset.saved()
    assert int.from_bytes(saved[8:12], "little") == len(saved) - 1
    assert int.from_bytes(saved[12:16], "little") % 4 == 0
    assert saved.endswith(b"12345678\n")


@pytest.mark.parametrize("cut", range(0, 40, 3))
def test_a_container_that_is_cut_off_is_not_taken_into_hand(cut: int) -> None:
    data = glb(DOCUMENT, b"12345678")
    with pytest.raises(Blocked):
        EditableGltf(Source("a.glb", data[:cut]))


def test_a_text_that_is_no_json_cannot_be_changed_but_is_kept() -> None:
    asset = EditableGltf(Source("a.gltf", b'{"asset":'))
    with pytest.raises(Blocked):
        asset.put("/asset", {})
    assert asset.saved() == b'{"asset":'


def test_the_files_in_the_folder_that_are_named_belong_to_the_asset(tmp_path: Path) -> None:
    folder = tmp_path / "模型"
    (folder / "数据").mkdir(parents=True)
    (folder / "数据" / "a b.bin").write_bytes(b"1")
    (tmp_path / "secret.bin").write_bytes(b"2")
    uris = [
        "数据/a%20b.bin",
        "../secret.bin",
        "/etc/passwd",
        "http://x/y",
        "data:,x",
        "missing.bin",
        "数据/a%20b.bin",
        "",
    ]
    document = {"buffers": [{"uri": uri} for uri in uris], "extensions": {"X": {"deep": [{"uri": "数据/./a%20b.bin"}]}}}
    asset = EditableGltf(Source("a.gltf", json.dumps(document).encode(), folder))
    assert {name for name, _ in asset.companions()} == {"数据/a b.bin"}

"""Unknown names suggest the valid ones."""

from __future__ import annotations

import pytest

from conformance.model.nearest import UnknownName

pytestmark = pytest.mark.versions

KNOWN = ["assets/gltf/container", "assets/gltf/document", "identity/did/document"]


def test_a_slip_suggests_the_nearest_first() -> None:
    trouble = UnknownName("suite", "assets/gltf_contaner", KNOWN)
    assert trouble.near[0] == "assets/gltf/container"
    assert str(trouble).startswith("unknown suite 'assets/gltf_contaner'; did you mean assets/gltf/container")


def test_a_slip_in_the_last_part_suggests_the_whole_name_once() -> None:
    assert UnknownName("suite", "contaner", KNOWN).near == ["assets/gltf/container"]


def test_a_part_of_a_name_suggests_the_whole() -> None:
    assert UnknownName("suite", "did", KNOWN).near == ["identity/did/document"]


def test_several_near_names_are_listed_as_in_a_sentence() -> None:
    trouble = UnknownName("fault", "row-9", ["row-1", "row-2", "row-3"])
    assert str(trouble) == "unknown fault 'row-9'; did you mean row-3, row-2 or row-1?"
    assert trouble.text.zh == "未知的故障“row-9”；是否指 row-3、row-2 或 row-1？"


def test_nothing_near_lists_what_there_is() -> None:
    assert str(UnknownName("suite", "zzz", KNOWN)) == f"unknown suite 'zzz'; known: {', '.join(KNOWN)}"


def test_a_long_list_is_cut_and_an_empty_one_said() -> None:
    many = [f"name-{number:03}" for number in range(100)]
    assert str(UnknownName("row", "zzz", many)).endswith("name-011, ... 100 in all")
    assert str(UnknownName("row", "zzz", [])) == "unknown row 'zzz'; there are none"


def test_an_empty_name_suggests_nothing() -> None:
    assert UnknownName("row", "", KNOWN).near == []

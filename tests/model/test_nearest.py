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


def test_nothing_near_lists_what_there_is() -> None:
    assert str(UnknownName("suite", "zzz", KNOWN)) == f"unknown suite 'zzz'; known: {', '.join(KNOWN)}"


def test_a_long_list_is_cut_and_an_empty_one_said() -> None:
    many = [f"name-{number:03}" for number in range(100)]
    assert str(UnknownName("row", "zzz", many)).endswith("name-011, ... 100 in all")
    assert str(UnknownName("row", "zzz", [])) == "unknown row 'zzz'; there are none"


def test_an_empty_name_suggests_nothing() -> None:
    assert UnknownName("row", "", KNOWN).near == []

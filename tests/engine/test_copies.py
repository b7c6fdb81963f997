"""Writing copies: never over a file, never outside the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.engine.copies import NotWritten, copy_beside, place_of, write_copy


def refused(key: str, function: object, *arguments: object) -> None:
    with pytest.raises(NotWritten) as trouble:
        function(*arguments)  # type: ignore[operator]
    assert trouble.value.key == key


def link(place: Path, target: Path) -> None:
    try:
        place.symlink_to(target, target_is_directory=True)
    except OSError:
        pytest.skip("this system lets us make no links")


def test_a_copy_keeps_its_relative_name(tmp_path: Path) -> None:
    place = write_copy(tmp_path / "fixed", "模型/立方体.gltf", b"1")
    assert place == tmp_path / "fixed" / "模型" / "立方体.gltf"
    assert place.read_bytes() == b"1"


@pytest.mark.parametrize("name", ["../a/b.glb", "/a/b.glb", "a/../../a/b.glb", "./a//b.glb", "../../../a/b.glb"])
def test_root_and_steps_upwards_are_left_out_of_names(name: str, tmp_path: Path) -> None:
    place = place_of(tmp_path, name)
    assert place.is_relative_to(tmp_path)
    assert place.name == "b.glb"


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    folder = Path("fixed").absolute()
    try:
        place = place_of(folder, name)
    except NotWritten:
        return
    assert Path(os.path.normpath(place)).is_relative_to(folder)


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    write_copy(tmp_path, "a.gltf", b"1")
    refused("copy_exists", write_copy, tmp_path, "a.gltf", b"2")
    assert (tmp_path / "a.gltf").read_bytes() == b"1"


def test_a_link_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "fixed").mkdir()
    link(tmp_path / "fixed" / "models", tmp_path / "elsewhere")
    link(tmp_path / "fixed" / "a.gltf", tmp_path / "nowhere.gltf")
    refused("copy_outside", write_copy, tmp_path / "fixed", "models/a.gltf", b"1")
    refused("copy_exists", write_copy, tmp_path / "fixed", "a.gltf", b"1")
    assert not list((tmp_path / "elsewhere").iterdir())
    assert not (tmp_path / "nowhere.gltf").exists()


def test_a_name_that_leaves_nothing_is_refused(tmp_path: Path) -> None:
    refused("copy_outside", write_copy, tmp_path, "..", b"1")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    write_copy(tmp_path, "a", b"1")
    with pytest.raises(NotWritten) as trouble:
        write_copy(tmp_path, "a/b.gltf", b"1")
    assert trouble.value.key in ("copy_exists", "copy_failed")


def test_a_file_beside_is_copied_once_and_another_of_its_name_is_told(tmp_path: Path) -> None:
    one, other = tmp_path / "one.bin", tmp_path / "other.bin"
    one.write_bytes(b"1"), other.write_bytes(b"2")
    fixed = tmp_path / "fixed"
    copy = write_copy(fixed, "models/a.gltf", b"")
    copy_beside(fixed, copy, "data/x.bin", one)
    copy_beside(fixed, copy, "data/x.bin", one)
    refused("copy_exists", copy_beside, fixed, copy, "data/x.bin", other)
    assert (fixed / "models" / "data" / "x.bin").read_bytes() == b"1"

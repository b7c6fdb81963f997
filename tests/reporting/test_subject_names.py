"""The same subject is found again wherever the folders are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from conformance.reporting.subject_names import below, counterparts, shared_folder

STEP = st.sampled_from(["a", "b", "模型", "x.json", "y.json"])
NAMES = st.lists(st.lists(STEP, min_size=1, max_size=4).map("/".join), unique=True, max_size=8)


def undigested(names: list[str]) -> dict[str, str | None]:
    return dict.fromkeys(names)


def test_a_renamed_folder_above_changes_nothing_even_where_other_files_came_and_went() -> None:
    old = undigested(["old/a/x.json", "old/a/y.json"])
    new = undigested(["new/deep/a/x.json", "new/deep/b/z.json"])
    found, before, after = counterparts(old, new)
    assert found == {"new/deep/a/x.json": "old/a/x.json"}
    assert (before, after) == (1, 2)


def test_a_renamed_folder_inside_is_known_by_the_bytes_or_by_the_only_file_of_that_name() -> None:
    old = {"m/v1/car.gltf": "sha256:1", "m/v1/van.gltf": "sha256:2", "m/keep.gltf": "sha256:3"}
    new = {"m/v2/car.gltf": "sha256:9", "m/v2/lorry.gltf": "sha256:2", "m/keep.gltf": "sha256:3"}
    found, _, _ = counterparts(old, new)
    assert found == {
        "m/keep.gltf": "m/keep.gltf",
        "m/v2/car.gltf": "m/v1/car.gltf",
        "m/v2/lorry.gltf": "m/v1/van.gltf",
    }


def test_what_is_not_the_only_one_is_not_guessed() -> None:
    old = {"a/1/x.json": "sha256:1", "a/2/x.json": "sha256:1"}
    new = {"a/3/x.json": "sha256:1", "a/4/x.json": "sha256:1"}
    assert counterparts(old, new)[0] == {}


@given(NAMES)
def test_the_shared_folder_is_the_longest_beginning_of_all(names: list[str]) -> None:
    shared = shared_folder(names)
    folders = [name.split("/")[:-1] for name in names]
    assert all(folder[: len(shared)] == shared for folder in folders)
    longer = {tuple(folder[: len(shared) + 1]) for folder in folders}
    assert not names or len(longer) > 1 or any(len(folder) == len(shared) for folder in folders)


@given(NAMES, st.lists(STEP, max_size=3), st.lists(STEP, max_size=3))
def test_moving_everything_at_once_is_seen_through(names: list[str], here: list[str], there: list[str]) -> None:
    old, new = (["/".join([*above, name]) for name in names] for above in (here, there))
    found, before, after = counterparts(undigested(old), undigested(new))
    assert found == dict(zip(new, old, strict=True))
    assert [below(name, before) for name in old] == [below(name, after) for name in new]


@given(NAMES, NAMES)
def test_no_subject_is_taken_twice(old: list[str], new: list[str]) -> None:
    found, _, _ = counterparts(undigested(old), undigested(new))
    assert len(set(found.values())) == len(found)
    assert set(found) <= set(new)
    assert set(found.values()) <= set(old)

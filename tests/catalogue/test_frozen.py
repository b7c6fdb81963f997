"""What was published of a row is kept: each change without an erratum is named, and so is an erratum of nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from doubles import changing
from doubles.changing import IDS, PROFILE, changed, write_world

from conformance.catalogue import CatalogueError, folder, load_catalogue
from conformance.catalogue.frozen import is_frozen
from conformance.catalogue.tables import Table, read_toml
from conformance.drafting.freeze import freeze
from conformance.engine.plan import Plan, Selection
from conformance.model.profile import LEVELS

NAME = f"{PROFILE}@1.0"
Change = Callable[[Path], None]


def planned(suites: Path, profile: str = PROFILE) -> Plan:
    return Plan(Selection((str(suites),), profile=profile))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The suites folder, with the profile frozen as 1.0."""
    suites = write_world(tmp_path_factory.mktemp("world"))
    plan = planned(suites)
    freeze(plan, plan.catalogue.profile(PROFILE), "1.0")
    return suites


def complaints(suites: Path) -> list[str]:
    """What loading the frozen set says, one sentence for each row and erratum, without the places."""
    try:
        planned(suites, NAME)
    except CatalogueError as error:
        return [f"{each.place.rpartition(': ')[2]}: {each.problem.en}" for each in (error, *error.others)]
    return []


def erratum(suites: Path, row: str, after: str) -> None:
    with frozen_file(suites).open("a", encoding="utf-8") as out:
        reason = '{ en = "a slip", zh = "笔误" }'
        out.write(f'\n[[erratum]]\nrequirement = "{row}"\ndate = 2027-01-31\nreason = {reason}\nafter = "{after}"\n')


def frozen_file(suites: Path) -> Path:
    return suites.parent / "profiles" / "frozen" / f"{PROFILE}-1.0.toml"


def digest_wanted(said: str) -> str:
    return said.split('after = "')[1].rstrip('"')


def test_a_frozen_set_says_what_its_profile_said(world: Path) -> None:
    now, then = (planned(world, name).profile for name in (PROFILE, NAME))
    assert now is not None
    assert then is not None
    assert then.frozen is not None
    assert (then.levels, then.kinds, then.needs) == (now.levels, now.kinds, now.needs)
    assert then.parameters == {"colours": ["red", "green"], "heaviest": 10}
    assert {row: parts.get("parameters") for row, parts in then.frozen.rows.items()} == {
        **dict.fromkeys(IDS.values()),
        IDS["known"]: {"colours": ["red", "green"]},
        IDS["most"]: {"heaviest": 10},
    }
    assert {row for row, parts in then.frozen.rows.items() if "schema" in parts} == {IDS["type"], IDS["name"]}


@pytest.mark.parametrize(
    ("change", "row", "part"),
    [
        (changing.statement, "size", "statement"),
        (changing.obligation, "size", "obligation"),
        (changing.place, "size", "at (the places it judges)"),
        (changing.helper, "name", "schema"),
        (changing.withdrawn, "size", "whether it is judged"),
    ],
)
def test_a_changed_row_is_named_with_what_changed_unless_an_erratum_covers_it(
    change: Change, row: str, part: str, world: Path, tmp_path: Path
) -> None:
    suites = changed(world, tmp_path / "b", change)
    (said,) = complaints(suites)
    assert said.startswith(f"{IDS[row]}: is frozen in {NAME}, but changed: {part}; undo the change, or add")
    erratum(suites, IDS[row], digest_wanted(said))
    assert complaints(suites) == []
    undone = changed(world, tmp_path / "undone")
    erratum(undone, IDS[row], digest_wanted(said))
    (stale,) = complaints(undone)
    assert f"the erratum of {IDS[row]} is stale: the row is as it was frozen" in stale


@pytest.mark.parametrize("change", [changing.other_code, changing.stricter_check, changing.parameter, changing.new_row])
def test_code_defaults_and_later_rows_may_change(change: Change, world: Path, tmp_path: Path) -> None:
    """The set has its own numbers; a check may be corrected; a later row is outside it."""
    assert complaints(changed(world, tmp_path / "b", change)) == []


def test_every_changed_row_is_named_at_once(world: Path, tmp_path: Path) -> None:
    suites = changed(world, tmp_path / "b", changing.helper, changing.statement, changing.obligation)
    assert [said.partition(":")[0] for said in complaints(suites)] == [IDS["size"], IDS["name"]]


def test_a_second_change_needs_a_second_erratum(world: Path, tmp_path: Path) -> None:
    suites = changed(world, tmp_path / "b", changing.statement)
    erratum(suites, IDS["size"], digest_wanted(*complaints(suites)))
    changing.obligation(suites)
    (said,) = complaints(suites)
    assert "is stale: the row changed again (statement, obligation)" in said
    erratum(suites, IDS["size"], digest_wanted(said))
    assert complaints(suites) == []


def test_an_erratum_of_a_row_outside_the_set_is_refused(world: Path, tmp_path: Path) -> None:
    suites = changed(world, tmp_path / "b")
    erratum(suites, "TNY-THG-009", "sha256:0")
    assert complaints(suites) == ["TNY-THG-009: the erratum is about TNY-THG-009, which is not frozen here"]


def test_frozen_values_cannot_be_edited(world: Path, tmp_path: Path) -> None:
    suites = changed(world, tmp_path / "b")
    text = frozen_file(suites).read_text(encoding="utf-8")
    frozen_file(suites).write_text(text.replace("A thing shall be.", "A thing may be.", 1), encoding="utf-8")
    said = complaints(suites)
    assert any("were edited: they do not fit their digest" in each for each in said), said


def test_a_row_that_is_gone_is_named(world: Path, tmp_path: Path) -> None:
    """A row is withdrawn, never removed."""
    suites = changed(world, tmp_path / "b", changing.withdrawn)
    path = suites / changing.SUITE / "suite.toml"
    rows = path.read_text(encoding="utf-8").split("[[requirement]]\n")
    path.write_text("[[requirement]]\n".join(each for each in rows if IDS["size"] not in each), encoding="utf-8")
    (said,) = complaints(suites)
    assert said.startswith(f"{IDS['size']}: is frozen in {NAME}, but there is no such row any more")


def test_every_frozen_set_of_ours_is_kept() -> None:
    catalogue = load_catalogue()
    for name, path in catalogue.frozen_files.items():
        assert is_frozen(Table(path, read_toml(path)))
        assert catalogue.profile(name).requirements(LEVELS[-1])
    assert {*catalogue.frozen_files.values()} == {*(folder("profiles") / "frozen").glob("*.toml")}

"""All outcomes of each suite on its samples and on distortions of them, and what commands print, are as last reviewed.

`python -m tests.outcomes SUITE` writes them anew; the diff shows what a change of a check or a reader does.
"""

from __future__ import annotations

import re

import pytest

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Plan, Selection
from tests.outcomes.core import CORE
from tests.outcomes.distortions import distorted
from tests.outcomes.faults import families_with_faults
from tests.outcomes.written import Counting, alike, differences, path_of, text_of

CATALOGUE = load_catalogue(())
SUITES = [name for name, suite in CATALOGUE.suites.items() if not CATALOGUE.kinds[suite.kind].endpoint]
FAULTS = [f"{family.id}/faults" for family in families_with_faults(CATALOGUE)]  # compared in test_live_faults.py
EXTRAS = {"core/matrices": ("openpyxl", "xlsxwriter"), "core/pilots": ("gmalg",)}
KEPT = [*SUITES, *FAULTS, *CORE]


@pytest.fixture(scope="module")
def plan() -> Plan:
    return Counting(Selection(suites=tuple(CATALOGUE.suites)), CATALOGUE)


@pytest.mark.parametrize("name", SUITES)
def test_outcomes_and_reasons_are_as_kept(plan: Plan, name: str) -> None:
    kept, now = path_of(name).read_text(encoding="utf-8"), text_of(plan, CATALOGUE.suite(name))
    assert differences(kept, now) == [], f"if this is meant: python -m tests.outcomes {name}"


@pytest.mark.parametrize("name", CORE)
def test_what_the_core_prints_and_says_is_as_kept(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In a folder with a short name, since long ones are shortened where they are printed."""
    for package in EXTRAS.get(name, ()):
        pytest.importorskip(package)
    kept, now = path_of(name).read_text(encoding="utf-8"), CORE[name](tmp_path_factory.mktemp("o"))
    assert differences(kept, now) == [], "if this is meant: python -m tests.outcomes core"


def test_nothing_is_kept_of_what_is_gone() -> None:
    folder = path_of("kept").parent
    assert sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.txt")) == sorted(KEPT)


@pytest.mark.parametrize("name", KEPT)
def test_no_outcome_is_an_error_of_ours(name: str) -> None:
    assert "\n  E " not in path_of(name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KEPT)
def test_no_reason_is_said_by_its_key_alone(name: str) -> None:
    assert re.findall(r' (\w+) "\1"', path_of(name).read_text(encoding="utf-8")) == []


def test_distortions_are_the_same_each_time() -> None:
    for data in (b'{"a": [1, {"b": "x"}], "c": null}', b"one 1\ntwo 2\n", bytes(range(256))):
        made = list(distorted("name", data, 40))
        assert made == list(distorted("name", data, 40))
        assert sum(changed != data for _, changed in made) > 20


def test_numbers_are_compared_as_on_any_platform_and_all_else_exactly() -> None:
    assert alike('F {"received": 1.00000001}', 'F {"received": 1.00000002}')
    assert not alike('F {"received": 1.001}', 'F {"received": 1.002}')
    assert not alike("P: A-1", "P: A-2")
    assert differences("a 0.5\nb\n", "a 0.5\nc\n") == ["- b", "+ c"]

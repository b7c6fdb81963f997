"""The core without families: its own tests pass with suites/ empty, and with any family removed.

What stays in suites/ are policy/, standards.toml and the like: data of the core's catalogue, which every family cites.
The core's tests are those outside tests/suites; what they judge are doubles. All of them run in `tox -e core`.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from doubles.checkouts import CHECKOUT, checkout_without, run_in, standing_on

from conformance.catalogue import load_catalogue

pytestmark = pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")
slow = pytest.mark.skipif("CONFORMANCE_CORE" not in os.environ, reason="runs the core's tests again: `tox run -e core`")
CATALOGUE = load_catalogue()
FAMILIES = sorted(CATALOGUE.families)
USED = sorted({used for family in CATALOGUE.families.values() for used in family.uses})

PAGES = ("reporting/test_language_of_views.py", "reporting/test_trace_page.py")
# Where a missing family could be felt: whatever loads the catalogue. The rest knows nothing of it.
FEELING = ("catalogue", "cli", "drafting", "engine/test_recognise.py", "engine/test_run.py", *PAGES)
QUICK = ("catalogue/test_foreign_suites.py", "cli/test_views.py", "engine/test_judge.py", "engine/test_recognise.py")
OPTIONS = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=short")
TOY = ("--suites", str(Path("tests") / "doubles" / "suites"))


def passes(place: Path, *tests: str) -> None:
    done = run_in(place, *OPTIONS, *(["-n", "auto"] if "CONFORMANCE_CORE" in os.environ else []), *tests)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return checkout_without(FAMILIES, tmp_path_factory.mktemp("empty"))


def test_with_no_family_at_all_the_core_judges_those_of_others(empty: Path) -> None:
    passes(empty, *(f"tests/{each}" for each in QUICK))


@slow
def test_with_no_family_at_all_all_tests_of_the_core_pass(empty: Path) -> None:
    passes(empty, "tests", "--ignore=tests/suites", "--ignore=tests/products", f"--ignore=tests/{Path(__file__).name}")


def halves() -> Iterator[Any]:
    """Halves of the families, by each binary digit of their number: of any two, some half has one without the other."""
    for digit in range((len(FAMILIES) - 1).bit_length()):
        for value in (0, 1):
            half = [family for number, family in enumerate(FAMILIES) if number >> digit & 1 == value]
            yield pytest.param(half, id=f"digit {digit} is {value}")


@slow
@pytest.mark.parametrize("half", list(halves()))
def test_with_families_removed_the_tests_of_the_core_pass(half: list[str], tmp_path: Path) -> None:
    """And with them what cannot be without them."""
    gone = {each for family in half for each in standing_on(family, CATALOGUE)}
    place = checkout_without(sorted(gone), tmp_path)
    passes(place, *(f"tests/{each}" for each in FEELING))


def test_each_family_is_removed_where_another_stays() -> None:
    sets = [set(half.values[0]) for half in halves()]
    for family in FAMILIES:
        for other in FAMILIES:
            assert family == other or any(family in half and other not in half for half in sets)


def with_included(name: str) -> list[str]:
    """The profile and those that it includes."""
    return [name, *(part.id for parts in CATALOGUE.profile(name).includes for part in parts)]


def said(name: str) -> Iterator[dict[str, Any]]:
    """The files of the profile and of those that it includes."""
    for each in with_included(name):
        yield tomllib.loads(CATALOGUE.profile_files[each].read_text(encoding="utf-8"))


def prefixes_named(name: str) -> set[str]:
    """The prefixes of the rows that a profile names one by one. Those placed by rule are there or not."""
    tables = [table for profile in said(name) for key in ("level", "raise", "veto") for table in profile.get(key, ())]
    return {row.rpartition("-")[0] for table in tables for row in table["requirements"]}


def kinds_named(name: str) -> set[str]:
    return {kind for profile in said(name) for kind in profile["profile"].get("kinds", ())}


@pytest.mark.parametrize("family", FAMILIES if "CONFORMANCE_CORE" in os.environ else ["assets/vrm", "identity/did"])
def test_with_a_family_removed_all_profiles_work_but_those_that_name_its_rows(family: str, tmp_path: Path) -> None:
    gone = standing_on(family, CATALOGUE)
    prefixes = {suite.prefix for suite in CATALOGUE.suites.values() if suite.id.rpartition("/")[0] in gone}
    kinds = {
        suite.kind for suite in CATALOGUE.suites.values() if suite.id.rpartition("/")[0] in gone and suite.recognise
    }
    broken = {name for name in CATALOGUE.profile_files if prefixes & prefixes_named(name) or kinds & kinds_named(name)}
    place = checkout_without(gone, tmp_path)
    listed = run_in(place, "-m", "conformance", "list", "profiles", "--lang", "en")
    assert listed.returncode == 0, listed.stderr
    assert {line.split()[0] for line in listed.stdout.splitlines()} == {*CATALOGUE.profile_files} - broken
    for name in broken:
        asked = run_in(place, "-m", "conformance", "check", "profiles", "--profile", name)
        assert (asked.returncode, asked.stdout) == (2, "")
        for sentence in asked.stderr.splitlines():  # one on the rows it names, one on their kinds
            assert any(f"{each}.toml" in sentence for each in with_included(name)), sentence
        assert asked.stderr.endswith("is its family installed?\n")


@pytest.mark.parametrize("family", USED)
def test_a_family_that_others_use_cannot_be_removed_alone(family: str, tmp_path: Path) -> None:
    done = run_in(checkout_without([family], tmp_path), "-m", "conformance", "list", "suites")
    assert (done.returncode, done.stdout) == (2, "")
    (sentence,) = done.stderr.splitlines()
    user = next(each for each in CATALOGUE.families.values() if family in each.uses)
    assert f"{Path(user.id, 'family.toml')}:3: uses: unknown family '{family}'" in sentence

"""What tests of all folders share."""

from __future__ import annotations

import gc
import os
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from zlib import crc32

import pytest
from doubles.suites_once import read_our_suites_once
from hypothesis import settings
from hypothesis.internal import entropy
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from conformance.catalogue import load_catalogue
from conformance.cli.main import OBJECTS_BETWEEN_COLLECTIONS
from conformance.engine.plan import Plan, Selection

TESTS = Path(__file__).resolve().parent

# A slow machine is not a failure of what is tested.
settings.register_profile("conformance", deadline=None)
settings.load_profile("conformance")
# Hypothesis collects garbage in each thread that it is new to, which takes long among all that the tests hold: the
# young generations have to do.
entropy.gc = SimpleNamespace(collect=partial(gc.collect, 1), get_referrers=lambda each: [each])  # type: ignore[attr-defined]


read_our_suites_once()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """More processes than a small machine has processors: many tests wait for servers."""
    return max(os.cpu_count() or 1, 4)


LONGEST = "tests/suites/test_live_faults.py"
"""It takes longer than any other."""
SHARES = 2
"""Half of the processes on a small machine: with more of them waiting at once, nobody would compute meanwhile."""


class ByModule(LoadScopeScheduling):
    """One process runs the tests of a module, so that what they share is made once; the longest lists come first.

    One by one, those that wait would come last, when nothing else is left that could run meanwhile.
    """

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return f"{module} {crc32(nodeid.encode()) % SHARES}" if module == LONGEST else module


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByModule | None:
    return ByModule(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """With `-m versions`, a file in which nothing is marked need not be imported."""
    if config.option.markexpr != "versions" or collection_path.suffix != ".py":
        return None
    return "mark.versions" not in collection_path.read_text(encoding="utf-8") or None


def pytest_collection_finish() -> None:
    """What is there by then stays until the end: looking through it time and again costs a twentieth of all."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a family that is not installed: the core's tests pass without any."""
    needed = [(item, set(mark.args)) for item in items for mark in item.iter_markers("needs")]
    installed = load_catalogue().families.keys() if needed else ()
    for item, families in needed:
        if missing := families - installed:
            item.add_marker(pytest.mark.skip(reason=f"not installed: {', '.join(sorted(missing))}"))


@pytest.fixture(autouse=True)
def _in_no_other_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests run on an installed wheel inside a checkout, where commands would point that out each time."""
    monkeypatch.setattr("conformance.cli.checkout.checkout_at", lambda _: None)


@pytest.fixture(scope="session")
def toy_suites() -> Path:
    """The suites folder of the toy badges."""
    return TESTS / "doubles" / "suites"


@pytest.fixture(scope="session")
def plan(toy_suites: Path) -> Plan:
    """A plan over our suites and the toy badges."""
    return Plan(Selection(folders=(str(toy_suites),)))


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Files of real products and official samples, kept outside the project."""
    place = Path(os.environ.get("CONFORMANCE_CORPORA") or TESTS.parents[1] / "shared" / "corpora")
    if not place.is_dir():
        pytest.skip("no corpora at hand: name their folder in CONFORMANCE_CORPORA")
    return place

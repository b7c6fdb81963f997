"""Checkouts with fewer families: linked from this one, so that they cost nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.catalogue.families import closure

CHECKOUT = Path(__file__).resolve().parents[2]
PARTS = ("src", "suites", "schemas", "profiles", "tests", "reports/templates")
NO_PART = shutil.ignore_patterns("__pycache__", ".pytest_cache", ".hypothesis", "node_modules")


def standing_on(family: str, catalogue: Catalogue) -> set[str]:
    """The family and all that cannot be without it: those that use it, and those that judge kinds it recognises."""
    gone = {family}
    while True:
        kinds = {suite.kind for suite in catalogue.suites.values() if suite.recognise and _family(suite.id) in gone}
        more = {each.id for each in catalogue.families.values() if gone & {*closure(each, catalogue.families)}}
        more |= {_family(suite.id) for suite in catalogue.suites.values() if kinds & {*catalogue.lineage(suite.kind)}}
        if more <= gone:
            return gone
        gone |= more


def _family(suite: str) -> str:
    return suite.rpartition("/")[0]


def checkout_without(families: Iterable[str], place: Path) -> Path:
    """This checkout in `place`, without the families and their schemas; files are links where that can be."""
    for part in PARTS:
        shutil.copytree(CHECKOUT / part, place / part, ignore=NO_PART, copy_function=_link)
    shutil.copy(CHECKOUT / "pyproject.toml", place)
    for family in families:
        shutil.rmtree(place / "suites" / family)
        shutil.rmtree(place / "schemas" / family, ignore_errors=True)
    return place


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def run_in(place: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A Python command by the code of a checkout, in its folder."""
    environment = {**os.environ, "PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, *command], cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8"
    )

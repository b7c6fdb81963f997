"""Files stay small enough to be read at once; what is longer says why in long_files.toml."""

from __future__ import annotations

import statistics
import tomllib
from pathlib import Path

import pytest
from doubles.checkouts import CHECKOUT

LONG = 300
MEDIAN = 110
FOLDERS = ("src", "suites", "tests")

pytestmark = pytest.mark.skipif(not (CHECKOUT / "src").is_dir(), reason="no checkout around the tests")


@pytest.fixture(scope="module")
def sizes() -> dict[str, int]:
    """The number of lines of each Python file, by its path from the checkout."""
    files = [path for folder in FOLDERS for path in (CHECKOUT / folder).rglob("*.py")]
    return {path.relative_to(CHECKOUT).as_posix(): path.read_bytes().count(b"\n") for path in files}


def test_half_of_the_files_are_short(sizes: dict[str, int]) -> None:
    assert statistics.median(sizes.values()) <= MEDIAN


def test_a_long_file_says_why(sizes: dict[str, int]) -> None:
    reasons = tomllib.loads(Path(__file__).with_name("long_files.toml").read_text(encoding="utf-8"))["reasons"]
    there = {path for path in reasons if (CHECKOUT / path).parent.is_dir()}  # a family may be removed
    assert {path for path, lines in sizes.items() if lines > LONG} == there
    assert all(reasons.values())

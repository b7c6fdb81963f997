"""What a Python that we support gets wrong, and that we therefore do not write."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import conformance
from conformance.catalogue import folder

pytestmark = pytest.mark.versions

SOURCES = [*Path(conformance.__file__).parent.rglob("*.py"), *folder("suites").rglob("*.py")]
POSSESSIVE_GROUP = re.compile(r"(?<!\()\)[*+?]\+")
# Nothing in it ever goes back, so that it is read well.
HARMLESS = r'(?:\\.?+[^"\\]*+)*+'


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_group_is_repeated_possessively(path: Path) -> None:
    """Python before 3.11.5 loses its place where such a group goes back inside."""
    text = path.read_text(encoding="utf-8").replace(HARMLESS, "")
    assert [line for line in text.splitlines() if POSSESSIVE_GROUP.search(line)] == []

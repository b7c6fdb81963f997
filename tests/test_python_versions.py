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


def test_no_group_is_repeated_possessively() -> None:
    """Python before 3.11.5 loses its place where such a group goes back inside."""
    texts = {path: path.read_text(encoding="utf-8").replace(HARMLESS, "") for path in SOURCES}
    lines = ((path, line) for path, text in texts.items() for line in text.splitlines())
    assert len(texts) > 100
    assert [(path, line) for path, line in lines if POSSESSIVE_GROUP.search(line)] == []

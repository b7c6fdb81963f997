"""The pytest plugin: what an item costs, next to an empty test of pytest itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.documents import MEMBERS, write_documents, write_suite
from tests.bench.measure import Figure, interleaved, seconds

DOCUMENTS = 250
ITEMS = DOCUMENTS * 2 * len(MEMBERS)
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "no:xdist")
PLAIN = "import pytest\n\n@pytest.mark.parametrize('n', range({}))\ndef test_it(n):\n    pass\n"


def pytest_items(folder: Path) -> Iterator[Figure]:
    place = folder / "plugin"
    suites = write_suite(place)
    many, one = write_documents(place / "many", DOCUMENTS), write_documents(place / "one", 1)
    (place / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    for name, count in (("plain", ITEMS), ("few", ITEMS // DOCUMENTS), ("none", 0)):
        (place / f"{name}.py").write_text(PLAIN.format(count) if count else "", encoding="utf-8")

    def took(*arguments: str) -> float:
        return seconds([sys.executable, "-m", "pytest", *OPTIONS, *arguments], cwd=place)

    def judged(documents: Path) -> float:
        return took("none.py", "--conformance", str(documents), "--conformance-suites", str(suites))

    all_, few, ours, ours_few = interleaved(
        lambda: took("plain.py"), lambda: took("few.py"), lambda: judged(many), lambda: judged(one)
    )
    plain, plugin = all_ - few, ours - ours_few
    detail = f"{plugin / ITEMS * 1e6:.0f} us / {plain / ITEMS * 1e6:.0f} us, {ITEMS:,} items"
    yield Figure("pytest item of a conformance case / empty test", plugin / plain, "<=", 1.0, detail)

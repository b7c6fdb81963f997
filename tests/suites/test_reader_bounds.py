"""Each bound of a reader has its own reason where a file goes beyond it: here every bound is nothing."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.catalogue.samples import samples
from conformance.model.requirement import Suite
from conformance.readers.source import Source


class Bound(NamedTuple):
    """A number of a module, and the reason that is raised where it is exceeded."""

    family: str
    path: Path
    name: str
    key: str

    @property
    def test(self) -> str:
        """How the test of this bound is called."""
        return f"{self.path.parent.name}-{self.path.stem}-{self.name}"


def bounds_of(family: str, folder: Path) -> Iterator[Bound]:
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "bound=" in text else ():
            match node:
                case ast.Call(func=ast.Name(id="Blocked"), args=[ast.Constant(value=str(key))]):
                    numbers = [each.value for each in node.keywords if each.arg == "bound"]
                    yield from (
                        Bound(family, path, each.id, key)
                        for each in numbers
                        if isinstance(each, ast.Name) and each.id.isupper()
                    )


def judged_as_files(family: str) -> list[Suite]:
    found = (each for each in CATALOGUE.suites.values() if each.id.startswith(f"{family}/"))
    return [each for each in found if CATALOGUE.kinds[each.kind].judge == "documents"]


# Beyond these no sample of their family goes even where they are 0: live products, and contents that are rare.
RARE = {
    *("container-view-GLB_CHUNKS", "metadata-id3-METADATA_FILE_BYTES", "tile-view-INNER_TILES"),
    *("metadata-view-DATA_URI_BYTES", "metadata-view-IMAGE_DECODED_PIXELS", "reader-canonical-ALIKE"),
    *("reader-verifying-MODULUS_BITS", "reader-certificates-CERTIFICATE_CHARACTERS", "package-checks-ELEMENTS"),
    *("repository-walk-PAGES", "service-walk-PAGES", "reader-context-CONTEXT_TERMS", "reader-exchange-PARAMETERS"),
    "reader-library-ANSWER_BYTES",  # set where the process of the library is started, which serves many subjects
}
BOUNDS = [
    bound
    for family in CATALOGUE.families.values()
    if judged_as_files(family.id)
    for bound in dict.fromkeys(bounds_of(family.id, family.folder))
    if bound.test not in RARE
]


def reasons(suite: Suite) -> Iterator[str]:
    """The keys of what keeps the rows from being judged, sample by sample."""
    for sample in samples(suite):
        judged = PLAN.judge(Source(sample.name, sample.data, sample.folder), suite.kind)
        for _, _, cases in judged.verdicts:
            yield from (case.reason[0] for case in cases if case.reason)


@pytest.mark.parametrize("bound", BOUNDS, ids=lambda each: each.test)
def test_what_goes_beyond_a_bound_is_not_judged_for_that_reason(bound: Bound, monkeypatch: pytest.MonkeyPatch) -> None:
    suites = judged_as_files(bound.family)
    for suite in suites:
        PLAN.suites_for(suite.kind)
    module = next(each for each in [*sys.modules.values()] if getattr(each, "__file__", None) == str(bound.path))
    monkeypatch.setattr(module, bound.name, 0)
    assert any(key == bound.key for suite in suites for key in reasons(suite))

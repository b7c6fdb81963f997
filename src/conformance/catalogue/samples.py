"""The samples of a suite: files that satisfy it, and files that break exactly one of its rows."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import Text


def samples(suite: Suite) -> Iterator[Sample]:
    """The good samples, then the bad ones, each in the order of their names.

    They are the files in samples/good and samples/bad, and what good() and bad() in samples.py build. Folders in
    there hold what samples refer to. Raises CatalogueError for a bad sample whose name starts with no row's id.
    """
    for wanted in ("good", "bad"):
        for name, data, folder in sorted([*_stored(suite, wanted), *_built(suite, wanted)], key=lambda each: each[0]):
            yield Sample(name, data, folder, _requirement(suite, name) if wanted == "bad" else None)


def _stored(suite: Suite, wanted: str) -> Iterator[tuple[str, bytes, Path | None]]:
    folder = suite.folder / "samples" / wanted
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file() and not entry.name.startswith("."):
                    yield entry.name, Path(entry.path).read_bytes(), folder


def _built(suite: Suite, wanted: str) -> Iterator[tuple[str, bytes, Path | None]]:
    if (suite.folder / "samples.py").is_file():
        module = importlib.import_module(f"{suite.package}.samples")
        yield from ((name, data, None) for name, data in getattr(module, wanted)().items())


def _requirement(suite: Suite, name: str) -> str:
    requirement = name.split("_", 1)[0].split(".", 1)[0]
    if all(row.id != requirement for row in suite.requirements):
        problem = Text("the name must start with the id of a row and _", "文件名应以要求编号和 _ 开头")
        raise CatalogueError(suite.folder / "samples" / "bad" / name, problem)
    return requirement

"""The samples of a suite: files that satisfy it, and files that break exactly one of its rows."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterator
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.sample_patch import PATCH, patched
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import Text

Stored = tuple[str, bytes, Path | None]


def samples(suite: Suite) -> Iterator[Sample]:
    """The good samples, then the bad ones, each in the order of their names.

    They are the files in samples/good and samples/bad, and what good() and bad() in samples.py build. Folders in
    there hold what samples refer to. A bad NAME.patch.json is a JSON Patch on a good sample. Raises CatalogueError
    for a bad sample whose name starts with no row's id, and for a patch that does not apply.
    """
    good = [Sample(*stored, None) for stored in _ordered(suite, "good")]
    yield from good
    known = {sample.name: sample for sample in good}
    for name, data, folder in _ordered(suite, "bad"):
        requirement = _requirement(suite, name)
        if folder and name.endswith(PATCH):
            yield patched(folder / name, data, requirement, known)
        else:
            yield Sample(name, data, folder, requirement)


def _ordered(suite: Suite, wanted: str) -> list[Stored]:
    return sorted([*_stored(suite, wanted), *_built(suite, wanted)], key=lambda each: each[0])


def _stored(suite: Suite, wanted: str) -> Iterator[Stored]:
    folder = suite.folder / "samples" / wanted
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file() and not entry.name.startswith("."):
                    yield entry.name, Path(entry.path).read_bytes(), folder


def _built(suite: Suite, wanted: str) -> Iterator[Stored]:
    if (suite.folder / "samples.py").is_file():
        try:
            module = importlib.import_module(f"{suite.package}.samples")
            built = list(getattr(module, wanted)().items())
        except Exception as error:  # a suite's code may raise anything; say where and stop
            said = f"{type(error).__name__}: {error}"
            problem = Text(f"{wanted}() cannot be used: {said}", f"{wanted}() 无法使用：{said}")
            raise CatalogueError(suite.folder / "samples.py", problem) from error
        yield from ((name, data, None) for name, data in built)


def _requirement(suite: Suite, name: str) -> str:
    requirement = name.split("_", 1)[0].split(".", 1)[0]
    if any("\ud800" <= character <= "\udfff" for character in name):  # expected.toml could not have it
        raise CatalogueError(suite.folder / "samples" / "bad" / name, Text("the name is not UTF-8", "文件名不是 UTF-8"))
    if all(row.id != requirement for row in suite.requirements):
        problem = Text("the name must start with the id of a row and _", "文件名应以要求编号和 _ 开头")
        raise CatalogueError(suite.folder / "samples" / "bad" / name, problem)
    return requirement

"""The samples of a suite: files that satisfy it, and files that break exactly one of its rows."""

from __future__ import annotations

import importlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.model.text import Text

PATCH = ".patch.json"
Stored = tuple[str, bytes, Path | None]


def samples(suite: Suite) -> Iterator[Sample]:
    """The good samples, then the bad ones, each in the order of their names.

    They are the files in samples/good and samples/bad, and what good() and bad() in samples.py build. Folders in
    there hold what samples refer to. A bad NAME.patch.json is a JSON Patch (RFC 6902) on a good sample:
    {"good": "plain.json", "patch": [{"op": "remove", "path": "/name"}]}. Raises CatalogueError for a bad sample whose
    name starts with no row's id, and for a patch that does not apply.
    """
    good = sorted([*_stored(suite, "good"), *_built(suite, "good")], key=lambda each: each[0])
    bad = sorted([*_stored(suite, "bad"), *_built(suite, "bad")], key=lambda each: each[0])
    for name, data, folder in good:
        yield Sample(name, data, folder, None)
    known = {each[0]: each for each in good}
    for name, data, folder in bad:
        requirement, content = _requirement(suite, name), (data, folder)
        if name.endswith(PATCH) and folder:
            content = _patched(folder / name, data, known)
        yield Sample(name, *content, requirement)


def _stored(suite: Suite, wanted: str) -> Iterator[Stored]:
    folder = suite.folder / "samples" / wanted
    if folder.is_dir():
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_file() and not entry.name.startswith("."):
                    yield entry.name, Path(entry.path).read_bytes(), folder


def _built(suite: Suite, wanted: str) -> Iterator[Stored]:
    if (suite.folder / "samples.py").is_file():
        module = importlib.import_module(f"{suite.package}.samples")
        yield from ((name, data, None) for name, data in getattr(module, wanted)().items())


def _patched(path: Path, data: bytes, good: Mapping[str, Stored]) -> tuple[bytes, Path | None]:
    """The good sample that the file names, changed as it says, and the folder that sample is in."""
    import jsonpatch
    import jsonpointer

    refused = (jsonpatch.JsonPatchException, jsonpointer.JsonPointerException)
    try:
        written = json.loads(data)
        name, changes = written["good"], jsonpatch.JsonPatch(written["patch"])
    except (ValueError, LookupError, TypeError, *refused) as error:
        shape = '{"good": NAME, "patch": [...]}'
        problem = Text(f"is not {shape} with a JSON Patch: {error}", f"不是含 JSON Patch 的 {shape}：{error}")
        raise CatalogueError(path, problem) from None
    if name not in good:
        raise CatalogueError(path, Text(f"there is no good sample {name}", f"没有正例 {name}"))
    _, base, folder = good[name]
    try:
        several = name.endswith(".jsonl")  # JSON Lines are patched as the array of their values
        document = [json.loads(line) for line in base.splitlines()] if several else json.loads(base)
        changed = changes.apply(document)
    except (ValueError, LookupError, TypeError, *refused) as error:
        raise CatalogueError(path, Text(f"does not apply to {name}: {error}", f"无法应用于 {name}：{error}")) from None
    return b"".join(_text(line) + b"\n" for line in changed) if several else _text(changed), folder


def _text(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def _requirement(suite: Suite, name: str) -> str:
    requirement = name.split("_", 1)[0].split(".", 1)[0]
    if all(row.id != requirement for row in suite.requirements):
        problem = Text("the name must start with the id of a row and _", "文件名应以要求编号和 _ 开头")
        raise CatalogueError(suite.folder / "samples" / "bad" / name, problem)
    return requirement

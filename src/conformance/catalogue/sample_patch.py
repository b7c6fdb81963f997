"""Bad samples that are a JSON Patch (RFC 6902) on a good one.

{"good": "plain.json", "patch": [{"op": "remove", "path": "/name"}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from conformance.catalogue.errors import CatalogueError
from conformance.model.sample import Sample
from conformance.model.text import Text

PATCH = ".patch.json"
MEMBERS = frozenset({"good", "patch"})
SHAPE = '{"good": NAME, "patch": [...]}'


def patched(path: Path, data: bytes, requirement: str, good: Mapping[str, Sample]) -> Sample:
    """The sample that the file describes. JSON Lines are patched as the array of their values.

    Raises CatalogueError if the file has another shape or its patch does not apply.
    """
    import jsonpatch
    import jsonpointer

    refused = (ValueError, LookupError, TypeError, jsonpatch.JsonPatchException, jsonpointer.JsonPointerException)
    try:
        written = json.loads(data)
        name, changes, known = written["good"], jsonpatch.JsonPatch(written["patch"]), written.keys() <= MEMBERS
    except (*refused, AttributeError) as error:
        raise CatalogueError(path, _of_another_shape(f": {error}")) from None
    if not known:
        raise CatalogueError(path, _of_another_shape())
    if name not in good:
        raise CatalogueError(path, Text(f"there is no good sample {name}", f"没有正例 {name}"))
    base, several = good[name], name.endswith(".jsonl")
    try:
        document = [json.loads(line) for line in base.data.splitlines()] if several else json.loads(base.data)
        changed = changes.apply(document)
    except refused as error:
        problem = Text(f"the patch does not apply to {name}: {error}", f"补丁不适用于 {name}：{error}")
        raise CatalogueError(path, problem) from None
    text = b"".join(_text(line) + b"\n" for line in changed) if several else _text(changed)
    return Sample(path.name, text, base.folder, requirement)


def _of_another_shape(why: str = "") -> Text:
    """The problem of a file that is not a patch, with what the library says of it."""
    return Text(
        f"must be {SHAPE} with a JSON Patch (RFC 6902){why}", f"应为 {SHAPE}，其中为 JSON Patch（RFC 6902）{why}"
    )


def _text(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()

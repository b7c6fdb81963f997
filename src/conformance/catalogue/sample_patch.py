"""Bad samples that are a JSON Patch (RFC 6902) on a good one.

{"good": "plain.json", "patch": [{"op": "remove", "path": "/name"}]}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import not_utf8
from conformance.model.sample import Sample
from conformance.model.text import Text

PATCH = ".patch.json"
MEMBERS = frozenset({"good", "patch"})
TOO_DEEP = Text("is nested too deeply", "嵌套过深")
SHAPE = '{"good": NAME, "patch": [...]}'


def patched(path: Path, data: bytes, requirement: str, good: Mapping[str, Sample]) -> Sample:
    """The sample that the file describes. JSON Lines are patched as the array of their values.

    Raises CatalogueError if the file has another shape or its patch does not apply.
    """
    import jsonpatch
    import jsonpointer

    refused = (ValueError, LookupError, TypeError, jsonpatch.JsonPatchException, jsonpointer.JsonPointerException)
    written = _written(path, data)
    if not isinstance(written, dict) or written.keys() != MEMBERS or not isinstance(written["good"], str):
        raise CatalogueError(path, _of_another_shape())
    try:
        name, changes = written["good"], jsonpatch.JsonPatch(written["patch"])
    except refused as error:
        raise CatalogueError(path, _of_another_shape(f": {error}")) from None
    if name not in good:
        raise CatalogueError(path, Text(f"there is no good sample {name}", f"没有正例 {name}"))
    base, several = good[name], name.endswith(".jsonl")
    try:
        document = [json.loads(line) for line in base.data.splitlines()] if several else json.loads(base.data)
        changed = changes.apply(document)
        if several and not isinstance(changed, list):
            raise ValueError("JSON Lines are patched as an array")
        text = b"".join(_text(line) + b"\n" for line in changed) if several else _text(changed)
    except RecursionError:
        raise CatalogueError(path, TOO_DEEP) from None
    except refused as error:
        problem = Text(f"the patch does not apply to {name}: {error}", f"补丁不适用于 {name}：{error}")
        raise CatalogueError(path, problem) from None
    return Sample(path.name, text, base.folder, requirement)


def _written(path: Path, data: bytes) -> Any:
    try:
        return json.loads(data)
    except RecursionError:
        raise CatalogueError(path, TOO_DEEP) from None
    except UnicodeDecodeError as error:
        raise CatalogueError(path, not_utf8(error)) from None
    except json.JSONDecodeError as error:
        raise CatalogueError(f"{path}:{error.lineno}", Text("is not JSON", "不是 JSON")) from None


def _of_another_shape(why: str = "") -> Text:
    """The problem of a file that is not a patch, with what the library says of it."""
    return Text(
        f"must be {SHAPE} with a JSON Patch (RFC 6902){why}", f"应为 {SHAPE}，其中为 JSON Patch（RFC 6902）{why}"
    )


def _text(document: object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()

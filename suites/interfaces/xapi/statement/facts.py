"""How much was learned."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The statements without gaps, wrong types and nulls, and those of them with a result or a context."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        found = source.once(view)
        walk, statements = found.walk, found.of("Statement")
        depth = statements[0].pointer.count("/") if statements else 0
        wrong = [each.pointer for each in walk.missing]
        wrong += [each.pointer for each in walk.mistyped] + [each.pointer for each in walk.nulls]
        broken = {"/".join(pointer.split("/")[: depth + 1]) for pointer in wrong}
        whole = [each for each in statements if each.pointer not in broken]
        told = [each for each in whole if each.value.get("result") or each.value.get("context")]
        return {"statements": len(whole), "told": len(told)}
    return {"statements": 0, "told": 0}

"""How much was learned."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The statements with all mandatory members of the right types, and those of them with a result or a context."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        found = source.once(view)
        wrong = [each.pointer for each in found.walk.missing] + [each.pointer for each in found.walk.mistyped]
        heads = {pointer.rpartition("/")[0] for pointer in wrong} | set(wrong)
        whole = [each for each in found.of("Statement") if not any(_within(one, each.pointer) for one in heads)]
        told = [each for each in whole if each.value.get("result") or each.value.get("context")]
        return {"statements": len(whole), "told": len(told)}
    return {"statements": 0, "told": 0}


def _within(pointer: str, statement: str) -> bool:
    return pointer == statement or pointer.startswith(f"{statement}/")

"""How much a Thing Description describes."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.wot.reader.description import AFFORDANCES, operations_of

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The affordances with a form whose operation and target are known."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        forms = (each for each in source.once(view).of("Form") if each.value.get("href") and operations_of(each))
        usable = {each.around.pointer for each in forms if each.around and each.around.kind in AFFORDANCES}
        return {"affordances": len(usable)}
    return {"affordances": 0}

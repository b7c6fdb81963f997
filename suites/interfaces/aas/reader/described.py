"""How much an environment describes."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.aas.reader.environment import view
from conformance_suites.interfaces.aas.reader.values import is_value


def described(source: Source) -> dict[str, float]:
    """The shells that name their asset, and the elements with a value."""
    with suppress(Blocked):  # a row says that the document cannot be judged
        environment = source.once(view)
        assets = (each.value.get("globalAssetId") or each.value.get("specificAssetIds") for each in environment.assets)
        elements = {each.pointer.rpartition("/")[0] for each in environment.valued if is_filled(each.value, each.type)}
        return {"assets": sum(map(bool, assets)), "values": len(elements)}
    return {"assets": 0, "values": 0}


def is_filled(text: str, kind: str) -> bool:
    """Whether the text says something, and is of its type."""
    return bool(text.strip()) and is_value(text, kind)

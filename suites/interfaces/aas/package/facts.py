"""How much a package describes, by what its data in JSON does."""

from __future__ import annotations

from contextlib import suppress

from conformance.authoring import Blocked
from conformance.readers.source import Source
from conformance_suites.interfaces.aas.reader.described import described

from .view import view


def facts(source: Source) -> dict[str, float]:
    """The shells that name their asset and the elements with a value, of the data in JSON together."""
    found = {"assets": 0.0, "values": 0.0}
    with suppress(Blocked):  # a row says that the package cannot be read
        for each in source.once(view).environments:
            for name, count in described(Source("data.json", each.data)).items():
                found[name] += count
    return found

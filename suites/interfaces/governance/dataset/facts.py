"""How many datasets and distributions a record describes."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view
from .vocabulary import ACCESS, iri


def facts(source: Source) -> dict[str, float]:
    """The datasets with a title, and the distributions that say where the data are."""
    record = source.once(view)
    return {
        "datasets": sum(node.has(iri("dcterms:title")) for node in record.datasets),
        "distributions": sum(node.has(*ACCESS) for node in record.distributions),
    }

"""How many datasets and distributions a record describes."""

from __future__ import annotations

from conformance.readers.source import Source

from .view import view
from .vocabulary import ACCESS, iri

TITLE = iri("dcterms:title")


def facts(source: Source) -> dict[str, float]:
    """The datasets with a title, and the distributions that say where the data are."""
    record = source.once(view)
    return {
        "datasets": sum(any(title.text.strip() for title in node.literals(TITLE)) for node in record.datasets),
        "distributions": sum(node.has(*ACCESS) for node in record.distributions),
    }

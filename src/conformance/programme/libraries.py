"""The libraries of the extra `programme`: where one is missing, the sentence says how to install it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text

MISSING = Text(
    "this needs the extra programme: pip install 'metaverse-conformance[programme]'",
    "需要附加组件 programme：pip install 'metaverse-conformance[programme]'",
)
LIBRARIES = frozenset({"cryptography", "filelock", "gmalg", "multiformats", "rfc3161_client", "rfc8785"})


@contextmanager
def needs() -> Iterator[None]:
    """Within the block, a library of the extra that is not installed is a Problem."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in LIBRARIES:
            raise
        raise Problem(MISSING) from None


def canonical(value: Any) -> bytes:
    """A JSON value in its canonical form (RFC 8785). Raises ValueError for one that has none."""
    with needs():
        import rfc8785

        return bytes(rfc8785.dumps(value))

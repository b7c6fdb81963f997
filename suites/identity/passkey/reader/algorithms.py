"""The COSE algorithms that the authenticator knows (IANA COSE Algorithms)."""

from __future__ import annotations

from collections.abc import Collection

ES256, EDDSA, ES384 = -7, -8, -35
ALGORITHMS = (ES256, EDDSA, ES384)
"""The most usual first."""


def algorithm_among(offered: Collection[int]) -> int | None:
    """The first algorithm that the authenticator knows and the relying party offers."""
    return next((each for each in ALGORITHMS if each in offered), None)


def algorithm_beside(offered: Collection[int]) -> int | None:
    """An algorithm that the authenticator knows and the relying party does not offer."""
    return next((each for each in ALGORITHMS if each not in offered), None)

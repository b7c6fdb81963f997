"""The entities of a small federation, with keys that everybody knows."""

from __future__ import annotations

from conformance_suites.identity.jose.writer.signing import P256, Signer

LEAF, UNION, ANCHOR, OTHER = Signer(), Signer(P256), Signer(number=3), Signer(number=4)
SIGNERS = {
    "club-1": LEAF,
    "union-1": UNION,
    "anchor-1": ANCHOR,
    "anchor-2": ANCHOR,
    "city-1": OTHER,
    "resolver-1": OTHER,
}
"""By the identifier of the key."""

"""The demo of the profile trust-federation: a chain that verifies, and one whose anchor allows no intermediates."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Sample

CHAINS = {"club.trust-chain.json": "club.trust-chain.json", "ID-FTC-012_long.trust-chain.json": "long.trust-chain.json"}
"""The files of the demo, by the samples that they are."""


def chains(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The chains by file name."""
    return {CHAINS[each.name]: each.data for each in samples if each.name in CHAINS}


DEMOS = {"trust-federation": chains}

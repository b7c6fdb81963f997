"""The demo of the profile minimal-disclosure: a wallet that answers two verifiers, and one that says too much."""

from __future__ import annotations

from collections.abc import Iterable

from conformance.authoring import Sample

HISTORIES = {"two.presentations.json": "wallet.json", "ID-MIN-002_more.presentations.json": "talkative.json"}
"""The files of the demo, by the samples that they are."""


def histories(samples: Iterable[Sample]) -> dict[str, bytes]:
    """The histories by file name."""
    return {HISTORIES[each.name]: each.data for each in samples if each.name in HISTORIES}


DEMOS = {"minimal-disclosure": histories}

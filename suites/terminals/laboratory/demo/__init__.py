"""The demo of the profile near-eye-display: records without fault, in doubt, and hot and out of date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def records(_: Iterable[Any]) -> dict[str, bytes]:
    """The records by file name; the limit of the doubtful one lies within the uncertainty of its temperature."""
    from conformance_suites.terminals.laboratory.writer.headset import HEADSET

    warm = HEADSET.replace("value = 38", "value = 42.2", 1)
    hot = HEADSET.replace("value = 38", "value = 48", 1).replace("due         = 2027-03-02", "due         = 2026-09-02")
    texts = {"lab-record.toml": HEADSET, "lab-record-doubtful.toml": warm, "lab-record-faulty.toml": hot}
    return {name: text.encode() for name, text in texts.items()}


DEMOS = {"near-eye-display": records}

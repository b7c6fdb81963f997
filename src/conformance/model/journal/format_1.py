"""Journals of format 1, which version 0.1.0 wrote: their lines translated to format 2.

In format 1 a subject held its outcomes itself, and each case that was not a plain pass was a record with the obligation
and origin of its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SUBJECT = ("name", "digest", "bytes", "plots", "leftovers")
CLASS = ("kind", "recognised_by", "outcomes", "problem")


def translated(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """A line of format 1 as one of format 2, with its class inline. Raises KeyError and TypeError for other lines."""
    if line["event"] != "subject":
        return line
    told, results = line["subject"], line["results"]
    reasons = {each["requirement"]: {**each["reason"], "cause": each["cause"]} for each in results if each["reason"]}
    return {
        "event": "subject",
        **{key: told[key] for key in SUBJECT if key in told},
        "class": {**{key: told[key] for key in CLASS if key in told}, "reasons": reasons},
        "failures": [each for each in results if each["findings"]],
    }

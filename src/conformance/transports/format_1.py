"""Evidence of format 1, as version 0.1.0 wrote it: a request with its response, or the failure instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def as_conversation(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """The line of an exchange as the line of a conversation. Raises KeyError for anything else."""
    sent = {"sent": line["request"], "at": 0.0}
    if "answer" in line:
        steps = [sent, {"received": line["answer"], "at": line["seconds"]}]
    else:
        steps = [{**sent, "failed": line["failure"], "until": line["seconds"]}]
    return {"key": line["key"], "started": line["started"], "steps": steps}

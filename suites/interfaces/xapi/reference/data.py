"""The statements of the reference record store."""

from __future__ import annotations

from typing import Any

Statement = dict[str, Any]
VERBS = ("attended", "completed", "attended", "passed", "attended", "completed")


def _statement(number: int, verb: str) -> Statement:
    time = f"2026-11-24T08:0{number}:00.000Z"
    return {
        "id": f"00000000-0000-4000-8000-00000000000{number}",
        "actor": {"objectType": "Agent", "mbox": "mailto:learner@school.example.org"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en": verb}},
        "object": {"objectType": "Activity", "id": f"https://school.example.org/lessons/{number}"},
        "result": {"success": True, "duration": "PT5M"},
        "timestamp": time,
        "stored": time,
        "authority": {"objectType": "Agent", "mbox": "mailto:store@school.example.org"},
        "version": "1.0.0",
    }


STATEMENTS = [_statement(number, verb) for number, verb in enumerate(VERBS, 1)]
"""In the order in which they were stored."""

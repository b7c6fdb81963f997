"""What the profile of a run needs judged, and nothing in the run's subjects was."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from conformance.model.text import LANGUAGES
from conformance.reporting.words import word


def unmet_needs(
    profile: Mapping[str, Any] | None, records: Mapping[str, Mapping[str, Any]], judged: Container[str]
) -> list[dict[str, Any]]:
    """A reason for each need of which no alternative was judged, with both sentences and the ids.

    `records` are the rows that the run counts; `judged` those of them that applied to a subject.
    """
    needs = profile.get("needs", []) if profile else []
    return [_reason(need, records) for need in needs if not any(each in judged for each in need)]


def _reason(need: list[str], records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    key = "need_unmet" if any(each in records for each in need) else "need_not_run"
    reason: dict[str, Any] = {"key": key, "ids": need}
    for language in LANGUAGES:
        rows = word("reason", "or", language).join(_named(each, records, language) for each in need)
        reason[language] = word("reason", key, language, rows=rows)
    return reason


def _named(row: str, records: Mapping[str, Mapping[str, Any]], language: str) -> str:
    if row not in records:
        return row
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    return f"{row}{left}{records[row]['title'][language]}{right}"

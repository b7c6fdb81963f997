"""The needs of a run's profile that none of its subjects met, and that nothing decided."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from conformance.model.journal.records import Reason
from conformance.model.text import Text
from conformance.reporting.words import word


def unmet_needs(needs: Iterable[tuple[str, ...]], titles: Mapping[str, Text], judged: Container[str]) -> list[Reason]:
    """A reason for each need none of whose alternatives was judged.

    `titles` are the titles of the rows that count in the run; `judged` are the rows that applied to a subject.
    """
    return [_reason(need, titles) for need in needs if not any(each in judged for each in need)]


def nothing_decided() -> Reason:
    """That nothing in a run was judged by a requirement that decides."""
    return Reason("nothing_decided", Text(word("reason", "nothing", "en"), word("reason", "nothing", "zh")))


def _reason(need: tuple[str, ...], titles: Mapping[str, Text]) -> Reason:
    key = "need_unmet" if any(each in titles for each in need) else "need_not_run"
    return Reason(key, Text(_told(key, need, titles, "en"), _told(key, need, titles, "zh")), need)


def _told(key: str, need: tuple[str, ...], titles: Mapping[str, Text], language: str) -> str:
    rows = word("reason", "or", language).join(_named(each, titles, language) for each in need)
    return word("reason", key, language, rows=rows)


def _named(row: str, titles: Mapping[str, Text], language: str) -> str:
    if row not in titles:
        return row
    left, right = ("（", "）") if language == "zh" else (" (", ")")
    return f"{row}{left}{titles[row][language]}{right}"

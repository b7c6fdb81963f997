"""How views write clauses and times in each language."""

from __future__ import annotations

import pytest

from conformance.reporting.words import clause, moment


@pytest.mark.parametrize(
    ("section", "en", "zh"),
    [
        ("3.6.2.5", "S, 3.6.2.5", "S，第 3.6.2.5 条"),
        ("C.5", "S, C.5", "S，第 C.5 条"),
        ("6.1 c", "S, 6.1 c", "S，第 6.1 c 条"),
        ("Annex E c", "S, Annex E c", "S，附录 E c"),
        ("part 2", "S, part 2", "S，第 2 部分"),
        ("Motivation", "S, Motivation", "S，“Motivation”一章"),
        ("CAIP-2 Syntax", "S, CAIP-2 Syntax", "S，“CAIP-2 Syntax”一章"),
        ("two\nlines", "S, two\nlines", "S，“two\nlines”一章"),
    ],
)
def test_only_numbers_are_called_clauses(section: str, en: str, zh: str) -> None:
    """Names of sections were written as clause numbers (H5)."""
    assert (clause("S", section, "en"), clause("S", section, "zh")) == (en, zh)


@pytest.mark.parametrize(
    ("time", "en", "zh"),
    [
        ("2026-11-22T20:05:06+00:00", "2026-11-22 20:05:06 UTC", "2026-11-23 04:05:06（UTC+08:00）"),
        ("2026-11-22T04:05:06+08:00", "2026-11-21 20:05:06 UTC", "2026-11-22 04:05:06（UTC+08:00）"),
        ("2026-11-22T04:05:06", "2026-11-22T04:05:06", "2026-11-22T04:05:06"),
        ("-", "-", "-"),
        ("0001-01-01T00:00:00+23:00", "0001-01-01T00:00:00+23:00", "0001-01-01T00:00:00+23:00"),
    ],
)
def test_times_are_local_to_their_language(time: str, en: str, zh: str) -> None:
    """Times under zh were given in +00:00 (H5)."""
    assert (moment(time, "en"), moment(time, "zh")) == (en, zh)

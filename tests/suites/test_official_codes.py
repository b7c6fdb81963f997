"""The codes of official tools: every one is covered or has a reason, and the pages say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.ours import CATALOGUE

from conformance.drafting.official_codes import official_codes, pages
from conformance.drafting.wording_tokens import differing_tokens

CODES = list(official_codes(CATALOGUE))
REPORTS = Path(__file__).resolve().parents[2] / "reports"


def test_every_code_is_listed_once() -> None:
    names = [each.code for each in CODES]
    assert len(names) == len(set(names)) == 169


def test_a_code_is_covered_by_rows_or_has_a_reason_in_both_languages() -> None:
    for each in CODES:
        assert bool(each.rows) != bool(each.reason), each.code
        assert all(name in CATALOGUE.requirements for name in each.rows), each.code
        if each.reason:
            assert differing_tokens(each.reason.en, each.reason.zh) == ([], []), each.code


def test_all_codes_of_errors_are_covered_but_these() -> None:
    missing = [each.code for each in CODES if each.severity.en == "error" and not each.rows]
    assert missing == ["ACCESSOR_USAGE_OVERRIDE", "ARRAY_TYPE_MISMATCH"]


@pytest.mark.skipif(not REPORTS.is_dir(), reason="no checkout around the tests")
def test_the_coverage_pages_are_fresh() -> None:
    stale = [name for name, text in pages(CATALOGUE) if (REPORTS / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m conformance.drafting.official_codes"

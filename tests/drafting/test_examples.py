"""The examples in the repository are what the program writes today."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.drafting.examples import examples

EXAMPLES = Path(__file__).resolve().parents[2] / "reports" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
def test_the_examples_are_fresh() -> None:
    stale = [name for name, text in examples() if (EXAMPLES / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run python -m conformance.drafting.examples"

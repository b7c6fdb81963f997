"""The examples in the repository are what the program writes today."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.drafting.examples import examples

EXAMPLES = Path(__file__).resolve().parents[2] / "reports" / "examples"


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="no checkout around the tests")
def test_the_examples_are_fresh() -> None:
    stale = []
    for name, text in examples():
        with (EXAMPLES / name).open(encoding="utf-8", newline="") as file:
            stale += [name] if file.read() != text else []
    assert stale == [], "run python -m conformance.drafting.examples"

"""Laboratory records: what is decided near a limit, and records that no laboratory writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from conformance.authoring import Blocked
from conformance.cli.main import main
from conformance.readers.source import Source
from conformance_suites.terminals.laboratory.reader.bounds import RESULTS
from conformance_suites.terminals.laboratory.reader.decision import decide, held
from conformance_suites.terminals.laboratory.reader.record import read_record
from conformance_suites.terminals.laboratory.writer import HEAD, result
from conformance_suites.terminals.laboratory.writer.headset import HEADSET


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def outcome(text: str, band: float, limit: float = 43) -> str:
    """What is decided about the temperatures of a record."""
    record = read_record(Source("a.toml", text.encode()))
    try:
        found = list(decide(held(record.results_of("surface_temperature"), limit), band))
    except Blocked as blocked:
        return blocked.key
    return "outside" if found else "within"


@pytest.mark.parametrize(
    ("value", "band", "expected"),
    [
        (41.5, 1, "within"),
        (41.6, 1, "undecided"),
        (43.0, 1, "undecided"),
        (44.4, 1, "undecided"),
        (44.5, 1, "outside"),
        (43.0, 0, "within"),
        (43.1, 0, "outside"),
        (41.6, 0.5, "within"),
    ],
)
def test_a_limit_within_the_guard_band_decides_nothing(value: float, band: float, expected: str) -> None:
    said = outcome(HEAD + result("surface_temperature", value, 1.5, "Cel"), band)
    assert said.startswith(expected)


def test_one_value_beyond_its_limit_counts_although_another_is_undecided() -> None:
    both = result("surface_temperature", 43, 1.5, "Cel") + result("surface_temperature", 60, 1.5, "Cel")
    with pytest.raises(Blocked, match="undecided"):
        list(decide(held(read_record(Source("a", (HEAD + both).encode())).results, 43), 1))
    Path("lab-record.toml").write_text(HEADSET.replace("value = 38", "value = 43", 1), encoding="utf-8")
    hot = result("surface_temperature", 60, 1.5, "Cel", condition="nose")
    Path("hot.toml").write_text(HEADSET.replace("value = 38", "value = 43", 1) + hot, encoding="utf-8")
    given = ["--profile", "near-eye-display", "--level", "interoperable", "--quiet"]
    assert main(["check", "lab-record.toml", *given]) == 3
    assert main(["check", "hot.toml", *given]) == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("result = [" + "{}," * (RESULTS + 1) + "]\n" + HEAD, "more results or readings"),
        (HEAD + "[[result]]\nreadings = [" + "1," * 100_001 + "]\n", "more results or readings"),
        (HEAD + "notes2 = " + "[" * 5000, "nesting"),
        (HEAD + "# " + "x" * (1 << 20), "bytes"),
    ],
    ids=["results", "readings", "deep", "long"],
)
def test_a_record_beyond_the_limits_is_inconclusive(text: str, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("lab-record.toml").write_text(text, encoding="utf-8")
    assert main(["check", "lab-record.toml", "--suite", "laboratory/record", "--workers", "1"]) == 3
    shown = capsys.readouterr().out
    assert "UNPROVEN" in shown
    assert reason in shown

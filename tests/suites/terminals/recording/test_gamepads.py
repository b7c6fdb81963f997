"""Gamepads of registered devices: the table of layouts is the registry's, and emulated controllers are told from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from doubles.ours import PLAN

from conformance.readers.source import Source
from conformance_suites.terminals.recording.gamepad.samples import holding
from conformance_suites.terminals.webxr.reader.registry import PROFILES

PREFIX = "xr-standard-"


def _axis(axis: dict[str, str] | None) -> str:
    return f"{axis['componentId']}-{axis['axis'][0]}".removeprefix(PREFIX) if axis else "-"


def test_the_table_is_what_the_registry_says(corpora: Path) -> None:
    files = [*(corpora / "terminals" / "webxr-input-profiles").rglob("profiles/*/*.json")]
    assert sorted(PROFILES) == sorted(path.stem for path in files)
    for path in files:
        told = json.loads(path.read_text(encoding="utf-8"))
        profile = PROFILES[told["profileId"]]
        assert list(profile.fallbacks) == told["fallbackProfileIds"]
        assert set(profile.layouts) == {hand for hands in told["layouts"] for hand in hands.split("-")}
        for hands, layout in told["layouts"].items():
            gamepad, ours = layout["gamepad"], profile.layouts[hands.split("-")[0]]
            assert ours.mapping == gamepad["mapping"]
            assert list(ours.buttons) == [(name or "-").removeprefix(PREFIX) for name in gamepad["buttons"]]
            assert list(ours.axes) == [_axis(axis) for axis in gamepad["axes"]]


@pytest.mark.parametrize("profile", sorted(name for name in PROFILES if not name.startswith("generic-")))
def test_a_gamepad_as_registered_violates_nothing(profile: str) -> None:
    hands = tuple(hand for hand in ("left", "right") if hand in PROFILES[profile].layouts)
    assert _violated(holding(profile, hands).data()) == set()


def test_what_an_emulator_reports_is_told_from_the_registry(corpora: Path) -> None:
    recorded = corpora / "terminals" / "webxr-recordings" / "controller-60-frames.jsonl"
    assert _violated(recorded.read_bytes()) == {"TRM-GPD-003"}  # seven buttons, of which the registry lists eight


def _violated(data: bytes) -> set[str]:
    """The rows about gamepads that have a finding."""
    verdicts = PLAN.judge(Source("a.jsonl", data), "recording").verdicts
    found = {case.requirement.id for _, _, cases in verdicts for case in cases if case.findings}
    return {row for row in found if row.startswith("TRM-GPD")}

"""Recordings of real devices and tools, converted and judged: only what truly departs from a standard is found."""

from __future__ import annotations

from pathlib import Path

import pytest
from doubles.judging import judge
from doubles.ours import CATALOGUE, PLAN

from conformance.cli.convert_command import convert
from conformance.engine.subjects import Target
from conformance.model.outcome import Outcome
from conformance.readers.source import Source, open_source

SUITES = PLAN.suites_for("recording")
# The emulator reports null for the axes of a touchpad its controllers do not have: WebXR Gamepads Module, "A
# placeholder axis MUST report 0". Its gaze source names a profile that the registry does not have. It gives the time of
# a frame as that of its display, and promises 90 frames in a second where it makes 40. Its controllers have a button
# less than the registry lists, and its hands one button of ten, no mapping and a fallback that is not theirs.
OF_TIME = {"TRM-LAT-002": 1, "TRM-LAT-005": 1}
OF_HANDS = {"TRM-GPD-002": 2, "TRM-GPD-003": 2, "TRM-GPD-006": 4}
FOUND = {
    "hand-60-frames.jsonl": {"TRM-INP-005": 1, "TRM-LAT-003": 12, **OF_TIME, **OF_HANDS},
    "controller-60-frames.jsonl": {"TRM-INP-005": 1, "TRM-INP-010": 4, "TRM-LAT-003": 10, "TRM-GPD-003": 1, **OF_TIME},
}


def violated(source: Source) -> dict[str, int]:
    """By violated requirement, in how many places."""
    found = {}
    for _, letters, cases in judge(source, SUITES):
        assert "E" not in letters
        found |= {case.requirement.id: len(case.findings) for case in cases if case.outcome is Outcome.FAIL}
    return found


@pytest.mark.parametrize("name", FOUND)
def test_raw_webxr_recordings_show_only_true_departures(name: str, corpora: Path, tmp_path: Path) -> None:
    path = corpora / "terminals" / "webxr-recordings" / name
    assert violated(open_source(str(path), name)) == FOUND[name]
    out = tmp_path / name
    assert convert(CATALOGUE, Target(str(path), name, True), out) == 60
    assert violated(open_source(str(out), name)) == FOUND[name]


@pytest.mark.parametrize("pattern", ["pybvh/**/*.bvh", "*.xdf"])
def test_converted_files_of_other_tools_violate_nothing(pattern: str, corpora: Path, tmp_path: Path) -> None:
    if pattern.endswith("xdf"):
        pytest.importorskip("pyxdf", reason="the extra xdf is not installed")
    paths = sorted((corpora / "terminals").glob(pattern))
    assert paths
    for path in paths:
        out = tmp_path / f"{path.name}.jsonl"
        assert convert(CATALOGUE, Target(str(path), path.name, True), out) > 0
        assert violated(open_source(str(out), out.name)) == {}, path.name

"""The OpenXR layer records what a runtime reports: built here, and run under the loader with a runtime that can lie.

CMake, a compiler of C++ and the loader with its headers (Debian: libopenxr-dev) have to be installed.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from conformance import judge
from conformance.catalogue import folder
from conformance.model.outcome import Conclusion

SOURCES = folder("suites").parent / "src" / "openxr_layer"
FRAMES = 180
Run = Callable[..., "subprocess.Popen[bytes]"]
pytestmark = pytest.mark.skipif(not shutil.which("cmake"), reason="no cmake")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the layer, the runtime and the application."""
    made = tmp_path_factory.mktemp("layer")
    if subprocess.run(["cmake", "-S", SOURCES, "-B", made], capture_output=True).returncode:
        pytest.skip("no compiler of C++, or no libopenxr-dev")
    subprocess.run(["cmake", "--build", made], check=True, capture_output=True)
    return made


@pytest.fixture
def run(built: Path) -> Run:
    def start(recording: Path, fault: str = "", frames: int = FRAMES) -> subprocess.Popen[bytes]:
        settings = {
            "XR_RUNTIME_JSON": str(built / "runtime" / "reference_runtime.json"),
            "XR_API_LAYER_PATH": str(built),
            "XR_ENABLE_API_LAYERS": "XR_APILAYER_METAVERSE_conformance_recorder",
            "CONFORMANCE_RECORDING": str(recording),
            "REFERENCE_FAULT": fault,
        }
        return subprocess.Popen([built / "session", str(frames)], env=os.environ | settings)

    return start


def conclusions(recording: Path) -> Mapping[str, Conclusion]:
    report = judge(contents={recording.name: recording.read_bytes()}, profile="xr-headset", level="mutual_recognition")
    return {row.id: row.conclusion for row in report.requirements}


def test_what_a_faultless_runtime_reports_satisfies_the_profile(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "a.jsonl").wait(30) == 0
    lines = (tmp_path / "a.jsonl").read_bytes().splitlines()
    assert len(lines) == 1 + FRAMES
    found = conclusions(tmp_path / "a.jsonl")
    assert {row for row, each in found.items() if each is Conclusion.VIOLATED} <= {"TRM-STR-023", "TRM-LAT-005"}
    judged = {"TRM-LAT-001", "TRM-LAT-002", "TRM-HND-010", "TRM-POS-004", "TRM-STR-001"}
    assert {row for row in judged if found[row] is Conclusion.SATISFIED} == judged


@pytest.mark.parametrize(
    ("fault", "row"), [("repeats", "TRM-LAT-001"), ("late", "TRM-LAT-002"), ("scaled", "TRM-HND-010")]
)
def test_a_runtime_that_lies_is_found_out(run: Run, tmp_path: Path, fault: str, row: str) -> None:
    assert run(tmp_path / "a.jsonl", fault, 60).wait(30) == 0
    assert conclusions(tmp_path / "a.jsonl")[row] is Conclusion.VIOLATED


def test_a_runtime_without_a_clock_is_recorded_by_its_display_times(run: Run, tmp_path: Path) -> None:
    assert run(tmp_path / "a.jsonl", "no-clock", 30).wait(30) == 0
    assert b'"pdt"' not in (tmp_path / "a.jsonl").read_bytes()
    assert conclusions(tmp_path / "a.jsonl")["TRM-LAT-001"] is Conclusion.NOT_APPLICABLE


def test_its_lines_are_whole_after_a_kill(run: Run, tmp_path: Path) -> None:
    application = run(tmp_path / "a.jsonl", frames=10_000)
    time.sleep(0.7)
    application.send_signal(signal.SIGKILL)
    application.wait(10)
    assert (tmp_path / "a.jsonl").read_bytes().endswith(b"}\n")


def test_a_recording_that_exists_is_not_written_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("mine", encoding="utf-8")
    assert run(tmp_path / "a.jsonl", frames=5).wait(30) == 0
    assert (tmp_path / "a.jsonl").read_text(encoding="utf-8") == "mine"

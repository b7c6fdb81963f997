"""Plots of recordings: drawn without script from a few numbers in the journal, whatever a recording holds."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from doubles.ours import PLAN

from conformance.engine.run import execute
from conformance.engine.subjects import Target
from conformance.model.journal.records import SubjectJudged
from conformance.recordings.poses import product
from conformance.reporting.gaze_map import gaze_maps
from conformance.reporting.html import write_html
from conformance.reporting.journal import events
from conformance.reporting.plots import Plots
from conformance.reporting.weight_map import weight_maps
from conformance_suites.terminals.recording.writer.device import Take, take


def journal_of(folder: Path, *takes: Take) -> Path:
    targets = []
    for at, made in enumerate(takes):
        path = folder / f"{at}&.jsonl"
        path.write_bytes(made.data())
        targets.append(Target(str(path), path.name, True))
    journal = folder / "run.jsonl"
    assert execute(PLAN, targets, journal, workers=1)
    return journal


def plots_in(journal: Path) -> list[dict]:
    return [event.plots for event in events(journal) if isinstance(event, SubjectJudged)]


def drawn(plots: dict) -> str:
    figures = Plots()
    figures.add("x", plots)
    (article,) = figures.articles()
    return article


def test_gaps_validity_and_violating_frames_are_in_the_numbers(tmp_path: Path) -> None:
    made = take(("head", "left-hand"), frames=400)
    made.times[200:] = [round(time + 90, 3) for time in made.times[200:]]
    made.lost["left-hand"] = set(range(100))
    made.values["head"][300, 3:7] *= 2
    (plots,) = plots_in(journal_of(tmp_path, made))
    assert plots["frames"] == 400
    assert max(point[3] for point in plots["interval"] if point[3]) == pytest.approx(101, abs=2)
    assert sum(plots["histogram"]["counts"]) == 399
    assert plots["histogram"]["counts"][-1] == 1
    assert plots["validity"]["left-hand"]["wrist"] == 0.75
    assert plots["validity"]["head"]["viewer"] == 1
    assert sum(point[2] for point in plots["track"]) == 1
    shown = drawn(plots)
    assert set(re.findall(r"\d ([munμ]?s)\b", shown)) == {"s"}  # one unit of time for people (C5)


def test_a_long_recording_has_no_more_numbers_than_a_short_one(tmp_path: Path) -> None:
    (plots,) = plots_in(journal_of(tmp_path, take(("head",), frames=60_000, cycle=True)))
    assert len(plots["interval"]) <= 240
    assert len(plots["track"]) <= 240
    assert len(json.dumps(plots)) < 30_000


@pytest.mark.parametrize("streams", [("head", "left-hand", "right-hand"), ("eeg",), ("face",), ("viewer", "gaze")])
def test_every_drawing_is_well_formed_and_needs_no_script(streams: tuple[str, ...], tmp_path: Path) -> None:
    (plots,) = plots_in(journal_of(tmp_path, take(streams, frames=50)))
    article = drawn(plots)
    assert "<svg" in article
    assert "NaN" not in article
    assert "<script" not in article
    ElementTree.fromstring(article.replace("&middot;", ""))  # noqa: S314 - our own text


@pytest.mark.parametrize("frames", [1, 2, 3])
def test_the_shortest_recordings_are_drawn_as_far_as_there_is_something(frames: int, tmp_path: Path) -> None:
    made = take(("head",), frames=frames)
    made.times = [0] * frames
    (plots,) = plots_in(journal_of(tmp_path, made))
    drawn(plots)


def test_the_page_shows_the_plots_and_escapes_names(tmp_path: Path) -> None:
    journal = journal_of(tmp_path, take(("head",), frames=50))
    out = tmp_path / "page.html"
    with out.open("w", encoding="utf-8") as file:
        write_html(events(journal), file, "en")
    page = out.read_text(encoding="utf-8")
    assert 'id="plots"' in page
    assert page.count("<svg") >= 4
    assert "0&.jsonl" not in page


def test_more_recordings_than_are_drawn_are_counted(tmp_path: Path) -> None:
    figures = Plots()
    (plots,) = plots_in(journal_of(tmp_path, take(("head",), frames=20)))
    for at in range(12):
        figures.add(str(at), plots)
    assert sum("<article" in each for each in figures.articles()) == 10
    assert "recordings not plotted: 2" in list(figures.articles())[-1]


def test_weights_that_vary_are_drawn_with_what_is_not_tracked(tmp_path: Path) -> None:
    made = take(("head", "face"), frames=300)
    made.values["face"][:, 3:] = 0.25
    made.lost["face"] = set(range(100, 150))
    (plots,) = plots_in(journal_of(tmp_path, made))
    found = plots["weights"]["face"]
    assert list(found["weights"]) == ["eyeBlinkLeft", "eyeLookDownLeft", "eyeLookInLeft"]
    assert len(found["seconds"]) == 48
    blink = found["weights"]["eyeBlinkLeft"]
    lost = [second for second, value in zip(found["seconds"], blink, strict=True) if value is None]
    assert 1.0 < lost[0] < lost[-1] < 1.7
    assert None not in [blink[0], blink[-1]]
    article = drawn(plots)
    for svg in re.findall(r"<svg.*?</svg>", article, re.S):
        ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert "eyeBlinkLeft" in article
    assert "eyeWideLeft" not in article


def test_hostile_weights_in_a_journal_are_no_reason_for_a_page_without_plots() -> None:
    assert list(weight_maps({"weights": {"a": {"seconds": [0.0], "weights": {"b": [0.5]}}}})) == [], "one moment"
    (figure,) = weight_maps({"weights": {"<a": {"seconds": [0, 1], "weights": {"<b>": [7, -1], "c": [None]}}}})
    assert "<b>" not in figure
    assert 'opacity="1.00"' in figure


def _about(which: int, degrees: float) -> np.ndarray:
    half = np.radians(degrees) / 2
    found = np.array([0.0, 0.0, 0.0, np.cos(half)])
    found[which] = np.sin(half)
    return found


def test_a_gaze_is_mapped_as_the_head_sees_it(tmp_path: Path) -> None:
    made = take(("head", "gaze"), frames=300)
    made.values["head"][:, 3:7] = _about(1, 40)  # 40 degrees to the left
    made.values["gaze"][:, 3:7] = _about(1, 25)  # and the gaze 15 degrees less so
    made.values["gaze"][150:, 3:7] = product(_about(1, 40), _about(0, 10))
    made.lost["gaze"] = set(range(100, 120))
    (plots,) = plots_in(journal_of(tmp_path, made))
    found = plots["gazes"]["gaze"]
    assert {tuple(each) for each in found} == {(15.0, 0.0), (0.0, 10.0)}
    assert len(found) < 240, "not where it is lost"
    article = drawn(plots)
    for svg in re.findall(r"<svg.*?</svg>", article, re.S):
        ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert "<title>15°, 0°</title>" in article


def test_a_gaze_without_a_head_has_no_map(tmp_path: Path) -> None:
    (plots,) = plots_in(journal_of(tmp_path, take(("gaze",), frames=50)))
    assert "gazes" not in plots
    assert list(gaze_maps(plots)) == []


def test_hostile_directions_in_a_journal_stay_inside_the_map() -> None:
    (figure,) = gaze_maps({"gazes": {"<b>": [[1e9, -1e9]] * 1000, "none": []}})
    assert "<b>" not in figure
    assert figure.count("<title>") == 240
    assert max(float(each) for each in re.findall(r'c[xy]="([-\d.e]+)"', figure)) <= 860

"""Hand-made runs whose subjects were measured: recordings with plots, and files with the facts that a claim needs."""

from __future__ import annotations

from typing import Any

from conformance.model.finding import Where
from conformance.model.journal.records import Event, FloorRecord, Least, ProfileRecord, SubjectJudged
from conformance.model.text import Text
from tests.doubles.journals import end, failed, finding, opening, profile, requirement, subject

ROWS = [requirement("T-1"), requirement("T-2", "should"), requirement("T-3", "may")]
SHORT: dict[str, Any] = {
    "frames": 0,
    "unit_s": None,
    "presence": {},
    "period_ms": None,
    "interval": [],
    "histogram": {"counts": [], "top_ms": 100.0},
    "validity": {},
    "track": [],
}


def _plots(seconds: float, **members: Any) -> dict[str, Any]:
    """Eight parts of a recording: one without frames, one with a gap just too short to be shown, one with a gap."""
    step = seconds / 8
    longest = (11.0, 12.5, 30.0, 30.1, 9.0, None, -4.0, 10.0)
    return {
        "frames": 81,
        "unit_s": 0.001,
        "presence": {
            "head": [[at * step, 1.0] for at in range(8)],
            "left": [[at * step, part] for at, part in enumerate((1.0, 0.5, 0.0, 0.999, None, 1.0, 0.05, 1.0))],
            "<right>": [[at * step if at != 3 else None, 0.0] for at in range(8)],
        },
        "period_ms": 10.0,
        "interval": [[at * step, each and min(each, 8.0), each and 10.0, each] for at, each in enumerate(longest)],
        "histogram": {"counts": [1, 0, 60, 4, 0, 2], "top_ms": 50.0},
        "validity": {"left": {"wrist": 1.0, "thumb": 0.95, "index": 0.949, "ring": 0.0}, "right": {"wrist": 0.001}},
        "track": [[0.0, -1.0, 0.0], [0.5, 0.25, 1.0], [2.0, 0.0, 0.0]],
        **members,
    }


def _recording(name: str, plots: dict[str, Any], *places: Where, **values: Any) -> SubjectJudged:
    findings = [finding(en=f"wrong at {at}", zh=f"{at} 不对", where=where, **values) for at, where in enumerate(places)]
    cases = [failed("T-3", finding(where=Where(frame=5))), failed("T-2", finding()), failed("T-1", *findings, more=3)]
    return subject("FFF", *cases, name=name)._replace(plots=plots)


def recordings() -> list[Event]:
    """More recordings than a page shows; none of them looks like another."""
    frames = [Where(line=at + 2, frame=at) for at in (0, 40, 80, 99)]
    many = {f"stream {at}": [[0.0, 0.0], [4.0, 1.0]] for at in range(10)}
    items = {f"item {at}": at / 64 for at in range(64)}
    told = [
        _recording("seconds.jsonl", _plots(8.0), *frames, Where("/a")),
        _recording("times.jsonl", _plots(0.04), *frames, time=20, count=3),
        _recording("outside.jsonl", _plots(600.0), *frames[:1], time=600_001.0, count=2),
        _recording("no unit.jsonl", _plots(61.0, unit_s=None, period_ms=None), *frames[1:2], time=20.0, count=3),
        _recording("one frame.jsonl", _plots(8.0, frames=1), *frames),
        _recording("nothing.jsonl", SHORT, *frames),
        _recording("many.jsonl", _plots(8.0, presence=many, validity={"left": items})),
        _recording("still.jsonl", _plots(0.0, track=[[1.0, 1.0, 0.0], [1.0, 1.0, 0.0]])),
        _recording("one point.jsonl", _plots(8.0, track=[[1.0, 1.0, 1.0]], interval=[[0.0, 1.0, 2.0, 3.0]])),
        _recording("not ours.jsonl", {"interval": 3}),
        _recording("all there.jsonl", _plots(8.0, presence={"head": [[0.0, 1.0]]})),
        _recording("left out.jsonl", _plots(8.0), *frames),
    ]
    clean = subject("PPP", name="clean.jsonl")._replace(plots=_plots(8.0, presence={"head": [[0.0, 1.0]]}))
    return [opening(*ROWS), clean, *told, end()]


def claims() -> dict[str, list[Event]]:
    """Runs by how much they judged of what a profile requires, and those it includes."""
    faces = Least("faces", Text("faces", "面数"), 3)
    length = Least("seconds", Text("seconds", "秒数"), 2.5)
    floors = (
        FloorRecord(("thing", "scene"), Text("Thing", "事物"), (faces, length)),
        FloorRecord(("other",), Text("Other", "其他"), (faces,)),
    )

    def part(name: str, *kinds: str, **members: Any) -> ProfileRecord:
        title = Text(f"Part {name}", f"部分 {name}")
        return profile(("T-1",))._replace(id=name, title=title, kinds=kinds, **members)

    whole = part("whole")._replace(evidence=floors)
    lists = ((part("one", "one", evidence=floors[1:]), part("two", "two")), (part("three", "three"),))

    def run(told: ProfileRecord, *subjects: SubjectJudged) -> list[Event]:
        return [opening(*ROWS, profile=told, level="basic"), *subjects, end()]

    def judged(name: str, kind: str, **facts: float) -> SubjectJudged:
        return subject("PPP", name=name, kind=kind)._replace(facts=facts or None)

    return {
        "enough": run(whole, judged("a", "thing", faces=2, seconds=9), judged("b", "scene", faces=3, seconds=2.5)),
        "too_little": run(
            whole,
            judged("a", "thing", faces=1, seconds=2.5),
            judged("b", "thing", faces=2, seconds=2.5),
            judged("c", "thing", faces=2.0, seconds=2.5),
            judged("d", "other", faces=float("inf")),
            judged("e", "stranger", faces=9, seconds=9),
            judged("f", "thing"),
        ),
        "no_facts": run(whole, judged("a", "thing")),
        "included": run(part("all", includes=lists), judged("a", "one", faces=1), judged("b", "three")),
        "unclaimed": run(part("all", includes=lists), judged("a", "three"), judged("b", "thing")),
    }

"""Judge a recording: one pass over its frames for all suites, then its header and the recording as a whole.

A check marked `each=Block` runs on the frames of every piece and yields Hits; any other check gets the recording after
the pass. Schema rows judge the header.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from dataclasses import dataclass, field
from typing import Any

from conformance.catalogue.messages import sentences
from conformance.engine.case import Case, Cuts, crashed, cut, not_judged, run_check
from conformance.engine.judges import Judged, Means
from conformance.engine.judges.documents import standing
from conformance.engine.judges.recording_pass import Crash, Pass, Reason, Stretch, read_stretches
from conformance.engine.judges.recording_workers import Workers
from conformance.engine.loaded import LoadedSuite, Row
from conformance.engine.schema_rows import run_schema
from conformance.engine.settle import settle
from conformance.model.finding import Blocked, NotJudged, Where
from conformance.model.journal.records import Located
from conformance.model.outcome import Cause, Outcome
from conformance.model.requirement import Requirement, sentence_name
from conformance.model.text import Text, legible
from conformance.readers.source import Source
from conformance.recordings.block import Block
from conformance.recordings.convert import Refused
from conformance.recordings.header import Header
from conformance.recordings.pieces import Shrunk
from conformance.recordings.plots import Plots
from conformance.recordings.recording import Recording, read_recording
from conformance.recordings.runs import Found, Run

HEADER_LINES = 1
HEADER_PARTS = ("recording", "streams")
"""The members of a header without which it does not describe the frames."""


@dataclass
class Gathered:
    """The results of the pass over the frames."""

    found: dict[str, Found] = field(default_factory=dict)
    reasons: dict[str, Reason] = field(default_factory=dict)
    plots: Plots = field(default_factory=Plots)
    lines: int = 0
    stopped: Blocked | None = None
    declares: Callable[[Row], bool] = lambda row: True


def judge(source: Source, suites: Sequence[LoadedSuite], means: Means) -> Judged:
    """The verdicts of the suites on a recording, or on raw frames that a converter converts line by line."""
    hashing = threading.Thread(target=lambda: isinstance(source.data, bytes) or source.digest)  # slow for a long file
    hashing.start()
    try:
        recording = _in_our_format(source, means).once(read_recording)
        gathered = _pass(recording, suites, Workers(means.load, means.workers))
    except NotJudged as reason:
        return _without_recording(suites, reason)
    except BrokenExecutor:  # a process that judged a part of it died
        return _without_recording(suites, Blocked("judge_died", cause=Cause.ENVIRONMENT))
    except (Shrunk, OSError):
        return _without_recording(suites, Blocked("file_changed", cause=Cause.ENVIRONMENT))
    finally:
        hashing.join()
    return judged(recording, suites, gathered, means)


def judged(recording: Recording, suites: Sequence[LoadedSuite], gathered: Gathered, means: Means) -> Judged:
    """The verdicts on a recording whose frames were read, or on the part of it that was."""
    cuts: Cuts = {}
    cases = [_cases(recording, loaded, gathered, cuts) for loaded in suites]
    if recording.header is None:
        _name_the_fault(recording, cases)
    document = recording.document if recording.header_text.usable else None
    stands = standing(suites, [document] * len(suites))
    verdicts = [
        (loaded, *settle(loaded, recording, document, found, cuts, there))
        for loaded, found, there in zip(suites, cases, stands, strict=True)
    ]
    return Judged(verdicts, recording.plots, means.counted(recording))


def _in_our_format(source: Source, means: Means) -> Source:
    """The source, converted if it has raw frames in another format. Raises Blocked for what cannot be mapped."""
    head = bytes(source.data[: 1 << 16])
    for converter in means.converters():
        if converter.IN_PLACE and converter.recognises(head):
            try:
                return Source(source.name, b"".join(line + b"\n" for line in converter.lines(source, None)))
            except Refused as refused:
                raise Blocked("not_converted", sentence=refused.text) from None
    return source


def _without_recording(suites: Sequence[LoadedSuite], reason: NotJudged) -> Judged:
    stands = standing(suites, [None] * len(suites))
    return Judged(
        [(loaded, *settle(loaded, reason, None, {}, {}, there)) for loaded, there in zip(suites, stands, strict=True)]
    )


def _pass(recording: Recording, suites: Sequence[LoadedSuite], workers: Workers) -> Gathered:
    """Read all frames once, with as many processes as worthwhile."""
    recording.reset()
    order = Pass(recording, suites)
    gathered = Gathered(declares=order.declares)
    shared = workers.stretches(recording) if workers.pay(recording) else read_stretches(order)
    for stretch in shared:
        if stretch.lines:
            gather(recording, order, gathered, stretch)
        if stretch.stop:
            line = gathered.lines - stretch.lines + stretch.stop.at + 1
            gathered.stopped = Blocked(stretch.stop.key, line=line, bound=stretch.stop.bound)
            break
    recording.line_count = gathered.lines
    recording.plots = gathered.plots.finished(recording.header)
    return gathered


def gather(recording: Recording, order: Pass, gathered: Gathered, stretch: Stretch) -> None:
    """Add one stretch; stretches come in file order."""
    for name in gathered.found.keys() | stretch.found.keys():
        gathered.found.setdefault(name, Found()).append(stretch.found.get(name, Found()), gathered.lines)
    for name, reason in stretch.reasons.items():
        gathered.reasons.setdefault(name, reason)
    gathered.lines += stretch.lines
    gathered.plots.add(stretch.plots)
    recording.frame_count += stretch.frames
    recording.numbered += stretch.numbered
    for name, count in stretch.tracked.items():
        recording.tracked[name] = recording.tracked.get(name, 0) + count
    order.join(recording.measured, stretch.measured)


def _cases(recording: Recording, loaded: LoadedSuite, gathered: Gathered, cuts: Cuts) -> dict[str, Case]:
    """The cases of one suite that already have an outcome."""
    cases: dict[str, Case] = {}
    recording.parameters = loaded.parameters
    if loaded.schema and recording.header_text.usable:
        try:
            run_schema(loaded, loaded.schema, recording.document, cases, cuts)
        except Exception as error:  # an engine that gives up is our fault as well
            cases |= {name: crashed(loaded.suite[name], error) for name in loaded.schema.rows}
    for row in loaded.judged:
        name, case = row.requirement.id, None
        if row.check and row.each is Block:
            found = gathered.found.get(name, Found())
            case = _of_frames(row.requirement, recording.header, found, gathered.reasons.get(name))
            case = case or _stopped(row, gathered)
            for run in found.runs:
                cut(cuts, run.cuts, name)
        elif row.check:
            case = _stopped(row, gathered) or run_check(row.requirement, row.check, cuts, recording)
        if case:
            cases[name] = case
    return cases


def _name_the_fault(recording: Recording, suites: Sequence[dict[str, Case]]) -> None:
    """Where the header does not describe the frames, say of what needs them which finding in it is the reason."""
    found: dict[str, dict[str, None]] = {}
    for name, case in (each for cases in suites for each in cases.items()):
        for where, _, values, *_ in case.findings:
            missing = values.get("name")
            place = where.pointer or (f"/{missing}" if missing in HEADER_PARTS and not where.line else "")
            if where.line == HEADER_LINES or (place and place.split("/")[1] in HEADER_PARTS):
                found.setdefault(name, {})[place] = None
    if not found:
        return
    ids, places = tuple(sorted(found)), dict.fromkeys(each for told in found.values() for each in told if each)
    recording.fault = Blocked("bad_header", ids=ids, places=tuple(places)) if places else Blocked("blocked_by", ids=ids)
    for case in (each for cases in suites for each in cases.values()):
        if case.reason and case.reason[0] == "no_header":
            case.reason = recording.fault.key, recording.fault.values


def _stopped(row: Row, gathered: Gathered) -> Case | None:
    """The case of a row that would have to see what was not read."""
    return not_judged(row.requirement, gathered.stopped) if gathered.stopped and gathered.declares(row) else None


def _of_frames(requirement: Requirement, header: Header | None, found: Found, reason: Reason | None) -> Case | None:
    """The case of a check that was run on blocks."""
    if isinstance(reason, Crash):
        return Case(requirement, Outcome.ERROR, reason=("check_crashed", {"exception": reason.text}))
    if found.total:
        case = Case(requirement, Outcome.FAIL, more=found.total - len(found.runs))
        case.findings.extend(_located(requirement, run, header) for run in found.runs)
        return case
    if reason is None:
        return None
    kind, key, values, cause = reason
    told = Blocked(key, cause=cause, **values) if cause else kind(key, **values)
    return not_judged(requirement, told)


def _located(requirement: Requirement, run: Run, header: Header | None) -> Located:
    """The finding for a run: its place, and how many lines it covers."""
    template, stream, item, pointer = run.key
    sentence = requirement.findings.get(template)
    if sentence is None:
        raise LookupError(f"{requirement.id} has no sentence {template or 'finding'!r}")
    timed, several = run.time is not None, run.count > 1
    place = {"stream": stream, "item": item, "time": run.time}
    reach = {"count": run.count, "last": run.last + 1}
    values: dict[str, Any] = {**run.values, **{name: value for name, value in place.items() if value not in ("", None)}}
    values |= reach if several else {}
    told = sentences()["recording"]
    when = {**place, **_clock(run.time, header)}
    parts = [told["item" if item else "stream" if stream else "time"].filled(when)] if timed else []
    parts.append(sentence.filled(legible(values)))
    parts += [told["run"].filled(reach)] if several else []
    message = Text("".join(part.en for part in parts), "".join(part.zh for part in parts))
    line = run.first + 1
    where = Where(pointer or None, None, line, line - 1 - HEADER_LINES if line > HEADER_LINES else None)
    return Located(where, message, values, sentence_name(template))


def _clock(time: int | float | None, header: Header | None) -> dict[str, Any]:
    """The time of a frame as it is shown: in seconds, as in plots, if the unit of the recording is known."""
    unit = header.unit if header else None
    if time is None or unit is None or not math.isfinite(time):
        return {"time": time, "unit": ""}
    return {"time": float(f"{time * unit:.9g}"), "unit": "s"}

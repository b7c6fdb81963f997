"""report.json: the whole run as one JSON document, written in one pass over the journal in constant memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from conformance.model.journal import to_json
from conformance.model.journal.records import Event, PartTold, SubjectJudged
from conformance.model.outcome import Conclusion, Outcome
from conformance.reporting.cases import Case
from conformance.reporting.neutral import json_line
from conformance.reporting.summary import Summary, begun

REPORT_FORMAT = 2
TOLD = ("title", "statement", "basis", "policy", "fix", "excluded", "raised", "scored", "disclosure")
SPOOL_CHARACTERS = 1 << 18

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _encode(value: Any) -> str:
    return json_line(_ENCODER.encode(value))


def write_report(journal: Iterable[Event], out: IO[str], language: str = "en") -> Summary:
    """Write the report of the journal's events to `out`, in both languages, and return their summary.

    Only the member `run` differs between two runs over the same input.
    """
    summary, events = begun(journal)
    shared: dict[str, list[dict[str, Any]]] = {"reason": [], "class": []}
    numbered = to_json.Numbered(lambda what, _, told: shared[what].append(told))
    concluded = _Concluded(summary)
    with _Records() as subjects, _Records() as parts, _Records() as results:
        for event in events:
            cases = summary.add(event)
            if isinstance(event, SubjectJudged):
                verdict = numbered.verdict(event.verdict, shared=not event.failures)
                subjects.write(_subject(event) + concluded(event, verdict))
            elif isinstance(event, PartTold):
                parts.write(_encode(to_json.part(event)))
            for case in cases:
                results.write(_encode(_result(case)))
        head = {**_head(summary.close()), "reasons": shared["reason"], "classes": shared["class"]}
        out.write(",\n".join(_members(head)))
        lists = {"subjects": subjects, **({"parts": parts} if summary.part_count else {}), "results": results}
        for name, records in lists.items():
            out.write(f',\n"{name}": [\n')
            records.copy_to(out)
            out.write("\n]")
        out.write("\n}\n")
    return summary


def _subject(judged: SubjectJudged) -> str:
    """The record of a subject up to its class."""
    (name, digest, size), _, _, plots, leftovers, facts = judged
    if plots or leftovers or facts is not None or digest is None:
        return _encode(to_json.subject(judged))[:-1]
    # Nearly all, in a third of the time.
    encode = _ENCODER.encode
    return json_line(f'{{"name":{encode(name)},"digest":{encode(digest)},"bytes":{encode(size)}')


class _Concluded:
    """The end of the record of each subject: its class, the conclusion on it and its counts if it was judged."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._known: dict[int, str] = {}  # by the number of a class, for most subjects share a few

    def __call__(self, judged: SubjectJudged, verdict: int | dict[str, Any]) -> str:
        if not isinstance(verdict, int):
            return self._told(judged, verdict)
        if verdict not in self._known:
            self._known[verdict] = self._told(judged, verdict)
        return self._known[verdict]

    def _told(self, judged: SubjectJudged, verdict: int | dict[str, Any]) -> str:
        told: dict[str, Any] = {"class": verdict}
        if judged.verdict.outcomes:
            on = self._summary.on_subject.of(judged.verdict.outcomes)
            told["conclusion"] = on.conclusion
            told["counts"] = {each: on.counts[each] for each in Conclusion if each in on.counts}
        return "," + _encode(told)[1:]


def _result(case: Case) -> dict[str, Any]:
    name, reason = case.subject.name, case.reason
    return {
        "requirement": case.row.id,
        "obligation": case.row.obligation,
        "origin": case.row.origin,
        "subject": name,
        "outcome": case.outcome.value,
        "cause": reason.cause.value if reason and reason.cause else None,
        "reason": to_json.reason(reason) if reason else None,
        "findings": to_json.findings(case.findings, file=name),
        **({"more_findings": case.more} if case.more else {}),
    }


def _members(head: dict[str, Any]) -> Iterator[str]:
    """The beginning of the document, with one member or list item per line."""
    opening = "{\n"
    for name, value in head.items():
        listed = isinstance(value, list) and value
        text = ",\n".join(map(_encode, value)) if listed else _encode(value)
        yield f'{opening}"{name}": ' + (f"[\n{text}\n]" if listed else text)
        opening = ""


class _Records:
    """The items of a JSON array before they are written, one per line: in memory at first, then in a temporary file."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._file: IO[str] | None = None
        self._separator = ""

    def write(self, record: str) -> None:
        self._parts += (self._separator, record)
        self._separator = ",\n"
        self._size += len(record)
        if self._size > SPOOL_CHARACTERS:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            import tempfile

            self._file = tempfile.TemporaryFile(  # noqa: SIM115 - closed by __exit__
                "w+", encoding="utf-8", errors="surrogatepass", newline="\n"
            )
        self._file.writelines(self._parts)
        self._parts, self._size = [], 0

    def copy_to(self, out: IO[str]) -> None:
        if self._file:
            self._file.seek(0)
            while piece := self._file.read(SPOOL_CHARACTERS):
                out.write(piece)
        out.writelines(self._parts)

    def __enter__(self) -> _Records:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file:
            self._file.close()


def _head(summary: Summary) -> dict[str, Any]:
    """Everything that precedes the lists of what was judged."""
    opening = to_json.opening(summary.opening)
    end = to_json.ending(summary.end) if summary.end else {}
    return {
        "format": REPORT_FORMAT,
        **opening,
        "run": {**opening["run"], **end, "status": summary.status},
        "suites": [_suite(to_json.suite(suite)) for suite in summary.suites],
        "conclusion": summary.verdict.value,
        "unmet": [to_json.reason(reason) for reason in summary.unmet],
        "counts": summary.counts,
        "requirements": [
            {
                **{key: told[key] for key in ("id", "obligation", "origin")},
                "suite": row.suite,
                "conclusion": row.conclusion.value,
                "cases": {outcome.value: row.outcomes[outcome] for outcome in Outcome},
                **{key: told[key] for key in TOLD if key in told},
            }
            for row in summary.requirements.values()
            for told in (to_json.requirement(row.record),)
        ],
    }


def _suite(told: dict[str, Any]) -> dict[str, Any]:
    """A suite without its requirements, which are listed separately."""
    return {key: value for key, value in told.items() if key != "requirements"}

"""report.json: the whole run as one JSON document, written in one pass over the journal with flat memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import IO, Any

from conformance.model.outcome import BY_LETTER, Outcome
from conformance.model.text import LANGUAGES, in_words
from conformance.reporting.journal import subject_name
from conformance.reporting.summary import Summary
from conformance.reporting.words import word

REPORT_FORMAT = 1
SPOOL_CHARACTERS = 1 << 18

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_report(journal: Iterable[dict[str, Any]], out: IO[str]) -> Summary:
    """Write the report of the journal's events to `out` and return their summary.

    The `run` member alone holds what differs between two runs over the same input.
    """
    summary: Summary | None = None
    with _Records() as subjects, _Records() as results:
        for event in journal:
            if summary is None:
                summary = Summary(event)
                not_applicable = _NotApplicable(summary)
                continue
            summary.add(event)
            if event["event"] == "subject":
                subjects.write(event.get("text") or _ENCODER.encode(event["subject"]))
                for text in not_applicable.filled_in(event):
                    results.write(text)
        if summary is None:
            raise ValueError("a journal has an opening")
        out.write(",\n".join(_members(_head(summary.close()))))
        for name, records in (("subjects", subjects), ("results", results)):
            out.write(f',\n"{name}": [\n')
            records.copy_to(out)
            out.write("\n]")
        out.write("\n}\n")
    return summary


def _members(head: dict[str, Any]) -> Iterator[str]:
    """The beginning of the document, a member or an item of a list a line."""
    opening = "{\n"
    for name, value in head.items():
        listed = isinstance(value, list) and value
        text = ",\n".join(map(_ENCODER.encode, value)) if listed else _ENCODER.encode(value)
        yield f'{opening}"{name}": ' + (f"[\n{text}\n]" if listed else text)
        opening = ""


class _Records:
    """A JSON array's items on their way to the report, one a line: in memory while few, then in a temporary file."""

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
    opening = summary.opening
    return {
        "format": REPORT_FORMAT,
        "run": {**opening["run"], **(summary.end or {}), "status": summary.status},
        "harness": opening["harness"],
        "laboratory": opening["laboratory"],
        "product": opening["product"],
        "statement": opening["statement"],
        "decision_rule": opening["decision_rule"],
        "profile": opening["profile"],
        "level": opening["level"],
        "suites": [
            {key: suite[key] for key in ("id", "version", "digest", "owner", "title")} for suite in summary.suites
        ],
        "conclusion": summary.verdict.value,
        "unmet": summary.unmet,
        "counts": summary.counts,
        "requirements": [
            {
                **{key: row.record[key] for key in ("id", "obligation", "origin")},
                "suite": row.suite,
                "conclusion": row.conclusion.value,
                "cases": {outcome.value: row.outcomes[outcome] for outcome in Outcome},
                **{key: row.record[key] for key in ("title", "statement", "basis", "policy", "fix", "excluded")},
            }
            for row in summary.requirements.values()
        ],
    }


class _NotApplicable:
    """Writes out the cases the journal keeps as a letter only: rows with nothing to judge on a subject."""

    def __init__(self, summary: Summary) -> None:
        self.summary = summary
        self._known: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self._orders: dict[tuple[str, ...], dict[str, int]] = {}

    def filled_in(self, event: dict[str, Any]) -> Iterable[str]:
        """All results of a subject as JSON, in the order of the requirements."""
        told: list[dict[str, Any]] = event["results"]
        outcomes: dict[str, str] = event["subject"]["outcomes"]
        spoken = {result["requirement"] for result in told}
        silent = [
            each
            for suite, letters in outcomes.items()
            for each in self._silent(suite, letters)
            if each[0] not in spoken
        ]
        name = _ENCODER.encode(subject_name(event)) if silent else ""
        texts = [f"{before}{name}{behind}" for _, before, behind in silent]
        if not told:
            return texts
        order = self._order(tuple(outcomes))
        places = [order[row] for row, _, _ in silent] + [order[result["requirement"]] for result in told]
        texts += map(_ENCODER.encode, told)
        return [texts[at] for at in sorted(range(len(texts)), key=places.__getitem__)]

    def _order(self, suites: tuple[str, ...]) -> dict[str, int]:
        if suites not in self._orders:
            rows = chain.from_iterable(self.summary.rows[suite] for suite in suites)
            self._orders[suites] = {name: place for place, name in enumerate(rows)}
        return self._orders[suites]

    def _silent(self, suite: str, letters: str) -> list[tuple[str, str, str]]:
        """(requirement, JSON of its result up to the name of the subject, JSON behind it) of the silent rows."""
        if (suite, letters) not in self._known:
            self._known[suite, letters] = [
                (name, *self._around_name(self.summary.requirements[name].record))
                for name, letter in zip(self.summary.rows[suite], letters, strict=True)
                if BY_LETTER[letter] is Outcome.NOT_APPLICABLE and name in self.summary.requirements
            ]
        return self._known[suite, letters]

    def _around_name(self, row: dict[str, Any]) -> tuple[str, str]:
        if row["excluded"]:
            reason = {"key": "excluded", **row["excluded"]}
        else:
            places = [at or "/" for at in row["at"]]
            reason = {"key": "no_instance"} | {
                language: word("reason", "no_instance", language, at=in_words(places, language))
                for language in LANGUAGES
            }
        before = {"requirement": row["id"], "obligation": row["obligation"], "origin": row["origin"]}
        behind: dict[str, Any] = {
            "outcome": Outcome.NOT_APPLICABLE.value,
            "cause": None,
            "reason": reason,
            "findings": [],
        }
        return f'{_ENCODER.encode(before)[:-1]},"subject":', f",{_ENCODER.encode(behind)[1:]}"

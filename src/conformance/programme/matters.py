"""What the site tells beside the register: cases of recalls, and disputes with their answers.

Only of versions that the register has: what is still under review is nobody's business. No party is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import disputes
from conformance.programme.cases import FOLDER, cases_of
from conformance.programme.certificate_check import REQUIREMENT
from conformance.programme.envelope import Envelope
from conformance.programme.in_force import ENDED, folder_of
from conformance.programme.moments import written
from conformance.programme.pilot import SUBMISSION, Pilot
from conformance.programme.register import State
from conformance.programme.result import signed_at

CASE, DISPUTE = "case", "dispute"
NOT_SHOWN = Text("{path}: {text}; it is not published so", "{path}：{text}；因此不予发布")


class Answer(NamedTuple):
    """The answer to a dispute: upheld or rejected, when and why."""

    result: str
    time: str
    text: Text


class Matter(NamedTuple):
    """A case or a dispute about a version: `entry` is one of its entries in the register.

    `id` is its path in the folder, `state` open, ended (the certificate was revoked or superseded), upheld or rejected.
    """

    kind: str
    id: str
    time: str
    entry: Mapping[str, Any]
    certificate: str
    requirements: tuple[str, ...]
    text: Text
    state: str
    answer: Answer | None = None


def matters_of(pilot: Pilot, found: Mapping[str, State], at: datetime) -> list[Matter]:
    """All of them, the oldest first. Raises Problem where one is not signed by who may, OSError."""
    versions = {
        (str(entry["holder"]), str(entry["product"]), str(entry["version"])): entry for entry in pilot.chain.entries
    }
    told = [each for number, state in found.items() for each in _cases(pilot, number, state, at)]
    told += [each for entry in versions.values() for each in _disputes(pilot, entry, at)]
    return sorted(told, key=lambda each: (each.time, each.id))


def _cases(pilot: Pilot, number: str, state: State, at: datetime) -> Iterator[Matter]:
    for path, case in cases_of(pilot, number):
        signed, told = signed_at(path.name, case.predicate), case.predicate
        pilot.trust.vouching(f"{FOLDER}/{number}/{path.name}", case, "certify", signed, at)
        changes = [*_listed(told.get("changes")), *_listed(told.get("needs_new_run"))]
        rows = _ids(each.get("requirement") for each in changes if isinstance(each, dict))
        now = "ended" if state.name in ENDED else "open"
        about = f"{FOLDER}/{number}/{_number(path.name)}"
        yield Matter(CASE, about, written(signed), state.issued, number, rows, _both(told["text"]), now)


def _disputes(pilot: Pilot, entry: Mapping[str, Any], at: datetime) -> Iterator[Matter]:
    folder = folder_of(pilot, entry)
    if not (pilot.folder / disputes.FOLDER).is_dir() or not (folder / SUBMISSION).is_file():
        return
    submission = pilot.submission(folder)
    for path, text in disputes.problems(pilot, submission, at):
        raise Problem(NOT_SHOWN.filled({"path": path.relative_to(pilot.folder).as_posix(), "text": text}))
    answers = {path.name: _answer(path.name, each) for path, each in pilot.records(disputes.ANSWERS, submission)}
    for path, envelope in pilot.records(disputes.FOLDER, submission):
        told, answer = envelope.predicate, answers.get(path.name)
        rows = _ids([told.get("requirement")])
        about = f"{disputes.FOLDER}/{submission.text}/{_number(path.name)}"
        opened = written(signed_at(path.name, told))
        now = answer.result if answer else "open"
        yield Matter(DISPUTE, about, opened, entry, "", rows, _both(told.get("reason")), now, answer)


def _answer(name: str, envelope: Envelope) -> Answer:
    told = envelope.predicate
    return Answer(told["answer"], written(signed_at(name, told)), _both(told.get("reason")))


def _number(name: str) -> str:
    return name.partition(".")[0]


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else []


def _ids(given: Iterable[Any]) -> tuple[str, ...]:
    """Those that are ids of requirements, each once."""
    return tuple(sorted({each for each in given if isinstance(each, str) and REQUIREMENT.fullmatch(each)}))


def _both(given: Any) -> Text:
    told = given if isinstance(given, dict) else {}
    return Text(str(told.get("en", "")), str(told.get("zh", "")))

"""The papers of a programme, each made of its signed files alone: certificate, extract of the register, reviews."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import LANGUAGES, Text
from conformance.paper.blocks import Cover, Document
from conformance.programme import reviews, waivers
from conformance.programme.certificate import certificate_words
from conformance.programme.certificate_paper import SECTION, certificate_paper
from conformance.programme.envelope import Envelope, read_envelope
from conformance.programme.moments import moment
from conformance.programme.pilot import Pilot, Submission
from conformance.programme.register import states
from conformance.programme.result import file_digest, signed_at
from conformance.programme.site import state_now
from conformance.programme.trust import Party
from conformance.reporting.words import word

REGISTER = "register"
UNKNOWN = Text(
    "{what} is neither the number of a certificate, nor `register`, nor the folder of a submission: known are {known}",
    "{what} 不是证明编号，不是 `register`，也不是提交件文件夹：已有 {known}",
)
NO_HEAD = Text(
    "{path}: the register has not been signed yet: conformance programme publish",
    "{path}：登记册尚未签名：conformance programme publish",
)


def paper(pilot: Pilot, what: str, language: str) -> tuple[Document, datetime]:
    """The paper that is asked for, and its date: that of the register, so that the same files are the same paper.

    Raises Problem, with the class of the reason where a signature does not hold; OSError.
    """
    if not pilot.head.is_file():
        raise Problem(NO_HEAD.filled({"path": str(pilot.head)}))
    head = read_envelope(pilot.head)
    signed = signed_at(pilot.head.name, head.predicate)
    pilot.trust.vouching(pilot.head.name, head, "register", signed, signed)
    told = str(head.predicate["signed"])
    found = states(pilot.chain.entries)
    if what in found:
        return certificate_paper(pilot, what, found[what], told, language), signed
    if what == REGISTER:
        return _register_paper(pilot, head, language), signed
    folder = next((each for each in (pilot.folder / what, Path(what)) if each.is_dir()), None)
    if folder is None:
        raise Problem(UNKNOWN.filled({"what": what, "known": list(found) or "-"}))
    return _review_paper(pilot, pilot.submission(folder), language), signed


def _document(pilot: Pilot, key: str, language: str) -> Document:
    other = next(each for each in LANGUAGES if each != language)
    cover = Cover((), word(SECTION, key, language), word(SECTION, key, other), (), page=False)
    return Document(language, cover, section=SECTION, running=pilot.file.programme.name.text[language])


def _table(made: Document, key: str, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]]) -> None:
    made.chapter(key)
    if rows:
        made.table(f"{key}_table", columns, rows)
    else:
        made.say("no_rows")


def _register_paper(pilot: Pilot, head: Envelope, language: str) -> Document:
    """Every certificate with its state when the register was signed, and every event."""
    made, told, chain = _document(pilot, "extract", language), head.predicate, pilot.chain
    made.facts(
        [
            (made.word("programme"), pilot.file.programme.name.text[language]),
            (made.word("issuer"), pilot.issuer),
            (made.word("address"), pilot.url),
            (made.word("as_of"), told["signed"]),
            (made.word("due"), told["next_update"]),
            (made.word("lines"), f"{told['number']}\n{told['last']}"),
        ]
    )
    columns = [("number", 13), ("holder", 17), ("product", 19), ("basis", 20), ("state", 15), ("until", 16)]
    asked = moment(told["signed"])
    rows = [
        (
            number,
            state.issued["organisation"],
            f"{state.issued['name']} {state.issued['version']}",
            f"{state.issued['profile']}\n{word('level', state.issued['level'], language)}",
            state_now(state, asked)[language],
            state.issued["until"][:10],
        )
        for number, state in states(chain.entries).items()
    ]
    _table(made, "certificates", columns, rows)
    columns = [("line", 7), ("date", 14), ("event", 14), ("about", 28), ("reason", 37)]
    _table(made, "events", columns, [_event(entry, language) for entry in chain.entries])
    made.paragraph(certificate_words()["disclaimer"]["form"][language])
    return made


def _event(entry: Any, language: str) -> tuple[str, ...]:
    about = "/".join(entry[name] for name in ("holder", "product", "version"))
    event = certificate_words()["event"][entry["event"]][language]
    told = "\n".join(filter(None, (about, entry.get("certificate"))))
    return str(entry["number"]), entry["time"][:10], event, told, entry["reason"].get(language, "")


def _review_paper(pilot: Pilot, submission: Submission, language: str) -> Document:
    """What was reviewed, by whom with which opinion, what was waived, what was decided, and lines to sign on."""
    made, file = _document(pilot, "reviewing", language), submission.file
    made.say("to_fill")
    digests = {"evidence": submission.evidence, "result": submission.envelope}
    made.facts(
        [
            (made.word("submission"), submission.text),
            (made.word("holder"), f"{file.organisation}\n{file.holder_id}"),
            (made.word("product"), f"{file.name} {file.version}"),
            (made.word("variants"), "\n".join(file.variants) or made.word("no_variants")),
            (made.word("basis"), file.profile),
            (made.word("level"), word("level", file.level, language)),
            (made.word("digests"), "\n".join(f"{made.word(key)} {file_digest(path)}" for key, path in digests.items())),
        ]
    )
    columns = [("date", 16), ("reviewer", 26), ("outcome", 14), ("opinion", 44)]
    _table(made, "reviews", columns, list(_reviews(pilot, submission, made)))
    columns = [("requirement", 18), ("reason", 34), ("grantors", 24), ("expires", 24)]
    _table(made, "waivers", columns, list(_waivers(pilot, submission, made)))
    entries = [
        each for each in pilot.chain.entries if (each["holder"], each["product"], each["version"]) == submission.key
    ]
    columns = [("line", 7), ("date", 14), ("event", 14), ("about", 28), ("reason", 37)]
    _table(made, "decision", columns, [_event(entry, language) for entry in entries])
    made.facts([(made.word("signed_on", role=made.word(each)), "") for each in ("reviewed", "decided")])
    return made


def _signed_by(pilot: Pilot, kind: str, act: str, submission: Submission) -> Iterator[tuple[Envelope, list[Party]]]:
    """The records of a submission with those who signed each. Raises Refusal where a signature does not hold."""
    for path, envelope in pilot.records(kind, submission):
        signed = signed_at(path.name, envelope.predicate)
        yield envelope, pilot.trust.vouching(path.name, envelope, act, signed, signed)


def _reviews(pilot: Pilot, submission: Submission, made: Document) -> Iterator[tuple[str, ...]]:
    for envelope, parties in _signed_by(pilot, reviews.FOLDER, "review", submission):
        told = envelope.predicate
        result = made.word("passed" if told.get("verificationResult") == reviews.PASSED else "failed")
        yield told["signed"][:10], "\n".join(each.name for each in parties), result, str(told.get("notes", ""))


def _waivers(pilot: Pilot, submission: Submission, made: Document) -> Iterator[tuple[str, ...]]:
    for envelope, parties in _signed_by(pilot, waivers.FOLDER, "waive", submission):
        told = envelope.predicate
        reason = told["reason"].get(made.language, "") if isinstance(told.get("reason"), dict) else ""
        names = "\n".join(each.name for each in parties)
        yield (
            str(told.get("requirement")),
            f"{reason}\n{told.get('issue', '')}",
            names,
            f"{told.get('expires')}\n{told.get('owner')}",
        )

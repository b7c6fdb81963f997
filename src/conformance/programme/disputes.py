"""Disputes: a verdict is disputed with a reason, and answered by somebody else. The outcome stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import reviews
from conformance.programme.envelope import Envelope, read_record, sealed, statement
from conformance.programme.moments import written
from conformance.programme.pilot import EVIDENCE, Pilot, Submission
from conformance.programme.result import file_digest, signed_at
from conformance.programme.rules import Checked
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal

KIND, ANSWER = "urn:metaverse-conformance:dispute:1", "urn:metaverse-conformance:dispute-answer:1"
FOLDER, ANSWERS = "disputes", "answers"
NOT_THERE = Text("the report has no requirement {requirement}", "报告中没有要求 {requirement}")
OPEN = Text(
    "{requirement} is disputed already, and not answered: --answer does that",
    "{requirement} 已有异议且尚未答复：可用 --answer 答复",
)
NO_DISPUTE = Text(
    "no dispute of {requirement} is open: leave --answer out to open one",
    "没有关于 {requirement} 的未决异议：如需提出，请去掉 --answer",
)
OWN = Text(
    "{name} disputed it, and does not answer it: ask a reviewer who did not",
    "异议由 {name} 提出，不应由其答复：请另请评审方",
)
OTHER = Text(
    "the dispute is about other evidence: the evidence of the submission was exchanged",
    "该异议针对其他证据：提交件的证据被更换过",
)
RESULTS = ("upheld", "rejected")
NO_RESULT = Text("the answer is neither upheld nor rejected", "该答复既非成立也非不成立")
NOT_ITS = Text("the answer is not to the dispute of the same number", "该答复不是针对同一编号的异议")


def disputed(
    pilot: Pilot, checked: Checked, requirement: str, reason: dict[str, str], signers: list[Signer], at: datetime
) -> dict[Path, bytes | str]:
    """A dispute of the verdict on a requirement. Raises Problem where these keys may not, or there is one; OSError."""
    submission, facts = checked.submission, checked.facts
    assert submission is not None  # noqa: S101 - it met every rule
    assert facts is not None  # noqa: S101 - likewise
    party = reviews.entitled(pilot, signers, "dispute", at)[0]
    row = facts.summary.requirements.get(requirement)
    if row is None:
        raise Problem(NOT_THERE.filled({"requirement": requirement}))
    if _open(pilot, submission, requirement):
        raise Problem(OPEN.filled({"requirement": requirement}))
    predicate = {
        "requirement": requirement,
        "conclusion": row.conclusion.value,
        "reason": reason,
        "by": party.id,
        "signed": written(at),
    }
    content = statement(KIND, {EVIDENCE: file_digest(submission.evidence)}, predicate)
    number = len(pilot.records(FOLDER, submission)) + 1
    return {_path(pilot, FOLDER, submission, number): sealed(content, signers).text}


def answered(
    pilot: Pilot,
    submission: Submission,
    requirement: str,
    answer: str,
    reason: dict[str, str],
    signers: list[Signer],
    at: datetime,
) -> dict[Path, bytes | str]:
    """The answer to the open dispute of a requirement. Raises Problem where there is none, or who may not; OSError."""
    found = _open(pilot, submission, requirement)
    if found is None:
        raise Problem(NO_DISPUTE.filled({"requirement": requirement}))
    path, envelope = found
    party = reviews.reviewer(pilot, submission, signers[0], at)
    if party.id == envelope.predicate["by"]:
        raise Problem(OWN.filled({"name": party.name}))
    predicate = {"answer": answer, "reason": reason, "by": party.id, "signed": written(at)}
    content = statement(ANSWER, {path.name: digest(envelope.payload)}, predicate)
    return {pilot.records_folder(ANSWERS, submission) / path.name: sealed(content, signers).text}


def unanswered(pilot: Pilot, submission: Submission) -> Iterator[tuple[Path, Envelope]]:
    """The disputes of a submission that nobody has answered. Raises Refusal, OSError."""
    answers = {path.name for path, _ in pilot.records(ANSWERS, submission)}
    paths = [path for path, _ in pilot.records(FOLDER, submission) if path.name not in answers]
    return ((path, read_record(path, KIND, "requirement", "conclusion", "reason", "by")) for path in paths)


def problems(pilot: Pilot, submission: Submission, at: datetime) -> Iterator[tuple[Path, Text]]:
    """What is wrong with the disputes of a submission and their answers. Raises Refusal, OSError."""
    disputes = pilot.records(FOLDER, submission)
    for path, envelope in disputes:
        if text := _unsigned(pilot, envelope, "dispute", at):
            yield path, text
        elif envelope.digests.get(EVIDENCE) != file_digest(submission.evidence):
            yield path, OTHER
    by_name = {path.name: envelope for path, envelope in disputes}
    for path, envelope in pilot.records(ANSWERS, submission):
        asked = by_name.get(path.name)
        if text := _unsigned(pilot, envelope, "review", at):
            yield path, text
        elif asked is None or envelope.digests != {path.name: digest(asked.payload)}:
            yield path, NOT_ITS
        elif envelope.predicate.get("answer") not in RESULTS:
            yield path, NO_RESULT
        elif envelope.predicate.get("by") == asked.predicate.get("by"):
            yield path, OWN.filled({"name": envelope.predicate.get("by")})


def _unsigned(pilot: Pilot, envelope: Envelope, act: str, at: datetime) -> Text | None:
    try:
        pilot.trust.vouching("dispute", envelope, act, signed_at("dispute", envelope.predicate), at)
    except Refusal as refusal:
        return refusal.text
    return None


def _open(pilot: Pilot, submission: Submission, requirement: str) -> tuple[Path, Envelope] | None:
    found: Iterator[Any] = unanswered(pilot, submission)
    return next((each for each in found if each[1].predicate.get("requirement") == requirement), None)


def _path(pilot: Pilot, kind: str, submission: Submission, number: int) -> Path:
    return pilot.records_folder(kind, submission) / f"{number:03d}.dsse.json"

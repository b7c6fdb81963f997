"""Reviews of submissions, in the form of a verification summary (SLSA VSA 1.0): by whom, of what, with which result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.envelope import Envelope, sealed, statement
from conformance.programme.moments import written
from conformance.programme.pilot import EVIDENCE, Pilot, Submission
from conformance.programme.result import file_digest, signed_at
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal
from conformance.programme.trust import Party

KIND = "https://slsa.dev/verification_summary/v1"
FOLDER = "reviews"
RESULTS = PASSED, FAILED = "PASSED", "FAILED"
NO_RESULT = Text("the review has no result: review it again", "评审没有结果：请重新评审")
OWN = Text(
    "{reviewer} is the holder, and nobody reviews their own product: ask another reviewer",
    "{reviewer} 就是持有方，不应评审自己的产品：请另请评审方",
)
OTHER = Text(
    "the review is of another state of the submission: review it again",
    "评审针对的是提交件的另一状态：请重新评审",
)
NONE = Text(
    "{name} has not been reviewed: conformance programme review", "{name} 尚未评审：conformance programme review"
)


def review_of(
    pilot: Pilot, submission: Submission, signer: Signer, result: str, notes: dict[str, Any], at: datetime
) -> Envelope:
    """The signed review of a submission. Raises Problem where this key may not review it."""
    party = reviewer(pilot, submission, signer, at)
    profile = pilot.profile(submission.file.profile)
    assert profile is not None  # noqa: S101 - the submission was checked
    predicate = {
        "verifier": {"id": party.id},
        "timeVerified": written(at),
        "signed": written(at),
        "resourceUri": f"{pilot.url}/submissions/{submission.text}",
        "policy": {"uri": profile.id, "digest": _as_set(profile.digest)},
        "inputAttestations": [{"uri": submission.envelope.name, "digest": _as_set(file_digest(submission.envelope))}],
        "verificationResult": result,
        "verifiedLevels": [submission.file.level],
        **notes,
    }
    return sealed(statement(KIND, {EVIDENCE: file_digest(submission.evidence)}, predicate), [signer])


def reviewer(pilot: Pilot, submission: Submission, signer: Signer, at: datetime) -> Party:
    """The party that a key reviews for. Raises Problem where it may not."""
    party = entitled(pilot, [signer], "review", at)[0]
    if submission.is_of(party.id):
        raise Problem(OWN.filled({"reviewer": party.name}))
    return party


def entitled(pilot: Pilot, signers: list[Signer], act: str, at: datetime) -> list[Party]:
    """The parties that these keys act for here, those that may. Raises Refusal if there are none."""
    known = Envelope(b"", ()).also_by([each._replace(sign=lambda message: b"") for each in signers])
    parties = [pilot.trust.parties[each.key] for each in known.signatures if each.key in pilot.trust.parties]
    if not parties:
        return pilot.trust.vouching("--key", known, act, at, at)
    return pilot.trust.entitled("--key", parties, act, at, at)


def problems(pilot: Pilot, submission: Submission, envelope: Envelope, at: datetime) -> Iterator[Text]:
    """What is wrong with a review of a submission."""
    try:
        parties = pilot.trust.vouching("review", envelope, "review", signed_at("review", envelope.predicate), at)
    except Refusal as refusal:
        yield refusal.text
        return
    if own := [each.name for each in parties if submission.is_of(each.id)]:
        yield OWN.filled({"reviewer": own[0]})
    if envelope.predicate.get("verificationResult") not in RESULTS:
        yield NO_RESULT
    if not is_of(submission, envelope):
        yield OTHER


def is_of(submission: Submission, envelope: Envelope) -> bool:
    """Whether a review is of the submission as it is now: of its evidence, signed as it is."""
    inputs = envelope.predicate.get("inputAttestations")
    return envelope.digests.get(EVIDENCE) == file_digest(submission.evidence) and inputs == [
        {"uri": submission.envelope.name, "digest": _as_set(file_digest(submission.envelope))}
    ]


def current(pilot: Pilot, submission: Submission, at: datetime) -> tuple[Envelope, list[Party]]:
    """The last review of the submission as it is now, and who reviewed. Raises Problem if there is none."""
    found = [each for _, each in pilot.records(FOLDER, submission)]
    if not found:
        raise Problem(NONE.filled({"name": submission.text}))
    for text in problems(pilot, submission, found[-1], at):
        raise Problem(text)
    return found[-1], pilot.trust.vouching("review", found[-1], "review", signed_at("review", found[-1].predicate), at)


def envelope_digest(envelope: Envelope) -> str:
    """The digest of what was signed."""
    return digest(envelope.payload)


def _as_set(told: str) -> dict[str, str]:
    name, _, value = told.partition(":")
    return {name: value}

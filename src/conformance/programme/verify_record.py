"""Whether a review or a waiver in the folder of a programme is what was signed, by who may, and still holds."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from conformance.model.text import Text
from conformance.programme import reviews, waivers
from conformance.programme.envelope import Envelope
from conformance.programme.pilot import EVIDENCE
from conformance.programme.result import DIGEST, file_digest, signed_at
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import Party, Trust

ACTS = {reviews.KIND: "review", waivers.KIND: "waive"}
REVIEW = Text("review of {about}: {result}", "{about} 的评审：{result}")
WAIVER = Text(
    "waiver of {requirement} for version {version} until {expires}, owner {owner}; no outcome changes by it",
    "{requirement} 对版本 {version} 的豁免，至 {expires}，责任方 {owner}；不改变任何判定结果",
)
ABOUT = Text("{name}: {text}", "{name}：{text}")


def verify_record(path: Path, envelope: Envelope, trust: Trust, at: datetime) -> tuple[Text, list[Party]]:
    """What the record says, and who says so. Raises Refusal where it does not hold, OSError.

    That it is about the evidence of its submission is looked at where that is in the folder.
    """
    kind, told = envelope.statement["predicateType"], envelope.predicate
    parties = trust.vouching(path.name, envelope, ACTS[kind], signed_at(path.name, told), at)
    evidence = _evidence(path)
    if evidence and (received := file_digest(evidence)) != (expected := envelope.digests.get(EVIDENCE)):
        values = {"name": evidence.name, "received": received, "expected": expected}
        raise Refusal(Status.DIGEST, DIGEST.filled(values))
    if kind == reviews.KIND:
        if told.get("verificationResult") not in reviews.RESULTS:
            raise Refusal(Status.SIGNATURE, _about(path, reviews.NO_RESULT))
        return REVIEW.filled({"about": told.get("resourceUri"), "result": told.get("verificationResult")}), parties
    if lacking := waivers.lacking_in(told):
        raise Refusal(Status.SIGNATURE, _about(path, waivers.LACKING.filled({"names": lacking})))
    grantors = {each.id for each in parties}
    if len(grantors) < waivers.GRANTORS:
        raise Refusal(Status.NOBODY, _about(path, waivers.ONE_GRANTOR.filled({"count": len(grantors)})))
    named = {name: told.get(name) for name in ("requirement", "version", "expires", "owner")}
    if waivers.has_expired(told, at):
        raise Refusal(Status.EXPIRED, _about(path, waivers.EXPIRED.filled(named)))
    return WAIVER.filled(named), parties


def _about(path: Path, text: Text) -> Text:
    return ABOUT.filled({"name": path.name, "text": text})


def _evidence(path: Path) -> Path | None:
    """The evidence of the submission that a record in reviews/HOLDER/PRODUCT/VERSION/ is about, if it is there."""
    place = path.resolve()
    if len(place.parents) < 5:
        return None
    found = place.parents[4].joinpath("submissions", *place.parts[-4:-1], EVIDENCE)
    return found if found.is_file() else None

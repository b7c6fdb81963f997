"""Waivers: two parties accept for a time that one version violates one requirement. No outcome changes by that."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from conformance.model.outcome import Conclusion
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.envelope import Envelope, statement
from conformance.programme.facts import Facts
from conformance.programme.moments import moment, written
from conformance.programme.pilot import EVIDENCE, Pilot, Submission
from conformance.programme.result import file_digest, signed_at
from conformance.programme.statuses import Refusal

KIND = "urn:metaverse-conformance:waiver:1"
FOLDER = "waivers"
CAUSES = ("test_fault", "specification_conflict", "time_limited")
GRANTORS = 2
LACKING = Text(
    "the waiver does not name its {names}: grant it again with all of them", "豁免未写明 {names}：请补全后重新准予"
)
ONE_GRANTOR = Text(
    "a waiver needs two grantors that are different parties, this one has {count}: a second one signs it with "
    "conformance programme waive --add",
    "豁免需由两个不同的机构准予，此豁免有 {count} 个：请由另一机构以 conformance programme waive --add 签名",
)
EXPIRED = Text(
    "the waiver of {requirement} expired on {expires}: {owner} has to settle it, or to ask for another one",
    "{requirement} 的豁免已于 {expires} 到期：请 {owner} 解决问题，或申请新的豁免",
)
NOT_VIOLATED = Text(
    "{requirement} is {conclusion}, and only a violated requirement can be waived: test again where it is unproven",
    "{requirement} 的结论为 {conclusion}，仅可豁免不满足的要求：未能证实的请重新测试",
)
NOT_THERE = Text("the report has no requirement {requirement}", "报告中没有要求 {requirement}")
ALREADY = Text(
    "this key has signed the waiver of {requirement} already: another party signs it with its own",
    "该密钥已签署对 {requirement} 的豁免：请由另一机构以其密钥签名",
)
HOLDER = Text("{name} is the holder, and cannot grant a waiver to itself", "{name} 就是持有方，不应为自己准予豁免")
OTHER = Text(
    "the waiver is for another version or other evidence: grant it for this one",
    "豁免针对的是其他版本或其他证据：请针对此版本准予",
)


class Waiver(NamedTuple):
    """What a waiver says."""

    requirement: str
    cause: str
    reason: dict[str, str]
    issue: str
    owner: str
    expires: str


def waiver_statement(submission: Submission, waiver: Waiver, at: datetime) -> dict[str, Any]:
    """The statement of a waiver for a submission."""
    predicate = {**waiver._asdict(), "version": submission.file.version, "signed": written(at)}
    return statement(KIND, {EVIDENCE: file_digest(submission.evidence)}, predicate)


def refuse_unfit(waiver: Waiver, facts: Facts) -> None:
    """Raises Problem where the requirement cannot be waived, or something is not said."""
    lacking = [name for name, value in waiver._asdict().items() if not value]
    if lacking:
        raise Problem(LACKING.filled({"names": lacking}))
    if text := _unfit(waiver.requirement, facts):
        raise Problem(text)


def _unfit(requirement: str, facts: Facts) -> Text | None:
    row = facts.summary.requirements.get(requirement)
    if row is None:
        return NOT_THERE.filled({"requirement": requirement})
    if row.conclusion is not Conclusion.VIOLATED:
        return NOT_VIOLATED.filled({"requirement": requirement, "conclusion": row.conclusion.value})
    return None


def problems(pilot: Pilot, submission: Submission, envelope: Envelope, facts: Facts, at: datetime) -> Iterator[Text]:
    """What is wrong with a waiver of a submission."""
    told = envelope.predicate
    if lacking := lacking_in(told):
        yield LACKING.filled({"names": lacking})
        return
    try:
        parties = pilot.trust.vouching("waiver", envelope, "waive", signed_at("waiver", told), at)
    except Refusal as refusal:
        yield refusal.text
        return
    grantors = {each.id: each.name for each in parties}
    if len(grantors) < GRANTORS:
        yield ONE_GRANTOR.filled({"count": len(grantors)})
    if own := [name for id_, name in grantors.items() if submission.is_of(id_)]:
        yield HOLDER.filled({"name": own[0]})
    if envelope.digests.get(EVIDENCE) != file_digest(submission.evidence) or told.get("version") != submission.key[2]:
        yield OTHER
    if text := _unfit(told["requirement"], facts):
        yield text
    if has_expired(told, at):
        yield EXPIRED.filled({name: told[name] for name in ("requirement", "expires", "owner")})


def lacking_in(told: dict[str, Any]) -> list[str]:
    """What a waiver does not name, or not as it has to."""
    kinds = {name: dict if name == "reason" else str for name in Waiver._fields}
    return [name for name, kind in kinds.items() if not told.get(name) or not isinstance(told[name], kind)]


def has_expired(told: dict[str, Any], at: datetime) -> bool:
    """Whether a waiver is over."""
    return last_day(told) < at.date()


def last_day(told: dict[str, Any]) -> date:
    """The last day of a waiver; one without a readable date has always been over."""
    try:
        return moment(told["expires"]).date()
    except (KeyError, ValueError, TypeError):
        return date(1970, 1, 1)


def granted(pilot: Pilot, submission: Submission, facts: Facts, at: datetime) -> dict[str, dict[str, Any]]:
    """By requirement, the waivers that hold for a submission now."""
    found = [each for _, each in pilot.records(FOLDER, submission)]
    return {
        each.predicate["requirement"]: each.predicate
        for each in found
        if next(problems(pilot, submission, each, facts, at), None) is None
    }

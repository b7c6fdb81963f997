"""What falls due in a programme: re-runs, waivers, certificates, keys, the register, and what nobody has settled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.text import Text
from conformance.programme import waivers
from conformance.programme.cases import cases_of
from conformance.programme.disputes import unanswered
from conformance.programme.envelope import read_record
from conformance.programme.head import KIND
from conformance.programme.in_force import InForce, in_force
from conformance.programme.ledger import entered, of_issuer
from conformance.programme.moments import moment, months_later, start_of
from conformance.programme.pilot import Pilot
from conformance.programme.reruns import reruns
from conformance.programme.result import signed_at
from conformance.programme.signers import Signer
from conformance.programme.states import FROM, change
from conformance.reporting.words import words

DAY = timedelta(days=1)
KINDS: dict[str, Text] = {
    "rerun": Text(
        "{product} is to be tested again by {when}: conformance programme rerun takes the result in",
        "{product} 应于 {when} 前重新测试：结果由 conformance programme rerun 接收",
    ),
    "failed": Text(
        "{product} was tested again on {when}, and is {conclusion}: suspend or revoke it",
        "{product} 已于 {when} 重新测试，结论为 {conclusion}：请暂停或撤销",
    ),
    "waiver": Text(
        "the waiver of {requirement} ends on {when}: {owner} has to settle it, or to ask for another one",
        "{requirement} 的豁免于 {when} 到期：请 {owner} 解决问题，或申请新的豁免",
    ),
    "certificate": Text(
        "the certificate of {product} ends on {when}: {owner} has to apply anew if it is to go on",
        "{product} 的证明于 {when} 到期：如需继续，请 {owner} 重新申请",
    ),
    "key": Text(
        "the key of {owner} ends on {when}: conformance programme rotate lists the next one under both signatures",
        "{owner} 的密钥于 {when} 到期：可用 conformance programme rotate 以两者签名列入下一密钥",
    ),
    "register": Text(
        "the register is to be signed anew by {when}: conformance programme publish does that",
        "登记册应于 {when} 前重新签署：请执行 conformance programme publish",
    ),
    "dispute": Text(
        "the dispute of {requirement} of {when} is not answered: conformance programme dispute --answer does that",
        "{when} 关于 {requirement} 的异议尚未答复：可用 conformance programme dispute --answer 答复",
    ),
    "case": Text(
        "a case of {when} is open: {text}",
        "{when} 的立案尚未处理：{text}",
    ),
}


class Due(NamedTuple):
    """Something that has to be done: by when, whether that is over, and whom to notify (empty: the office)."""

    kind: str
    about: str
    when: datetime
    over: bool
    text: Text
    owner: str = ""


def due(pilot: Pilot, at: datetime) -> list[Due]:
    """All that is over, and what falls due within the days of notice; the oldest first. Raises Refusal, OSError."""
    notice = timedelta(days=pilot.file.validity.notice_days)
    found = [
        *_of_certificates(pilot, at, notice),
        *_of_disputes(pilot, at),
        *_of_keys(pilot, at, notice),
        *_of_register(pilot, at),
    ]
    return sorted(found, key=lambda each: (not each.over, each.when, each.about))


def suspensions(
    pilot: Pilot, found: list[Due], signers: list[Signer], at: datetime
) -> tuple[list[str], dict[Path, bytes | str]]:
    """The certificates whose waiver is over, and the files of the register in which these alone are suspended.

    Raises Problem where no key may do that, OSError.
    """
    of_issuer(pilot, signers, "certify", at)
    texts: dict[str, list[Text]] = {}
    for each in found:
        if each.kind == "waiver" and each.over:
            texts.setdefault(each.about, []).append(each.text)
    reasons = {
        number: {"en": "; ".join(each.en for each in told), "zh": "；".join(each.zh for each in told)}
        for number, told in texts.items()
    }
    events = [change(pilot, number, "suspended", reason, at) for number, reason in reasons.items()]
    return list(reasons), entered(pilot, events, signers, at) if events else {}


def _of_certificates(pilot: Pilot, at: datetime, notice: timedelta) -> Iterator[Due]:
    for each in in_force(pilot, at, expired=True):
        number, until = each.number, moment(each.issued["until"])
        told = {"product": each.product, "owner": each.issued["organisation"]}
        if at - notice <= until <= at + notice:
            yield _due("certificate", number, until, at, told)
        if each.state.name in FROM["suspended"]:
            yield from _of_waivers(pilot, each, at, notice)
        if until > at:
            yield from _of_reruns(pilot, each, at, notice)
            for path, case in cases_of(pilot, number):
                opened = signed_at(path.name, case.predicate)
                yield _due("case", number, opened, at, {"text": Text(**case.predicate["text"])})


def _of_waivers(pilot: Pilot, certificate: InForce, at: datetime, notice: timedelta) -> Iterator[Due]:
    """The last waiver of each requirement: a newer one that enough grantors signed has settled the older."""
    last: dict[str, dict[str, Any]] = {}
    for path, _ in pilot.records(waivers.FOLDER, pilot.submission(certificate.folder)):
        envelope = read_record(path, waivers.KIND, "requirement", "expires", "owner")
        parties = pilot.trust.vouching(path.name, envelope, "waive", signed_at(path.name, envelope.predicate), at)
        if len({each.id for each in parties}) >= waivers.GRANTORS:
            last[str(envelope.predicate["requirement"])] = envelope.predicate
    for requirement, told in last.items():
        end = start_of(waivers.last_day(told)) + DAY
        if end <= at + notice:
            values = {"requirement": requirement, "owner": told["owner"]}
            yield _due("waiver", certificate.number, end, at, values, shown=end - DAY)


def _of_reruns(pilot: Pilot, certificate: InForce, at: datetime, notice: timedelta) -> Iterator[Due]:
    tested, conclusion = moment(certificate.issued["from"]), certificate.issued["conclusion"]
    for path, envelope in reruns(pilot, certificate.issued):
        tested, conclusion = max(tested, signed_at(path.name, envelope.predicate)), envelope.predicate["conclusion"]
    worse = conclusion not in ("conformant", certificate.issued["conclusion"])
    if worse and certificate.state.name != "suspended":
        values = {"product": certificate.product, "conclusion": Text(**words()["conclusion"][conclusion])}
        yield _due("failed", certificate.number, tested, at, values)
    when = months_later(tested, pilot.file.validity.surveillance_months)
    if when <= min(at + notice, moment(certificate.issued["until"])):
        owner = certificate.issued["organisation"]
        yield _due("rerun", certificate.number, when, at, {"product": certificate.product, "owner": owner})


def _of_disputes(pilot: Pilot, at: datetime) -> Iterator[Due]:
    for folder in pilot.submissions():
        submission = pilot.submission(folder)
        for path, told in unanswered(pilot, submission):
            since = signed_at(path.name, told.predicate)
            yield _due("dispute", submission.text, since, at, {"requirement": told.predicate["requirement"]})


def _of_keys(pilot: Pilot, at: datetime, notice: timedelta) -> Iterator[Due]:
    """The last key of each party; one that has a later key beside it has been replaced."""
    for party in pilot.trust.last_keys():
        if party.ends and (end := start_of(party.ends) + DAY) <= at + notice:
            yield _due("key", party.id, end, at, {"owner": party.name}, shown=end - DAY)


def _of_register(pilot: Pilot, at: datetime) -> Iterator[Due]:
    if pilot.head.is_file():
        when = moment(read_record(pilot.head, KIND, "next_update").predicate["next_update"])
        if when <= at + timedelta(days=pilot.file.validity.register_notice_days):
            yield _due("register", pilot.head.name, when, at, {})


def _due(
    kind: str, about: str, when: datetime, at: datetime, values: dict[str, object], shown: datetime | None = None
) -> Due:
    told = {**values, "when": (shown or when).astimezone(UTC).date()}
    return Due(kind, about, when, when <= at, KINDS[kind].filled(told), str(values.get("owner", "")))

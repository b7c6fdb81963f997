"""The rules that the folder of a programme meets or not: all that is in it, and the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from conformance.catalogue import Catalogue
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import disputes, reviews, waivers
from conformance.programme.cases import FOLDER, cases_of
from conformance.programme.certificate_check import credential_digest, issuer_of, read_certificate
from conformance.programme.head import read_published, vouched_chain
from conformance.programme.in_force import folder_of
from conformance.programme.pilot import EVIDENCE, FILE, Pilot
from conformance.programme.register import states
from conformance.programme.result import file_digest, signed_at
from conformance.programme.rules import RULES, Broken, Checked, check_submission
from conformance.programme.timestamps import existed

PILOT_RULES: dict[str, Text] = {
    "review": Text("reviews are by reviewers, of others, of what is there", "评审由评审方针对他方的现有提交件作出"),
    "waiver": Text("waivers have an owner, two grantors and a date", "豁免有责任方、两个准予方和期限"),
    "dispute": Text("disputes are answered by others than who raised them", "异议由提出方之外的评审方答复"),
    "case": Text("cases of a recall are signed by the issuer", "召回立案由颁发方签名"),
    "certificate": Text("certificates are those of the register", "证明与登记册一致"),
    "register": Text("the register is whole, signed and current", "登记册完整、已签名且未过期"),
    "key": Text("keys are valid for a while yet", "密钥仍有足够的有效期"),
}
ALL_RULES = {**RULES, **PILOT_RULES}
NO_CERTIFICATE = Text(
    "the register lists {number}, but the file is missing: restore it from the history of the folder",
    "登记册列有 {number}，但缺少其文件：请由文件夹的版本历史恢复",
)
OTHER_CERTIFICATE = Text(
    "the file is not the one that the register lists: restore it from the history of the folder",
    "该文件与登记册所列不同：请由文件夹的版本历史恢复",
)
NO_EVIDENCE = Text(
    "the evidence that it rests on, {path}, is missing or another: restore it from the history of the folder",
    "其所依据的证据 {path} 缺失或已被更换：请由文件夹的版本历史恢复",
)
ENDS = Text(
    "the key of {party} ends on {ends}: conformance programme rotate lists the next one under both signatures",
    "{party} 的密钥将于 {ends} 到期：可用 conformance programme rotate 以两者签名列入下一密钥",
)
NO_ISSUER = Text(
    "no party has the id {issuer}, which issues: list it as a [[party]] with its keys",
    "没有标识为颁发方 {issuer} 的机构：请以 [[party]] 列出并写明其密钥",
)


def check_pilot(pilot: Pilot, catalogue: Catalogue, at: datetime) -> Iterator[Broken]:
    """Everything that is wrong in the folder. Raises OSError."""
    for folder in pilot.submissions():
        checked = check_submission(pilot, folder, catalogue, at)
        yield from checked.broken
        yield from check_records(pilot, checked, at)
    yield from _register(pilot, at)
    if not any(each.id == pilot.issuer for each in pilot.trust.parties.values()):
        yield Broken(FILE, "key", NO_ISSUER.filled({"issuer": pilot.issuer}))
    soon = (at + timedelta(days=pilot.file.validity.notice_days)).date()
    for party in pilot.trust.last_keys():
        if party.ends and party.ends <= soon:
            yield Broken(FILE, "key", ENDS.filled({"party": party.name, "ends": party.ends}))


def check_records(pilot: Pilot, checked: Checked, at: datetime) -> Iterator[Broken]:
    """What is wrong with the reviews and waivers of a submission."""
    submission, facts = checked.submission, checked.facts
    if submission is None or facts is None:
        return
    try:
        found_reviews = pilot.records(reviews.FOLDER, submission)[-1:]
        found_waivers = pilot.records(waivers.FOLDER, submission)
        found_disputes = list(disputes.problems(pilot, submission, at))
    except Problem as problem:
        yield Broken(submission.text, "review", problem.text)
        return
    for path, envelope in found_reviews:
        yield from (_in(pilot, path, "review", text) for text in reviews.problems(pilot, submission, envelope, at))
    for path, envelope in found_waivers:
        told = waivers.problems(pilot, submission, envelope, facts, at)
        yield from (_in(pilot, path, "waiver", text) for text in told)
    yield from (_in(pilot, path, "dispute", text) for path, text in found_disputes)


def _register(pilot: Pilot, at: datetime) -> Iterator[Broken]:
    """What is wrong with the register, its head and its certificates."""
    try:
        chain = vouched_chain(pilot.register, pilot.trust, at)
        if pilot.head.exists():
            read_published(pilot.register, pilot.trust, at)
            existed(pilot.register, pilot.file.timestamp, pilot.folder, at)
    except Problem as problem:
        yield Broken(pilot.register.name, "register", problem.text)
        return
    for number, state in states(chain.entries).items():
        path = pilot.certificate(number)
        credential = read_certificate(path) if path.is_file() else None
        if credential is None:
            yield _in(pilot, path, "certificate", NO_CERTIFICATE.filled({"number": number}))
        elif credential_digest(credential) != state.issued["digests"].get("certificate"):
            yield _in(pilot, path, "certificate", OTHER_CERTIFICATE)
        else:
            try:
                issuer_of(path.name, credential, pilot.trust, at)
            except Problem as problem:
                yield _in(pilot, path, "certificate", problem.text)
        evidence = folder_of(pilot, state.issued) / EVIDENCE
        if not evidence.is_file() or file_digest(evidence) != state.issued["digests"].get("evidence"):
            yield _in(pilot, path, "certificate", NO_EVIDENCE.filled({"path": evidence.relative_to(pilot.folder)}))
        yield from _cases(pilot, number, at)


def _cases(pilot: Pilot, number: str, at: datetime) -> Iterator[Broken]:
    """What is wrong with the cases about a certificate."""
    try:
        for path, case in cases_of(pilot, number):
            pilot.trust.vouching(path.name, case, "certify", signed_at(path.name, case.predicate), at)
    except Problem as problem:
        yield Broken(f"{FOLDER}/{number}", "case", problem.text)


def _in(pilot: Pilot, path: Path, rule: str, text: Text) -> Broken:
    return Broken(path.relative_to(pilot.folder).as_posix(), rule, text)

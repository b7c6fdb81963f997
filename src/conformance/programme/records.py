"""Acts of people on a programme's folder: it is made, a submission comes in, is reviewed, is granted a waiver.

Each returns the files to write, so that nothing is written before everything is checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from conformance.catalogue import Catalogue
from conformance.catalogue.errors import together
from conformance.engine.bundle import catalogue_digest
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import PlanError, place_in
from conformance.engine.plan_mistakes import plan_mistakes
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import reviews, waivers
from conformance.programme.config import ProgrammeTable, SubmissionFile
from conformance.programme.envelope import read_envelope, sealed
from conformance.programme.pilot import EVIDENCE, FILE, SUBMISSION, Pilot, Submission
from conformance.programme.result import signed_file
from conformance.programme.rules import RULES, Checked, check_submission
from conformance.programme.signers import Signer
from conformance.programme.store import LOCK, STAGING
from conformance.programme.tables import read_table
from conformance.programme.waivers import Waiver, waiver_statement

Files = dict[Path, bytes | str]
THERE = Text(
    "{path} is there already: a new version is submitted in its own folder",
    "{path} 已存在：新版本应在其自己的文件夹中提交",
)
MADE = Text("{path} is there already: a programme is made once", "{path} 已存在：试点仅创建一次")
UNSIGNED = Text(
    "{path} is missing: conformance sign {bundle} --key KEY writes it",
    "缺少 {path}：可由 conformance sign {bundle} --key KEY 写出",
)
RULE = Text("{rule}: {text}", "{rule}：{text}")
TEMPLATE = """\
# The programme: who issues, by which frozen requirements, and who may do what. The folders beside hold all else.

[programme]
name   = {{ en = {en}, zh = {zh} }}
issuer = {issuer}    # the id of the party that issues certificates
url    = {url}    # where the folder site/ is published

[validity]
months              = 12    # certificates
surveillance_months = 6
register_days       = 30    # the register is published anew at least so often
conditional_open    = 2     # so many requirements may be unproven in a conditional certificate
conditional_days    = 90
notice_days         = 60    # what falls due is said so many days ahead
{profiles}
[[party]]
id   = {issuer}
name = {en}
acts = ["certify", "register"]
keys = [{{ file = "keys/issuer.pem" }}]

# A laboratory, a reviewer, a second grantor of waivers, and holders that test themselves, each with its own keys:
# [[party]]
# id   = "https://lab.example"
# name = "Test Laboratory"
# acts = ["test"]    # test, review, waive, certify, register
# keys = [{{ file = "keys/lab.pem", starts = 2026-01-01, ends = 2027-12-31 }}]
"""
PROFILE = """
[[profile]]
id         = {id}
digest     = {digest}
catalogues = [{catalogue}]    # digests of the requirements by which reports are accepted
levels     = ["basic", "interoperable", "mutual_recognition"]
"""


def founded(
    folder: Path, name: Text, issuer: str, url: str, profiles: Iterable[str], suites: tuple[str, ...], signer: Signer
) -> Files:
    """The first files of a programme. Raises Problem where there is one."""
    if (folder / FILE).exists():
        raise Problem(MADE.filled({"path": str(folder / FILE)}))
    told = []
    for each in profiles:
        plan = Plan(Selection(suites, profile=each))
        digest = plan.catalogue.profile(each).digest
        values = {"id": each, "digest": digest, "catalogue": catalogue_digest(plan)}
        told.append(PROFILE.format(**{key: _quoted(value) for key, value in values.items()}))
    head = {"en": name.en, "zh": name.zh, "issuer": issuer, "url": url}
    values = {key: _quoted(value) for key, value in head.items()}
    _refuse_unfit(folder / FILE, {"name": {"en": name.en, "zh": name.zh}, "issuer": issuer, "url": url})
    return {
        folder / ".gitignore": f"{LOCK}\n{STAGING}/\n",
        folder / "keys" / "issuer.pem": signer.key.pem,
        folder / FILE: TEMPLATE.format(**values, profiles="".join(told)),
    }


def _refuse_unfit(path: Path, head: dict[str, Any]) -> None:
    """Raises Problem where the programme would be refused when it is read."""
    try:
        ProgrammeTable.model_validate(head)
    except ValidationError as error:
        mistakes = plan_mistakes(error, head, ProgrammeTable)
        raise together([PlanError(place_in(path, *steps), text) for steps, text in mistakes]) from None


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def received(pilot: Pilot, description: Path, evidence: Path) -> tuple[Path, Files]:
    """Where a submission goes, and its files. Raises Problem where it is there, or is not signed, OSError."""
    file = read_table(description, SubmissionFile)
    place, signatures = pilot.place(file), signed_file(evidence)
    if (place / SUBMISSION).exists():
        raise Problem(THERE.filled({"path": str(place)}))
    if not signatures.is_file():
        raise Problem(UNSIGNED.filled({"path": str(signatures), "bundle": str(evidence)}))
    read_envelope(signatures)
    return place, {
        place / EVIDENCE: evidence.read_bytes(),
        place / signed_file(Path(EVIDENCE)).name: signatures.read_bytes(),
        place / SUBMISSION: description.read_bytes(),
    }


def refuse_broken(checked: Checked) -> None:
    """Raises Problem with every rule that a submission does not meet."""
    if checked.broken:
        texts = [RULE.filled({"rule": RULES[each.rule], "text": each.text}) for each in checked.broken]
        raise Problem(Text("\n".join(each.en for each in texts), "\n".join(each.zh for each in texts)))


def ready(pilot: Pilot, folder: Path, catalogue: Catalogue, at: datetime) -> Checked:
    """A submission that meets every rule. Raises Problem, OSError."""
    checked = check_submission(pilot, folder, catalogue, at)
    refuse_broken(checked)
    return checked


def reviewed(
    pilot: Pilot, submission: Submission, signer: Signer, result: str, notes: dict[str, Any], at: datetime
) -> Files:
    """The next review of a submission. Raises Problem where this key may not review it, OSError."""
    envelope = reviews.review_of(pilot, submission, signer, result, notes, at)
    return {_next(pilot, reviews.FOLDER, submission): envelope.text}


def waived(pilot: Pilot, checked: Checked, waiver: Waiver, signers: list[Signer], at: datetime) -> Files:
    """A waiver, signed by one grantor or more. Raises Problem where it cannot be granted, OSError."""
    submission, facts = checked.submission, checked.facts
    assert submission is not None  # noqa: S101 - it met every rule
    assert facts is not None  # noqa: S101 - likewise
    waivers.refuse_unfit(waiver, facts)
    _refuse_holder(pilot, submission, signers, at)
    envelope = sealed(waiver_statement(submission, waiver, at), signers)
    return {_next(pilot, waivers.FOLDER, submission): envelope.text}


def granted_too(pilot: Pilot, submission: Submission, requirement: str, signers: list[Signer], at: datetime) -> Files:
    """The last waiver of a requirement with further signatures. Raises Problem where there is none, OSError."""
    _refuse_holder(pilot, submission, signers, at)
    found = [
        (path, each)
        for path, each in pilot.records(waivers.FOLDER, submission)
        if each.predicate.get("requirement") == requirement
    ]
    if not found:
        raise Problem(waivers.NOT_THERE.filled({"requirement": requirement}))
    path, envelope = found[-1]
    signed = envelope.also_by(signers)
    if signed == envelope:
        raise Problem(waivers.ALREADY.filled({"requirement": requirement}))
    return {path: signed.text}


def _refuse_holder(pilot: Pilot, submission: Submission, signers: list[Signer], at: datetime) -> None:
    for party in reviews.entitled(pilot, signers, "waive", at):
        if submission.is_of(party.id):
            raise Problem(waivers.HOLDER.filled({"name": party.name}))


def _next(pilot: Pilot, kind: str, submission: Submission) -> Path:
    folder = pilot.records_folder(kind, submission)
    return folder / f"{len(list(folder.glob('*.dsse.json'))) + 1:03d}.dsse.json"

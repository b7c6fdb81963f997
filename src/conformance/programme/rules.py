"""The rules that a submission meets or not, each with a name; one sentence says what is wrong and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue import Catalogue
from conformance.model.problem import Problem
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.programme.challenges import passed
from conformance.programme.envelope import Envelope, read_envelope
from conformance.programme.facts import Facts
from conformance.programme.moments import now
from conformance.programme.pilot import EVIDENCE, SUBMISSION, Pilot, Submission, same_name
from conformance.programme.result import check_result, signed_file
from conformance.programme.trust import Party

RULES: dict[str, Text] = {
    "fields": Text("submission.toml is complete", "submission.toml 填写完整"),
    "one-product": Text("one product, in one version", "一个产品的一个版本"),
    "files": Text("only what belongs there", "只有应有的文件"),
    "folder": Text("its folders are named as it says", "文件夹名称与内容一致"),
    "signature": Text("somebody who may vouches for the result", "由有权方为结果作证"),
    "product": Text("the evidence is about this product", "证据属于该产品"),
    "version": Text("the evidence is about this version", "证据属于该版本"),
    "profile": Text("judged by a frozen profile of the programme", "依据试点已冻结的轮廓判定"),
    "level": Text("judged at the level that is applied for", "按所申请的等级判定"),
    "catalogue": Text("judged by the requirements of the programme", "依据试点的要求判定"),
    "rows": Text("no required row is missing", "不缺少应判定的要求"),
    "complete": Text("the run was completed", "运行已完成"),
    "tester": Text("tested by whom the level asks for", "由该等级所要求的一方测试"),
    "recognised": Text("the product can be recognised at run time", "运行时可识别该产品"),
}
ALLOWED = {SUBMISSION, EVIDENCE, signed_file(Path(EVIDENCE)).name}
S: dict[str, Text] = {
    "two": Text(
        "the folder holds {names}: submit each product and each version in its own folder",
        "文件夹含有 {names}：每个产品的每个版本请分别在各自的文件夹中提交",
    ),
    "surplus": Text("{names} do not belong there: remove them", "{names} 不应在此：请移除"),
    "lacking": Text(
        "{names} are missing: `conformance sign` writes the signatures",
        "缺少 {names}：签名由 `conformance sign` 写出",
    ),
    "folder": Text(
        "the folder is {received}, but submission.toml says {expected}: move it there, or correct the file",
        "文件夹为 {received}，而 submission.toml 为 {expected}：请移动文件夹或更正文件",
    ),
    "product": Text(
        "the evidence is about {received}, submission.toml about {expected}: submit the evidence of this product",
        "证据针对 {received}，而 submission.toml 为 {expected}：请提交该产品的证据",
    ),
    "version": Text(
        "the evidence is about version {received}, submission.toml about {expected}: test this "
        "version, or correct the file",
        "证据针对版本 {received}，而 submission.toml 为 {expected}：请测试该版本或更正文件",
    ),
    "no_profile": Text(
        "the programme does not certify by {received}, but by {expected}: apply for one of these",
        "试点不依据 {received} 颁发证明，而是依据 {expected}：请改为申请其中之一",
    ),
    "profile": Text(
        "the report is by {received}, not by the frozen {expected}: run the test again with --profile {id}",
        "报告依据 {received}，而非已冻结的 {expected}：请以 --profile {id} 重新测试",
    ),
    "level": Text(
        "the report is for level {received}, the application for {expected}: run the test again "
        "with --level {expected}",
        "报告的等级为 {received}，申请的等级为 {expected}：请以 --level {expected} 重新测试",
    ),
    "no_level": Text(
        "the programme does not certify {id} at level {received}, but at {expected}",
        "试点不按等级 {received} 为 {id} 颁发证明，而是按 {expected}",
    ),
    "catalogue": Text(
        "the report is by other requirements ({received}) than those of the programme ({expected}): "
        "install the version "
        "of the harness that the programme names, and run the test again",
        "报告所依据的要求（{received}）与试点的要求（{expected}）不同：请安装试点指定版本的测试系统并重新测试",
    ),
    "rows": Text(
        "required rows are missing from the report: {names}; run the test again without leaving any out",
        "报告缺少应判定的要求：{names}；请重新测试且不遗漏",
    ),
    "complete": Text(
        "the run was {received}: run the test again to its end", "运行状态为 {received}：请重新测试直至完成"
    ),
    "tester": Text(
        "level {level} asks for a laboratory, a witness or a challenge that was passed, but this is a self-test by the "
        "holder",
        "等级 {level} 要求由测试机构测试、有见证方在场或已通过挑战，而此为持有方自测",
    ),
    "self": Text(
        "it is stated to be a self-test, but {received} signed it and not the holder, {expected}: name the holder by "
        "the id that the programme lists, or sign as --claim laboratory",
        "所述为自测，但由 {received} 签名，而非持有方 {expected}：请按试点所列标识写明，或以 --claim laboratory 签名",
    ),
    "organisation": Text(
        "{received} is listed by the programme as {expected}, and holder_id is another: correct holder_id",
        "{received} 在试点中列为 {expected}，而 holder_id 与之不同：请更正 holder_id",
    ),
    "recognised": Text(
        "{received} is not the digest of a file that was judged: name the digest of the file that users get",
        "{received} 不是所判定文件的摘要：请写明用户所得文件的摘要",
    ),
}  # fmt: skip


class Broken(NamedTuple):
    """A rule that is not met: where, its name, and what is wrong."""

    place: str
    rule: str
    text: Text


class Checked(NamedTuple):
    """A submission that was checked: what is wrong, and what its evidence says where that can be read."""

    broken: list[Broken]
    submission: Submission | None = None
    facts: Facts | None = None
    parties: tuple[Party, ...] = ()


def check_submission(pilot: Pilot, folder: Path, catalogue: Catalogue, at: datetime) -> Checked:
    """Everything that is wrong with the submission in a folder. Raises OSError."""
    place = folder.relative_to(pilot.folder).as_posix() if folder.is_relative_to(pilot.folder) else folder.as_posix()
    broken = [Broken(place, rule, text) for rule, text in _files(folder)]
    try:
        submission = pilot.submission(folder)
    except Problem as problem:
        return Checked([*broken, Broken(place, "fields", problem.text)])
    about = [*_holder(pilot, submission), *_folders(pilot, submission)]
    broken += [Broken(place, rule, text) for rule, text in about]
    if not (submission.evidence.is_file() and submission.envelope.is_file()):
        return Checked(broken, submission)
    try:
        envelope = read_envelope(submission.envelope)
        parties, facts = check_result(EVIDENCE, envelope, submission.evidence, pilot.trust, at)
    except Problem as problem:
        return Checked([*broken, Broken(place, "signature", problem.text)], submission)
    told = about_result(pilot, submission, Result(envelope, parties, facts), catalogue)
    return Checked([*broken, *(Broken(place, *each) for each in told)], submission, facts, tuple(parties))


Found = Iterator[tuple[str, Text]]


class Result(NamedTuple):
    """A signed result: the envelope, who vouches for it, and what its bundle says."""

    envelope: Envelope
    parties: list[Party]
    facts: Facts


def about_result(pilot: Pilot, submission: Submission, result: Result, catalogue: Catalogue) -> Found:
    """What is wrong with a result of the version that was submitted."""
    yield from _about(submission, result.facts)
    yield from _by(pilot, submission, result.facts)
    yield from _rows(submission, result.facts, catalogue)
    yield from _tester(pilot, submission, result)


def _files(folder: Path) -> Found:
    there = {each.name for each in folder.iterdir() if not each.name.startswith(".")}
    several = sorted(each for each in there if each.endswith((".zip", ".toml")) and each not in ALLOWED)
    if several:
        yield "one-product", S["two"].filled({"names": several})
    if surplus := sorted(there - ALLOWED - {*several}):
        yield "files", S["surplus"].filled({"names": surplus})
    if lacking := sorted(ALLOWED - there):
        yield "files", S["lacking"].filled({"names": lacking})


def _holder(pilot: Pilot, submission: Submission) -> Found:
    """A holder that is listed is named as it is listed: no holder reviews its own product under another id."""
    name = submission.file.organisation
    listed = [each.id for each in pilot.trust.parties.values() if same_name(each.name, name)]
    if listed and not any(submission.is_of(each) for each in listed):
        yield "fields", S["organisation"].filled({"received": name, "expected": listed[0]})


def _folders(pilot: Pilot, submission: Submission) -> Found:
    received = "/".join(submission.folder.resolve().parts[-3:])
    if pilot.place(submission.file).resolve() != submission.folder.resolve():
        yield "folder", S["folder"].filled({"received": received, "expected": submission.text})


def _about(submission: Submission, facts: Facts) -> Found:
    product, file = facts.told["product"], submission.file
    if product.get("name") != file.name:
        yield "product", S["product"].filled({"received": product.get("name"), "expected": file.name})
    if product.get("version") != file.version:
        yield "version", S["version"].filled({"received": product.get("version"), "expected": file.version})
    if facts.told["status"] != "complete":
        yield "complete", S["complete"].filled({"received": facts.told["status"]})
    digests = {*facts.subjects.values()}
    for each in file.recognised:
        if each.by == "file" and each.value not in digests:
            yield "recognised", S["recognised"].filled({"received": each.value})


def _by(pilot: Pilot, submission: Submission, facts: Facts) -> Found:
    told, file = facts.told["profile"] or {}, submission.file
    profile = pilot.profile(file.profile)
    if profile is None:
        names = [each.id for each in pilot.file.profile]
        yield "profile", S["no_profile"].filled({"received": file.profile, "expected": names})
        return
    if told.get("id") != profile.id or told.get("digest") != profile.digest:
        values = {"received": _by_digest(told), "expected": _by_digest(profile.model_dump()), "id": profile.id}
        yield "profile", S["profile"].filled(values)
    if file.level not in profile.levels:
        allowed = {"received": file.level, "expected": profile.levels, "id": profile.id}
        yield "level", S["no_level"].filled(allowed)
    if facts.told["level"] != file.level:
        yield "level", S["level"].filled({"received": facts.told["level"], "expected": file.level})
    if (received := facts.told["catalogue"]) not in profile.catalogues:
        expected = [each[:19] for each in profile.catalogues]
        yield "catalogue", S["catalogue"].filled({"received": received[:19], "expected": expected})


def _by_digest(profile: dict[str, Any]) -> str:
    return f"{profile.get('id')} ({str(profile.get('digest'))[:19]})"


def _rows(submission: Submission, facts: Facts, catalogue: Catalogue) -> Found:
    """Rows that the profile has and the report does not: only a report that was cut lacks any."""
    if submission.file.profile in {*catalogue.profile_files, *catalogue.frozen_files}:
        profile = catalogue.profile(submission.file.profile)
        missing = sorted(profile.requirements(submission.file.level) - facts.summary.requirements.keys())
        if missing:
            yield "rows", S["rows"].filled({"names": missing})


def _tester(pilot: Pilot, submission: Submission, result: Result) -> Found:
    """Above the first level a self-test alone is not enough."""
    others = [each for each in result.parties if not submission.is_of(each.id)]
    claim = result.envelope.predicate["testing"]["claim"]
    if claim == "self" and len(others) == len(result.parties):
        told = {"received": others[0].name, "expected": submission.file.holder_id}
        yield "tester", S["self"].filled(told)
    alone = submission.file.level != LEVELS[0] and (claim == "self" or not others)
    if alone and not passed(pilot, submission.key, now()):
        yield "tester", S["tester"].filled({"level": submission.file.level})

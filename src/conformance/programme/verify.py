"""Who vouches for a file: for a bundle or its signatures. That something is consistent vouches for nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.profile import LEVEL_TITLES
from conformance.model.text import LANGUAGES, Text
from conformance.programme.certificate import certificate_words
from conformance.programme.certificate_check import check_certificate, read_certificate
from conformance.programme.envelope import Envelope, read_envelope
from conformance.programme.rejudging import judged_again
from conformance.programme.result import SUFFIX, check_result, signed_file
from conformance.programme.statuses import Refusal, Status
from conformance.programme.timestamps import existed
from conformance.programme.trusted import read_trust, register_of, timestamps_of
from conformance.programme.verify_record import ACTS, verify_record
from conformance.programme.wording import STATES, headline

BUNDLE = ".zip"
CERTIFICATE_FILES = (".vc.json", ".vc.jwt")
NOT_READ = Text(
    "{name} is not a certificate in JSON that can be read: get it again from the programme, as NUMBER.vc.json",
    "{name} 不是可读取的 JSON 证明：请向试点重新获取 编号.vc.json",
)
NOBODY = Text(
    "{name}: nobody vouches for it: there are no signatures beside it ({beside}); that its parts fit together proves "
    "nothing, since whoever makes up evidence makes it fit",
    "{name}：无人为其作证：旁边没有签名文件（{beside}）；其内容前后一致并不能证明什么，因为伪造的证据同样可以一致",
)
NO_BUNDLE = Text("{name}: the evidence bundle is expected beside it, as {beside}", "{name}：旁边应有证据包 {beside}")
VOUCHES = Text("{party} vouches for it, key {key}", "{party} 为其作证，密钥 {key}")
CLAIMS = {
    "self": Text("a self-test: whoever made the product ran the tests", "自测：由产品方自行测试"),
    "witnessed": Text("a self-test that a witness attended", "有见证方在场的自测"),
    "laboratory": Text("tested by a laboratory", "由测试机构测试"),
}
CHOSEN = Text("the subjects were chosen by {by}; rule: {rule}", "测试对象由 {by} 选取；规则：{rule}")
NOT_CHOSEN = Text("who chose the subjects is not stated", "未写明由谁选取测试对象")
NO_RULE = Text("none stated", "未写明")
AGAIN = Text("judged again: the same verdicts", "重新判定：结论相同")
NOT_AGAIN = Text(
    "judged again: the same verdicts, without {count} subjects of which the evidence has digests alone",
    "重新判定：结论相同；另有 {count} 个对象在证据中仅有摘要，未重新判定",
)
CERTIFICATE = Text(
    "{product}: certificate {state}, {profile}, level {level}, until {until}",
    "{product}：证明 {state}，{profile}，等级 {level}，有效期至 {until}",
)
ONLY = Text("A signature says who vouches for a result, and no more.", "签名仅说明由谁为结果作证，别无其他含义。")


class Vouched(NamedTuple):
    """What a verified file is, in sentences: first what it says, then who says so."""

    headline: Text
    lines: list[Text]


def verify(path: Path, trust: Path | None, at: datetime, *, rejudge: bool = False) -> Vouched:
    """Who vouches for a bundle, its envelope, a certificate, a review or a waiver.

    Raises Refusal if nobody does; Problem, OSError.
    """
    if path.suffix != BUNDLE and (credential := read_certificate(path)) is not None:
        return _certificate(path, credential, trust, at)
    if path.name.endswith(CERTIFICATE_FILES):
        raise Refusal(Status.SIGNATURE, NOT_READ.filled({"name": path.name}))
    envelope_path, bundle = (signed_file(path), path) if path.suffix == BUNDLE else (path, _bundle_of(path))
    if not envelope_path.is_file():
        raise Refusal(Status.NOBODY, NOBODY.filled({"name": path.name, "beside": envelope_path.name}))
    envelope = read_envelope(envelope_path)
    if envelope.statement["predicateType"] in ACTS:
        return _record(path, envelope, trust, at)
    if not bundle.is_file():
        raise Refusal(Status.DIGEST, NO_BUNDLE.filled({"name": path.name, "beside": bundle.name}))
    parties, facts = check_result(path.name, envelope, bundle, read_trust(trust), at)
    testing = envelope.predicate["testing"]
    lines = [CLAIMS[testing["claim"]], _chosen(testing)]
    lines += [VOUCHES.filled({"party": each.name, "key": each.key.id[:19]}) for each in parties]
    if rejudge:
        missing = judged_again(bundle)
        lines.append(NOT_AGAIN.filled({"count": len(missing)}) if missing else AGAIN)
    return Vouched(headline(facts.told), [*lines, ONLY])


def _record(path: Path, envelope: Envelope, trust: Path | None, at: datetime) -> Vouched:
    said, parties = verify_record(path, envelope, read_trust(trust), at)
    lines = [VOUCHES.filled({"party": each.name, "key": each.key.id[:19]}) for each in parties]
    return Vouched(said, [*lines, ONLY])


def _certificate(path: Path, credential: dict[str, Any], trust: Path | None, at: datetime) -> Vouched:
    place = trust or path.parent
    party, state = check_certificate(path.name, credential, read_trust(trust), register_of(place), at)
    stamped = existed(register_of(place), timestamps_of(place), place, at)
    issued = state.issued
    told: dict[str, Any] = {name: issued[name] for name in ("profile", "until")}
    told |= {"product": f"{issued['name']} {issued['version']}", "level": LEVEL_TITLES[issued["level"]]}
    told["state"] = STATES[state.name]
    reason = Text(*(str(issued["reason"].get(each, "-")) for each in LANGUAGES))
    lines = [reason, VOUCHES.filled({"party": party.name, "key": party.key.id[:19]})]
    lines += [stamped] if stamped else []
    return Vouched(CERTIFICATE.filled(told), [*lines, Text(**certificate_words()["disclaimer"]["form"])])


def _bundle_of(envelope: Path) -> Path:
    return envelope.with_name(envelope.name.removesuffix(SUFFIX) + BUNDLE)


def _chosen(testing: Mapping[str, Any]) -> Text:
    by, rule = testing.get("subjects_chosen_by"), testing.get("selection_rule")
    return CHOSEN.filled({"by": by, "rule": rule or NO_RULE}) if by else NOT_CHOSEN

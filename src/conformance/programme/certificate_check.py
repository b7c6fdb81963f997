"""Whether a certificate holds now: its proof, who issued it, its dates, and what the register says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.digest import digest
from conformance.model.text import Text
from conformance.programme.head import Published, read_published
from conformance.programme.keys import ED25519
from conformance.programme.libraries import canonical
from conformance.programme.moments import moment, written
from conformance.programme.proofs import method_of, verifies
from conformance.programme.register import USABLE, State, states
from conformance.programme.status_list import PURPOSES, is_set
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import Party, Trust
from conformance.programme.wording import STATES
from conformance.readers.json import parse
from conformance.readers.json_values import object_or_empty

CERTIFICATE_BYTES = 1 << 20
REQUIREMENT = re.compile(r"[A-Z0-9-]{1,40}")
NOT_ONE = Text("{name} is not a certificate of a programme", "{name} 不是试点的证明")
NOBODY = Text("{name}: nobody vouches for it: it has no proof", "{name}：无人为其作证：其中没有证明（proof）")
UNKNOWN = Text(
    "{name}: issued with a key that nobody here vouches for ({method}); name the folder of keys you trust with --trust",
    "{name}：颁发所用密钥不在受信任之列（{method}）；请用 --trust 指定所信任密钥的文件夹",
)
INVALID = Text(
    "{name}: the proof does not verify: it was changed after {party} issued it",
    "{name}：证明未通过验证：{party} 颁发之后被改动",
)
DATES = Text("{name}: valid from {start} until {end}, not on {at}", "{name}：有效期自 {start} 至 {end}，不含 {at}")
NOT_LISTED = Text(
    "{name}: the register does not list {number}, so nobody vouches for it: ask the programme",
    "{name}：登记册未列出 {number}，故无人为其作证：请咨询试点",
)
OTHER = Text(
    "{name} is not the certificate that the register lists as {number}: its digest is another one",
    "{name} 不是登记册所列的 {number}：摘要不同",
)
STOPPED = Text(
    "{name}: {state} on {since}; {reason}; the proof still verifies, but the certificate no longer holds",
    "{name}：已于 {since} {state}；{reason}；证明的签名仍可验证，但该证明已不再有效",
)
BIT = Text(
    "{name}: the status list {purpose} does not agree with the register: ask the programme",
    "{name}：状态列表 {purpose} 与登记册不一致：请咨询试点",
)


def read_certificate(path: Path) -> dict[str, Any] | None:
    """The credential in a file; None for a file of another kind. Raises OSError."""
    with path.open("rb") as file:
        told = parse(file.read(CERTIFICATE_BYTES))
    if told.problems or not isinstance(told.document, dict):
        return None
    return told.document if "VerifiableCredential" in _listed(told.document.get("type")) else None


def credential_digest(credential: dict[str, Any]) -> str | None:
    """The digest by which the register names a certificate; None for one that has no canonical form."""
    try:
        return digest(canonical(credential))
    except ValueError:
        return None


def conditions_of(credential: dict[str, Any] | None) -> list[str]:
    """The requirements that a certificate is conditional on; none where it cannot be read."""
    given = object_or_empty((credential or {}).get("credentialSubject")).get("conditions")
    named = [object_or_empty(each).get("requirement") for each in given] if isinstance(given, list) else []
    return [each for each in named if isinstance(each, str) and REQUIREMENT.fullmatch(each)]


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def check_certificate(
    name: str, credential: dict[str, Any], trust: Trust, folder: Path, at: datetime
) -> tuple[Party, State]:
    """Who issued a certificate that holds, and its state. Raises Refusal where it does not hold, OSError."""
    party = issuer_of(name, credential, trust, at)
    try:
        start, end = (moment(credential[each]) for each in ("validFrom", "validUntil"))
        number = str(credential["credentialSubject"]["number"])
    except (KeyError, TypeError, ValueError):
        raise Refusal(Status.SIGNATURE, NOT_ONE.filled({"name": name})) from None
    published = read_published(folder, trust, at)
    state = states(published.chain.entries).get(number)
    if state is None:
        raise Refusal(Status.NOBODY, NOT_LISTED.filled({"name": name, "number": number}))
    if state.issued["digests"].get("certificate", "") != credential_digest(credential):
        raise Refusal(Status.DIGEST, OTHER.filled({"name": name, "number": number}))
    if state.name not in USABLE:
        reason = Text(*(str(state.last["reason"].get(each, "-")) for each in ("en", "zh")))
        told = {"name": name, "state": STATES[state.name], "since": state.last["time"], "reason": reason}
        raise Refusal(Status.REVOKED, STOPPED.filled(told))
    _same_bits(name, credential, published)
    if not start <= at < end:
        values = {"name": name, "start": written(start), "end": written(end), "at": written(at)}
        raise Refusal(Status.EXPIRED, DATES.filled(values))
    return party, state


def issuer_of(name: str, credential: dict[str, Any], trust: Trust, at: datetime) -> Party:
    """Who signed a credential and may issue certificates. Raises Refusal."""
    proof = object_or_empty(credential.get("proof"))
    if not proof:
        raise Refusal(Status.NOBODY, NOBODY.filled({"name": name}))
    issuer, method = credential.get("issuer"), proof.get("verificationMethod")
    known = [each for each in trust.parties.values() if each.key.algorithm == ED25519 and each.id == issuer]
    party = next((each for each in known if method_of(each.id, each.key) == method), None)
    if party is None:
        raise Refusal(Status.UNKNOWN, UNKNOWN.filled({"name": name, "method": str(method)}))
    if not verifies(credential, party.key):
        raise Refusal(Status.SIGNATURE, INVALID.filled({"name": name, "party": party.name}))
    try:
        created = moment(proof.get("created"))
    except ValueError:
        raise Refusal(Status.SIGNATURE, NOT_ONE.filled({"name": name})) from None
    return trust.entitled(name, [party], "certify", created, at)[0]


def _same_bits(name: str, credential: Mapping[str, Any], published: Published) -> None:
    """Raises Refusal where a status list says that a certificate is stopped and the register does not."""
    entries = [object_or_empty(each) for each in _listed(credential.get("credentialStatus"))]
    indexes = {each.get("statusPurpose"): each.get("statusListIndex") for each in entries}
    for purpose in PURPOSES:
        given = object_or_empty(published.lists[purpose].get("credentialSubject")).get("encodedList")
        place = indexes.get(purpose)
        if not str(place).isdecimal() or is_set(str(given), int(str(place))) is not False:
            raise Refusal(Status.REGISTER, BIT.filled({"name": name, "purpose": purpose}))

"""Keys that follow others: a party lists its next key in a statement that both of them sign.

The statements are in the folder rotations/ of the register and are published with it, so that whoever trusts a key
learns the one that follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from conformance.model.digest import digest
from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.envelope import read_envelope, sealed, statement
from conformance.programme.keys import PublicKey, pem_of, public_key
from conformance.programme.moments import written
from conformance.programme.result import signed_at
from conformance.programme.signers import Signer
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import Party, is_valid

KIND = "urn:metaverse-conformance:rotation:1"
FOLDER = "rotations"
NOT_BOTH = Text(
    "{path}: a key is not followed by another unless both sign it, and the old one while it is valid: restore the file "
    "from the history of the folder",
    "{path}：须由新旧两个密钥签名且旧密钥仍在有效期内，方可更换：请由文件夹的版本历史恢复该文件",
)
TWO = Text("a rotation takes two keys: --key OLD --key NEW", "更换密钥需要两个密钥：--key 旧 --key 新")
UNKNOWN = Text("no party is listed with the first key ({key})", "没有任何机构列有第一个密钥（{key}）")
LISTED = Text("the second key ({key}) is listed already: make a new one", "第二个密钥（{key}）已列入：请生成新的密钥")
OVER = Text(
    "the first key ended on {ends}: list the next one in programme.toml, and say so to everybody",
    "第一个密钥已于 {ends} 到期：请在 programme.toml 中列入下一密钥并告知各方",
)
PAST = Text(
    "{until} is over: name a day on which both keys are still valid", "{until} 已过：请指定两个密钥均仍有效的日期"
)


class Rotation(NamedTuple):
    """A key that follows another one, which still signs until the last of its days."""

    party: Party
    new: Signer
    until: date


def rotation(parties: Iterable[Party], signers: list[Signer], until: date, at: datetime) -> Rotation:
    """What is to be signed. Raises Problem where these are not an old and a new key of a party."""
    if len(signers) != 2:
        raise Problem(TWO)
    old, new = signers
    known = {each.key.id: each for each in parties}
    party = known.get(old.key.id)
    if party is None:
        raise Problem(UNKNOWN.filled({"key": old.key.id[:19]}))
    if new.key.id in known:
        raise Problem(LISTED.filled({"key": new.key.id[:19]}))
    if not is_valid(party, at):
        raise Problem(OVER.filled({"ends": party.ends}))
    if until < at.date():
        raise Problem(PAST.filled({"until": until}))
    return Rotation(party, new, min(until, party.ends or until))


def signed_rotation(told: Rotation, signers: list[Signer], at: datetime) -> str:
    """The statement by both keys."""
    key = told.new.key
    predicate = {
        "party": told.party.id,
        "old": told.party.key.id,
        "new": key.pem,
        "until": told.until.isoformat(),
        "signed": written(at),
    }
    return sealed(statement(KIND, {"key.pem": digest(key.pem.encode())}, predicate), signers).text


def rotated(parties: list[Party], folder: Path) -> list[Party]:
    """The parties with the keys that follow theirs. Raises Refusal where a statement is not signed by both, OSError."""
    found = {each.key.id: each for each in parties}
    for path in sorted(folder.glob("*.dsse.json")):
        old, new, until = _read(path, found)
        found[old.key.id] = old._replace(ends=min(until, old.ends or until))
        found[new.id] = Party(old.id, old.name, old.acts, new)
    return list(found.values())


def _read(path: Path, known: dict[str, Party]) -> tuple[Party, PublicKey, date]:
    envelope = read_envelope(path)
    told, signatures = envelope.predicate, {each.key: each.value for each in envelope.signatures}
    old, new = known.get(str(told.get("old"))), public_key(pem_of(str(told.get("new")).encode()) or b"")
    refused = Refusal(Status.SIGNATURE, NOT_BOTH.filled({"path": str(path)}))
    if old is None or new is None or envelope.statement["predicateType"] != KIND or told.get("party") != old.id:
        raise refused
    if not all(key.verifies(envelope.signed, signatures.get(key.id, b"")) for key in (old.key, new)):
        raise refused
    if not is_valid(old, signed_at(path.name, told)):
        raise refused
    try:
        return old, new, date.fromisoformat(str(told.get("until")))
    except ValueError:
        raise refused from None

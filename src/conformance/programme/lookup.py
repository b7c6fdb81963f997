"""One file that a platform loads, derived from the register: is this valid for this version, at this level, today?

`Register.load` is for programs: load it once, ask it as often as needed, and load it again before `next_update`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.digest import digest
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.programme.envelope import read_envelope
from conformance.programme.keys import PublicKey
from conformance.programme.moments import moment, written
from conformance.programme.register import USABLE, states
from conformance.programme.statuses import Refusal, Status

FILE, HEAD = "lookup.json", "head.dsse.json"
HEAD_KIND = "urn:metaverse-conformance:register-head:1"
FORMAT = 1


def lookup_text(entries: Iterable[Mapping[str, Any]]) -> str:
    """The file; the same register is always the same text."""
    certificates: dict[str, dict[str, Any]] = {}
    recognised: dict[str, list[str]] = {}
    for number, state in states(entries).items():
        issued = state.issued
        certificates[number] = {
            **{name: issued[name] for name in ("holder", "product", "version", "profile", "level", "from", "until")},
            "state": state.name,
            "since": state.last["time"],
            "reason": state.last["reason"],
        }
        for means in issued["recognised"]:
            recognised.setdefault(means, []).append(number)
    told = {"format": FORMAT, "certificates": certificates, "recognised": dict(sorted(recognised.items()))}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


NO_KEY = Text(
    "{path}: none of the keys signed the head of the register: ask the programme for its keys",
    "{path}：登记册首部未由任何给定密钥签名：请向试点获取其公钥",
)
CHANGED_HEAD = Text(
    "{path}: the signature of the head does not verify: it was changed, get the whole folder again",
    "{path}：首部的签名未通过验证：其已被改动，请重新获取整个文件夹",
)
OTHER_FILE = Text(
    "{path} is not the file that the head of the register names: get the whole folder again",
    "{path} 不是登记册首部所列的文件：请重新获取整个文件夹",
)
STALE = Text(
    "{path}: the register was due to be renewed by {due}: get the current one from the programme",
    "{path}：登记册应于 {due} 前更新：请向试点获取当前版本",
)


class Found(NamedTuple):
    """A certificate: its number, its state (valid, conditional, suspended, revoked, expired ...), and all about it."""

    number: str
    state: str
    told: Mapping[str, Any]

    @property
    def usable(self) -> bool:
        """Whether it may be relied on; a conditional one only as far as its conditions allow."""
        return self.state in USABLE


class Register:
    """The certificates of a programme by what their products are recognised by.

    `next_update` is by when the programme publishes anew, where the register was loaded with keys.
    """

    def __init__(self, content: Mapping[str, Any], next_update: datetime | None = None) -> None:
        self._certificates: Mapping[str, Mapping[str, Any]] = content["certificates"]
        self._recognised: Mapping[str, list[str]] = content["recognised"]
        self.next_update = next_update

    @classmethod
    def load(cls, path: Path, keys: Iterable[PublicKey], at: datetime) -> Register:
        """The register in a lookup.json, for which the head beside it vouches by one of the keys.

        Raises Refusal where no such key signed the head, the file is not the one that it names, or it is stale: the
        state of a certificate is then unknown. Raises OSError. With what was seen before it is not compared: `verify`
        does that.
        """
        envelope, data = read_envelope(path.with_name(HEAD)), path.read_bytes()
        known = {key.id: key for key in keys}
        signed = [(known[each.key], each.value) for each in envelope.signatures if each.key in known]
        if not signed:
            raise Refusal(Status.UNKNOWN, NO_KEY.filled({"path": str(path)}))
        if not all(key.verifies(envelope.signed, value) for key, value in signed):
            raise Refusal(Status.SIGNATURE, CHANGED_HEAD.filled({"path": str(path)}))
        statement = envelope.statement
        if statement["predicateType"] != HEAD_KIND or envelope.digests.get(FILE) != digest(data):
            raise Refusal(Status.DIGEST, OTHER_FILE.filled({"path": str(path)}))
        due = moment(statement["predicate"]["next_update"])
        if at >= due:
            raise Refusal(Status.EXPIRED, STALE.filled({"path": str(path), "due": written(due)}))
        return cls(json.loads(data), due)

    def __len__(self) -> int:
        return len(self._certificates)

    def certificate(self, number: str, at: datetime) -> Found | None:
        """The certificate with this number, as it is at a moment."""
        told = self._certificates.get(number)
        if told is None:
            return None
        state = str(told["state"])
        if state in USABLE and not moment(told["from"]) <= at < moment(told["until"]):
            state = "expired"
        return Found(number, state, told)

    def find(
        self,
        means: str,
        at: datetime,
        *,
        version: str | None = None,
        profile: str | None = None,
        level: str = LEVELS[0],
    ) -> list[Found]:
        """The certificates of the product that is recognised by this (`file:sha256:...`, `did:did:web:...`).

        Only those of this version and profile, if they are named, at this level or a higher one; usable ones first.
        """
        found = [
            each
            for number in self._recognised.get(means, ())
            if (each := self.certificate(number, at))
            and version in (None, each.told["version"])
            and profile in (None, each.told["profile"])
            and LEVELS.index(each.told["level"]) >= LEVELS.index(level)
        ]
        return sorted(found, key=lambda each: not each.usable)

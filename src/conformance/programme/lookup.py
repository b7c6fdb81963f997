"""One file that a platform loads, derived from the register: is this valid for this version, at this level, today?

`Register` is for programs: load it once, ask it as often as needed, and load it again before `next_update`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from conformance.model.profile import LEVELS
from conformance.programme.moments import moment
from conformance.programme.register import states

FILE = "lookup.json"
FORMAT = 1
USABLE = ("valid", "conditional")


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
    """The certificates of a programme by what their products are recognised by."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._certificates: Mapping[str, Mapping[str, Any]] = content["certificates"]
        self._recognised: Mapping[str, list[str]] = content["recognised"]

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

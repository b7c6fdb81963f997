"""What happens to a certificate later: suspended, reinstated, revoked, each with a reason in both languages."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme.certificate import certificate_words
from conformance.programme.ledger import entered, of_issuer
from conformance.programme.moments import written
from conformance.programme.pilot import Pilot
from conformance.programme.register import states
from conformance.programme.signers import Signer
from conformance.programme.wording import STATES

FROM = {
    "suspended": ("valid", "conditional"),
    "reinstated": ("suspended",),
    "revoked": ("valid", "conditional", "suspended"),
    "superseded": ("valid", "conditional", "suspended"),
}
"""By event, the states in which it can happen."""
UNKNOWN = Text(
    "the register has no certificate {number}: `conformance programme check` lists them",
    "登记册中没有证明 {number}：可用 `conformance programme check` 列出",
)
NOT_NOW = Text("{number} is {state}, so it cannot be {event}", "{number} 状态为“{state}”，不能登记“{event}”")


def changed(
    pilot: Pilot, number: str, event: str, reason: dict[str, str], signers: list[Signer], at: datetime
) -> dict[Path, bytes | str]:
    """The files of the register after an event of a certificate. Raises Problem where it cannot happen, OSError."""
    of_issuer(pilot, signers, "certify", at)
    return entered(pilot, [change(pilot, number, event, reason, at)], signers, at)


def change(pilot: Pilot, number: str, event: str, reason: dict[str, str], at: datetime) -> dict[str, Any]:
    """The entry for an event of a certificate. Raises Problem where it cannot happen."""
    state = states(pilot.chain.entries).get(number)
    if state is None:
        raise Problem(UNKNOWN.filled({"number": number}))
    if state.name not in FROM[event]:
        refused = Text(**certificate_words()["event"][event])
        raise Problem(NOT_NOW.filled({"number": number, "state": STATES[state.name], "event": refused}))
    issued = state.issued
    named = ("holder", "organisation", "product", "name", "version", "profile", "level", "certificate")
    kept = {name: issued[name] for name in named}
    return {**kept, "time": written(at), "event": event, "reason": reason, "digests": issued["digests"]}

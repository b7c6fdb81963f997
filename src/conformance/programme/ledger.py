"""Entering events into the register: its next lines and everything that is made of them, signed anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.programme import head, lookup, register
from conformance.programme.keys import ED25519
from conformance.programme.lookup import lookup_text
from conformance.programme.pilot import Pilot
from conformance.programme.proofs import signed
from conformance.programme.register import Chain, chain_of, states
from conformance.programme.reviews import entitled
from conformance.programme.signers import Signer
from conformance.programme.status_list import PURPOSES, status_credential
from conformance.programme.trust import ACTS

NOT_ISSUER = Text(
    "none of the keys is one with which {issuer} may {act}: name its key with --key",
    "所给密钥均不是 {issuer} 可用于 {act} 的密钥：请用 --key 指定其密钥",
)
STOPPED = {"revocation": ("revoked", "superseded"), "suspension": ("suspended",)}
"""By purpose of a status list, the states of which it has the bit."""


def entered(
    pilot: Pilot, events: Iterable[Mapping[str, Any]], signers: list[Signer], at: datetime
) -> dict[Path, bytes | str]:
    """The files of the register with these events, the head last. Raises Problem where no key may keep it, OSError."""
    keepers = of_issuer(pilot, signers, "register", at)
    path = pilot.register / register.FILE
    chain = head.vouched_chain(pilot.register, pilot.trust, at)
    data = (path.read_bytes() if path.exists() else b"") + chain.lines_after(events)
    chain = chain_of(data, path)
    files = {register.FILE: data, lookup.FILE: lookup_text(chain.entries).encode(), **_lists(pilot, chain, keepers, at)}
    due = at + timedelta(days=pilot.file.validity.register_days)
    top = head.head_of(pilot.issuer, chain, files, keepers, at, due)
    return {**{pilot.register / name: content for name, content in files.items()}, pilot.head: top.text}


def _lists(pilot: Pilot, chain: Chain, signers: list[Signer], at: datetime) -> dict[str, bytes]:
    signer = next((each for each in signers if each.key.algorithm == ED25519), signers[0])
    found = {}
    for purpose in PURPOSES:
        bits = [each.issued["index"] for each in states(chain.entries).values() if each.name in STOPPED[purpose]]
        credential = status_credential(pilot.url, pilot.issuer, purpose, bits, at)
        text = json.dumps(signed(credential, pilot.issuer, signer, at), ensure_ascii=False, indent=1) + "\n"
        found[head.status_file(purpose)] = text.encode()
    return found


def of_issuer(pilot: Pilot, signers: list[Signer], act: str, at: datetime) -> list[Signer]:
    """The keys by which the issuer may do this. Raises Refusal if there are none."""
    keys = {each.key.id for each in entitled(pilot, signers, act, at) if each.id == pilot.issuer}
    found = [each for each in signers if each.key.id in keys]
    if not found:
        raise Problem(NOT_ISSUER.filled({"issuer": pilot.issuer, "act": ACTS[act]}))
    return found

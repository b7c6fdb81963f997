"""The signed head of the register: how many lines it has, what they and the files made of them are, and until when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.digest import digest
from conformance.model.text import Text
from conformance.programme import lookup, register
from conformance.programme.envelope import Envelope, read_envelope, read_record, sealed, statement
from conformance.programme.lookup import OTHER_FILE, STALE
from conformance.programme.moments import moment, written
from conformance.programme.register import Chain, chain_of, read_chain
from conformance.programme.result import signed_at
from conformance.programme.signers import Signer
from conformance.programme.status_list import PURPOSES
from conformance.programme.statuses import Refusal, Status
from conformance.programme.trust import Trust
from conformance.readers.json import parse
from conformance.readers.json_values import object_or_empty
from conformance.writing import write_text

FILE, KIND, SEEN = lookup.HEAD, lookup.HEAD_KIND, "seen.json"
NO_REGISTER = Text(
    "{path}: there is no register, so whether a certificate was revoked is unknown: copy the folder trust/ that the "
    "programme publishes",
    "{path}：没有登记册，无法得知证明是否已撤销：请复制试点发布的 trust/ 文件夹",
)
ROLLED_BACK = Text(
    "{path}: the register has {count} lines, but one with {seen} was seen before: it was rolled back; ask the "
    "programme why",
    "{path}：登记册有 {count} 行，而此前见过 {seen} 行的版本：登记册被回退；请向试点询问原因",
)
FORKED = Text(
    "{path}: line {seen} is not the one that was seen before: the register was rewritten; ask the programme why",
    "{path}：第 {seen} 行与此前所见不同：登记册被改写；请向试点询问原因",
)
UNVOUCHED = Text(
    "{path}: the register is not the one that its head vouches for: a file was edited, or restored alone; "
    "restore the folder trust/ from its history, and repeat the command",
    "{path}：登记册与其首部所证不一致：文件被编辑，或仅单独恢复；请由版本历史恢复 trust/ 文件夹，再重新执行",
)


class Published(NamedTuple):
    """A register that its head vouches for, with the status lists by purpose."""

    chain: Chain
    lists: Mapping[str, Mapping[str, Any]]
    head: Mapping[str, Any]


def status_file(purpose: str) -> str:
    """Where a status list is in the folder of a register."""
    return f"status/{purpose}.vc.json"


SEEN_BYTES = 64 << 10
FILES = (register.FILE, lookup.FILE, *map(status_file, PURPOSES))
"""What the head names by digest."""


def head_of(
    issuer: str, chain: Chain, files: Mapping[str, bytes], signers: Iterable[Signer], issued: datetime, due: datetime
) -> Envelope:
    """The signed head over the files of a register, to be renewed when it is due."""
    predicate = {
        "issuer": issuer,
        "number": len(chain.entries),
        "last": chain.last,
        "signed": written(issued),
        "next_update": written(due),
    }
    return sealed(statement(KIND, {name: digest(files[name]) for name in FILES}, predicate), signers)


def read_published(folder: Path, trust: Trust, at: datetime) -> Published:
    """The register in a folder. Raises Refusal where nobody vouches for it, or it is stale or broken; OSError."""
    path = folder / FILE
    if not path.is_file():
        raise Refusal(Status.EXPIRED, NO_REGISTER.filled({"path": str(folder)}))
    envelope = read_envelope(path)
    if envelope.statement["predicateType"] != KIND:
        raise Refusal(Status.REGISTER, OTHER_FILE.filled({"path": str(path)}))
    head = envelope.predicate
    trust.vouching(path.name, envelope, "register", signed_at(path.name, head), at)
    files = {name: _named(folder / name, envelope.digests.get(name)) for name in FILES}
    chain = chain_of(files[register.FILE], folder / register.FILE)
    if chain.last != head.get("last") or len(chain.entries) != head.get("number"):
        raise Refusal(Status.REGISTER, OTHER_FILE.filled({"path": str(folder / register.FILE)}))
    _compare_with_seen(folder, str(head.get("issuer")), chain)
    if at >= moment(head["next_update"]):
        raise Refusal(Status.EXPIRED, STALE.filled({"path": str(folder), "due": head["next_update"]}))
    lists = {purpose: json.loads(files[status_file(purpose)]) for purpose in PURPOSES}
    return Published(chain, lists, head)


def vouched_chain(folder: Path, trust: Trust, at: datetime) -> Chain:
    """The register in a folder, to add lines to: as it was signed last, though it may be stale; empty at the beginning.

    Raises Refusal where it has other lines than were signed, which would be signed with those that are added; OSError.
    """
    chain = read_chain(folder / register.FILE)
    if not (folder / FILE).is_file():
        signed: tuple[object, object] = (0, register.FIRST)
    else:
        head = read_record(folder / FILE, KIND, "last")
        trust.vouching(FILE, head, "register", signed_at(FILE, head.predicate), at)
        signed = (head.predicate.get("number"), head.predicate.get("last"))
    if signed != (len(chain.entries), chain.last):
        raise Refusal(Status.REGISTER, UNVOUCHED.filled({"path": str(folder / register.FILE)}))
    return chain


def _named(path: Path, expected: str | None) -> bytes:
    data = path.read_bytes() if path.is_file() else b""
    if digest(data) != expected:
        raise Refusal(Status.REGISTER, OTHER_FILE.filled({"path": str(path)}))
    return data


def _compare_with_seen(folder: Path, issuer: str, chain: Chain) -> None:
    """Keep what was seen of a register; raises Refusal where it has become shorter, or another one."""
    path, seen = folder / SEEN, dict[str, Any]()
    with suppress(OSError):
        told = parse(path.read_bytes()[:SEEN_BYTES])
        seen = {} if told.problems else object_or_empty(told.document)
    number, last = _seen(seen.get(issuer))
    values = {"path": str(folder / register.FILE), "count": len(chain.entries), "seen": number}
    if len(chain.entries) < number:
        raise Refusal(Status.REGISTER, ROLLED_BACK.filled(values))
    if number and chain.digests[number - 1] != last:
        raise Refusal(Status.REGISTER, FORKED.filled(values))
    if len(chain.entries) > number:
        with suppress(OSError):  # a folder that cannot be written to remembers nothing
            write_text(path, json.dumps({**seen, issuer: (len(chain.entries), chain.last)}) + "\n")


def _seen(given: object) -> tuple[int, str]:
    """The number of lines that were seen, and the digest of the last; none where the note cannot be read."""
    if isinstance(given, list) and len(given) == 2 and isinstance(given[0], int) and given[0] > 0:
        return given[0], str(given[1])
    return 0, register.FIRST

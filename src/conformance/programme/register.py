"""The register: a file of lines, each with the digest of the one before, to which lines are only added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance.model.digest import digest
from conformance.model.profile import LEVELS
from conformance.model.text import Text
from conformance.programme.config import FOLDER
from conformance.programme.libraries import canonical
from conformance.programme.moments import is_moment
from conformance.programme.status_list import LARGEST
from conformance.programme.statuses import Refusal, Status
from conformance.readers.json import parse

FILE = "register.jsonl"
FIRST = "sha256:" + 64 * "0"
NUMBER = re.compile(r"C-[0-9]{6,9}")
"""The number of a certificate, which is also the name of its file."""
REGISTER_BYTES = 512 << 20
ISSUED = ("certified", "provisional")
EVENTS = (*ISSUED, "refused", "suspended", "reinstated", "revoked", "superseded")
USABLE = ("valid", "conditional")
"""The states in which others may rely on a certificate, unless it has expired."""
BROKEN = Text(
    "{path}: line {number} does not follow from the line before: the register was edited; restore it from its history",
    "{path}：第 {number} 行与上一行不衔接：登记册被编辑过；请由版本历史恢复",
)
NOT_A_LINE = Text("{path}: line {number} is not an entry of a register", "{path}：第 {number} 行不是登记册条目")


class Chain(NamedTuple):
    """The entries of a register, and the digest of each line."""

    entries: list[Mapping[str, Any]]
    digests: list[str]

    @property
    def last(self) -> str:
        """The digest of the last line."""
        return self.digests[-1] if self.digests else FIRST

    def lines_after(self, entries: Iterable[Mapping[str, Any]]) -> bytes:
        """The lines that add these entries."""
        lines, previous = list[bytes](), self.last
        for number, entry in enumerate(entries, len(self.entries) + 1):
            line = canonical({**entry, "number": number, "previous": previous})
            previous = digest(line)
            lines.append(line + b"\n")
        return b"".join(lines)

    def of(self, certificate: str) -> list[Mapping[str, Any]]:
        """The entries about a certificate."""
        return [each for each in self.entries if each.get("certificate") == certificate]


def read_chain(path: Path) -> Chain:
    """The register in a file, empty where there is none. Raises Refusal where it is broken, OSError."""
    if not path.exists():
        return Chain([], [])
    with path.open("rb") as file:
        data = file.read(REGISTER_BYTES)
    return chain_of(data, path)


def chain_of(data: bytes, path: Path) -> Chain:
    """The register in these bytes. Raises Refusal."""
    entries: list[Mapping[str, Any]] = []
    digests: list[str] = []
    for number, line in enumerate(data.splitlines(), 1):
        told = parse(line)
        if told.problems or not _is_entry(told.document):
            raise Refusal(Status.REGISTER, NOT_A_LINE.filled({"path": str(path), "number": number}))
        if told.document["number"] != number or told.document["previous"] != (digests[-1] if digests else FIRST):
            raise Refusal(Status.REGISTER, BROKEN.filled({"path": str(path), "number": number}))
        entries.append(told.document)
        digests.append(digest(line))
    return Chain(entries, digests)


def _is_entry(given: Any) -> bool:
    texts = ("time", "event", "holder", "product", "version", "level", "previous")
    return (
        isinstance(given, dict)
        and isinstance(given.get("number"), int)
        and all(isinstance(given.get(name), str) for name in texts)
        and given["event"] in EVENTS
        and given["level"] in LEVELS
        and is_moment(given["time"])
        and all(FOLDER.fullmatch(given[name]) for name in ("holder", "product", "version"))
        and ("certificate" not in given or NUMBER.fullmatch(str(given["certificate"])) is not None)
        and isinstance(given.get("reason"), dict)
        and isinstance(given.get("digests"), dict)
        and (given["event"] not in ISSUED or _is_issued(given))
    )


def _is_issued(given: Mapping[str, Any]) -> bool:
    texts = ("certificate", "from", "until", "profile", "name", "organisation")
    recognised = given.get("recognised")
    return (
        all(isinstance(given.get(name), str) for name in texts)
        and isinstance(given.get("index"), int)
        and 0 <= given["index"] < LARGEST
        and is_moment(given["from"])
        and is_moment(given["until"])
        and isinstance(recognised, list)
        and all(isinstance(each, str) for each in recognised)
    )


class State(NamedTuple):
    """A certificate as the register has it: the entry that issued it, and the last one about it."""

    issued: Mapping[str, Any]
    last: Mapping[str, Any]

    @property
    def name(self) -> str:
        """valid, conditional, or what stopped it, as of the last entry; that it may have expired is not said here."""
        event = str(self.last["event"])
        if event in ("certified", "provisional", "reinstated"):
            return "conditional" if self.issued["event"] == "provisional" else "valid"
        return event


def states(entries: Iterable[Mapping[str, Any]]) -> dict[str, State]:
    """By number, the certificates and what the last entry says of each."""
    found: dict[str, State] = {}
    for entry in entries:
        number = entry.get("certificate")
        if entry["event"] in ISSUED:
            found[str(number)] = State(entry, entry)
        elif isinstance(number, str) and number in found:
            found[number] = found[number]._replace(last=entry)
    return found

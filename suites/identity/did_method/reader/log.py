"""The log of a did:webvh (did:webvh 1.0, The DID Log File): one entry on each line, and what is in force at each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked, Where
from conformance.readers.json import JsonText, parse
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.documents import Found, items
from conformance_suites.identity.credential.reader.times import instant
from conformance_suites.identity.data_integrity.reader.secured import Proof

from .bounds import ENTRIES, LOG_BYTES

Members = dict[str, Any]
METHOD = re.compile(r"did:webvh:([0-9]+)\.([0-9]+)")
VERSION = re.compile(r"([1-9][0-9]{0,8})-(.+)")
SCID = re.compile("[1-9A-HJ-NP-Za-km-z]{46}")
DID = "did:webvh:"


class Line(NamedTuple):
    """A line of the file that is not empty; numbers count from 1."""

    number: int
    text: JsonText

    def where(self, pointer: str = "", byte: int | None = None) -> Where:
        return Where(pointer=pointer, line=self.number, byte=byte)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_proof(value: Any) -> bool:
    """Whether a value is one proof, or several."""
    return all(_is_object(each) for each in (value if isinstance(value, list) else [value]))


MEMBERS: dict[str, Callable[[Any], bool]] = {
    "versionId": _is_text,
    "versionTime": _is_text,
    "parameters": _is_object,
    "state": _is_object,
    "proof": _is_proof,
}
"""The members of an entry, and what each has to be."""
DEFAULTS: Members = {
    "updateKeys": [],
    "nextKeyHashes": [],
    "witness": {},
    "watchers": [],
    "portable": False,
    "deactivated": False,
    "ttl": 3600,
}
"""What a parameter is as long as no entry sets it."""


@dataclass(frozen=True, eq=False)
class Entry:
    """An entry with what the entries before it left in force."""

    line: Line
    value: Members
    before: Members
    previous: Entry | None

    def where(self, pointer: str = "") -> Where:
        return self.line.where(pointer)

    def text(self, name: str) -> str:
        """The value of a member, if it is a string."""
        given = self.value.get(name)
        return given if isinstance(given, str) else ""

    @property
    def parameters(self) -> Members:
        """What the entry sets; null, which early implementations wrote, sets the default (General Rules)."""
        given = object_or_empty(self.value.get("parameters"))
        return {name: DEFAULTS.get(name) if each is None else each for name, each in given.items()}

    @cached_property
    def after(self) -> Members:
        """The parameters in force once the entry is published."""
        return {**self.before, **self.parameters}

    @property
    def rotates(self) -> bool:
        """Whether keys were announced before this entry (Pre-Rotation)."""
        return self.previous is not None and bool(texts(self.before.get("nextKeyHashes")))

    @property
    def active_keys(self) -> list[str]:
        """The keys of which one signs this entry (Authorized Keys)."""
        first = self.previous is None or self.rotates
        return texts((self.after if first else self.before).get("updateKeys"))

    @property
    def version(self) -> tuple[int, str] | None:
        """The number and the hash of the version; None if `versionId` does not have both."""
        found = VERSION.fullmatch(self.text("versionId"))
        return (int(found[1]), found[2]) if found else None

    @property
    def instant(self) -> float | None:
        """The time of the entry, in seconds; None if it is not a time in UTC."""
        text = self.text("versionTime")
        found = instant(text)
        return None if found is None or not text.endswith(("Z", "+00:00")) else float(found)

    @property
    def did(self) -> str:
        """The DID of the document; empty if it has none."""
        given = object_or_empty(self.value.get("state")).get("id")
        return given if isinstance(given, str) else ""

    @property
    def proofs(self) -> list[Proof]:
        secured = Found("", self.value)
        return [
            Proof(each.pointer, each.value, secured)
            for each in items("/proof", self.value)
            if isinstance(each.value, dict)
        ]


def texts(value: Any) -> list[str]:
    """The strings of an array."""
    return [each for each in list_or_empty(value) if isinstance(each, str)]


@dataclass(frozen=True)
class Log:
    """A file with the versions of a DID, the first one first."""

    lines: list[Line]

    @cached_property
    def entries(self) -> list[Entry]:
        """The entries, if every line is an object."""
        found: list[Entry] = []
        for line in self.lines:
            if not line.text.usable or not isinstance(line.text.document, dict):
                raise Blocked("blocked_by", ids=["ID-DWH-001"])
            last = found[-1] if found else None
            found.append(Entry(line, line.text.document, last.after if last else {}, last))
        return found

    @property
    def scid(self) -> str:
        """What the first entry says the SCID is; empty if that is not one by its letters."""
        given = self.entries[0].parameters.get("scid") if self.entries else None
        return given if isinstance(given, str) and SCID.fullmatch(given) else ""


def read_log(source: Source) -> Log:
    """The log in a file. Raises Blocked beyond a limit."""
    if source.size > LOG_BYTES:
        raise Blocked("log_bound", bound=LOG_BYTES)
    return log_of(bytes(source.data))


def log_of(data: bytes) -> Log:
    """The log in a text. Raises Blocked beyond a limit."""
    lines = [Line(at, parse(each).within_bounds()) for at, each in enumerate(data.split(b"\n"), 1) if each.strip()]
    if len(lines) > ENTRIES:
        raise Blocked("entries_bound", bound=ENTRIES)
    return Log(lines)

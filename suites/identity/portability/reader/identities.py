"""The identities in an export: DID documents, and logs of did:webvh with all their versions.

They are beside a credential or in the folder `dids` there, in files that are named as DID methods name them, or end in
such a name: `did.json`, `club.did.json`, `did.jsonl`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside
from conformance.readers.json import parse
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance_suites.identity.credential.reader.times import instant
from conformance_suites.identity.did.reader.document import RELATIONSHIPS
from conformance_suites.identity.did.reader.identifiers import resolved
from conformance_suites.identity.did_method.reader.log import log_of

from .bounds import DOCUMENT_BYTES, FILES_BESIDE, IDENTITIES

Members = dict[str, Any]
DOCUMENT, LOG, FOLDER = "did.json", "did.jsonl", "dids"


class Version(NamedTuple):
    """A document of a DID, in force from a time, in seconds; None for a document without a history."""

    document: Members
    since: float | None
    active: bool = True


@dataclass(frozen=True)
class Identity:
    """A DID with the versions of its document, the first one first."""

    did: str
    file: str
    versions: list[Version]

    def at(self, time: float | None) -> Version:
        """The version in force at a time; the last one where no time is known."""
        before = [each for each in self.versions if time is None or each.since is None or each.since <= time]
        return before[-1] if before else self.versions[0]

    @property
    def ended(self) -> float | None:
        """When the DID was deactivated; None if it was not, or nobody says when."""
        return next((each.since for each in self.versions if not each.active), None)

    @property
    def other_names(self) -> list[str]:
        """What the last version says that the DID is also known as."""
        return [each for each in list_or_empty(self.versions[-1].document.get("alsoKnownAs")) if isinstance(each, str)]


def did_of(version: Version) -> str:
    """The DID of a version: the name may change when a DID moves."""
    given = version.document.get("id")
    return given if isinstance(given, str) else ""


def methods_of(version: Version) -> Iterator[tuple[str, Members]]:
    """(absolute URL, verification method) of all that a version declares or embeds."""
    for member in ("verificationMethod", *RELATIONSHIPS):
        for each in list_or_empty(version.document.get(member)):
            if isinstance(each, dict) and isinstance(each.get("id"), str):
                yield resolved(each["id"], did_of(version)), each


def relates(version: Version, relationship: str, url: str) -> bool:
    """Whether a relationship of the version has the verification method, by reference or embedded."""
    listed = list_or_empty(version.document.get(relationship))
    names = [each.get("id") if isinstance(each, dict) else each for each in listed]
    return url in [resolved(each, did_of(version)) for each in names if isinstance(each, str)]


def identities_beside(source: Source) -> dict[str, Identity]:
    """The identities in the folder of a file, by their DIDs. Raises Blocked where there are too many."""
    found: dict[str, Identity] = {}
    for name in names_beside(source):
        place = file_beside(source.folder or Path(), name, source.root)
        identity = _identity(name, place) if isinstance(place, Path) else None
        if identity is not None:
            found.setdefault(identity.did, identity)
    return found


def names_beside(source: Source) -> list[str]:
    """The relative paths of files that are those of identities. Raises Blocked where there are too many."""
    if source.folder is None:
        return []
    listed = [*_listed(source.folder), *(f"{FOLDER}/{each}" for each in _listed(source.folder / FOLDER))]
    names = [each for each in listed if re.fullmatch(rf"(?:.*[./])?(?:{DOCUMENT}|{LOG})", each)]
    if len(names) > IDENTITIES:
        raise Blocked("identities_bound", bound=IDENTITIES)
    return names


def _listed(folder: Path) -> list[str]:
    """The names in a folder; none where it cannot be read, or is behind a link."""
    try:
        return [] if folder.is_symlink() else sorted(each.name for each in folder.iterdir())[:FILES_BESIDE]
    except OSError:
        return []


def _identity(name: str, place: Path) -> Identity | None:
    """The identity in a file; None for one that cannot be read, which the suites of its kind say."""
    try:
        if place.stat().st_size > DOCUMENT_BYTES and not name.endswith(LOG):
            return None
        data = place.read_bytes()
        versions = _of_log(data) if name.endswith(LOG) else _of_document(data)
    except (OSError, Blocked):
        return None
    did = did_of(versions[-1]) if versions else ""
    return Identity(did, name, versions) if did.startswith("did:") else None


def _of_document(data: bytes) -> list[Version]:
    text = parse(data).within_bounds()
    return [Version(text.document, None)] if text.usable and isinstance(text.document, dict) else []


def _of_log(data: bytes) -> list[Version]:
    found = []
    for entry in log_of(data).entries:
        document = object_or_empty(entry.value.get("state"))
        found.append(Version(document, entry.instant, entry.after.get("deactivated") is not True))
    return found


def seconds(value: Any) -> float | None:
    """The seconds since the beginning of the year 0 of a time; None for anything else."""
    found = instant(value) if isinstance(value, str) else None
    return None if found is None else float(found)

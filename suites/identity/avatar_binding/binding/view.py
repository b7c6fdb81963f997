"""A credential that names assets, with their files, as the rows see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from conformance.authoring import Blocked
from conformance.readers.beside import file_beside
from conformance.readers.json import json_text
from conformance.readers.source import Source
from conformance.readers.uri import parted
from conformance_suites.identity.avatar_binding.reader.bounds import RESOURCES
from conformance_suites.identity.avatar_binding.reader.digests import Digest, of_integrity, of_multibase
from conformance_suites.identity.credential.reader.documents import Found, objects, texts
from conformance_suites.identity.data_integrity.reader.secured import SecuredDocument
from conformance_suites.identity.jose.reader.keys import did_of

READERS = {"digestSRI": of_integrity, "digestMultibase": of_multibase}
MAGIC = {"model/gltf-binary": b"glTF", "image/png": b"\x89PNG", "image/jpeg": b"\xff\xd8\xff"}
"""How files of a media type begin; those of VRM are binary glTF."""
FOLDER = "assets"
"""Where files of assets may be, below the folder of the credential."""
DID = "did:"


class Asset(NamedTuple):
    """A related resource of a credential, and the file of that name beside the document."""

    credential: Found
    found: Found
    url: str
    file: Path

    @property
    def digests(self) -> list[list[Digest]]:
        """By each text with a digest: what it may be of."""
        members = ((name, each) for name in READERS for each in texts(f"/{name}", self.found.value))
        return [READERS[name](f"{self.found.pointer}{pointer}", text) for name, (pointer, text) in members]

    @property
    def media_type(self) -> str:
        """What the credential says that the file is; empty if it does not."""
        given = self.found.value.get("mediaType")
        return given.partition(";")[0].strip().lower() if isinstance(given, str) else ""

    @property
    def head(self) -> bytes:
        """How the file begins. Raises Blocked where it cannot be read."""
        try:
            with self.file.open("rb") as opened:
                return opened.read(8)
        except OSError:
            raise Blocked("file_unreadable", cause="environment") from None


@dataclass(frozen=True)
class Binding(SecuredDocument):
    """A credential with related resources whose files are beside it."""

    folder: Path | None
    root_name: str | None

    @property
    def members(self) -> dict[str, Any]:
        return self.document if isinstance(self.document, dict) else {}

    @property
    def presented(self) -> list[Found]:
        """The credentials in a presentation."""
        return list(objects("/verifiableCredential", self.members))

    @cached_property
    def assets(self) -> list[Asset]:
        """The related resources whose files are there. Raises Blocked where there are too many."""
        credentials = [Found("", self.members), *self.presented]
        found = [(each, one) for each in credentials for one in objects("/relatedResource", each.value)]
        if len(found) > RESOURCES:
            raise Blocked("resources_bound", bound=RESOURCES)
        return [asset for each, one in found for asset in self._asset(each, one)]

    def _asset(self, credential: Found, resource: Found) -> Iterator[Asset]:
        url = resource.value.get("id")
        name = unquote(parted(url)[2]).rpartition("/")[2] if isinstance(url, str) else ""
        for path in (name, f"{FOLDER}/{name}") if name and self.folder is not None else ():
            place = file_beside(self.folder or Path(), path, self.root_name)
            if isinstance(place, Path):
                inner = Found(f"{credential.pointer}{resource.pointer}", resource.value)
                yield Asset(credential, inner, str(url), place)
                return

    @property
    def digested(self) -> list[tuple[Asset, list[Digest]]]:
        """The assets, each with a digest that can be read."""
        return [(each, some) for each in self.assets for some in each.digests if some]

    @property
    def comparable(self) -> list[tuple[Asset, list[Digest]]]:
        """Likewise, by a hash function that is known."""
        return [(asset, some) for asset, some in self.digested if some[0].function]

    @property
    def typed(self) -> list[tuple[Asset, bytes]]:
        """The assets of a media type whose files begin alike, with how they do."""
        return [(each, MAGIC[each.media_type]) for each in self.assets if each.media_type in MAGIC]

    @property
    def shown(self) -> list[tuple[str, str]]:
        """(place, DID) of the subjects of presented credentials that bind an asset."""
        bound = {each.credential.pointer: each.credential for each in self.assets if each.credential.pointer}
        subjects = [(each, one) for each in bound.values() for one in objects("/credentialSubject", each.value)]
        found = [(f"{each.pointer}{one.pointer}/id", one.value.get("id")) for each, one in subjects]
        return [(place, did) for place, did in found if isinstance(did, str) and did.startswith(DID)]

    @property
    def presenters(self) -> set[str]:
        """The DIDs whose keys sign the presentation."""
        return {did_of(each.text("verificationMethod") or "") for each in self.proofs if not each.secures.pointer}


def claims_of(credential: Found) -> set[str]:
    """Every text in the claims about the subjects of a credential."""
    found = set[str]()
    values: list[Any] = [each.value for each in objects("/credentialSubject", credential.value)]
    while values:
        each = values.pop()
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, dict | list):
            values.extend(each.values() if isinstance(each, dict) else each)
    return found


def view(source: Source) -> Binding:
    """The credential in the source. Raises Blocked where it exceeds a limit of the harness."""
    return Binding(source.once(json_text).within_bounds(), source.folder, source.root)

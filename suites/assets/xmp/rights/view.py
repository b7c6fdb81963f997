"""The typed view of the XMP metadata of a glTF asset (KHR_xmp_json_ld): its packets and the references to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.readers.json import escape
from conformance.readers.json_values import value_at, whole
from conformance.readers.source import Source
from conformance_suites.assets.gltf.reader.document import read_gltf
from conformance_suites.assets.gltf.reader.structure import Structure, read_structure

EXTENSION = "KHR_xmp_json_ld"
PACKETS = f"/extensions/{EXTENSION}/packets"
OWNER = re.compile(r"/asset|/(?:scenes|nodes|meshes|materials|images|animations)/[0-9]+")
"""The places of objects that may refer to a packet."""
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP = "http://ns.adobe.com/xap/1.0/"
XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"

Members = dict[str, Any]


class Property(NamedTuple):
    """A member of an object in a packet: its place, name, the namespace of its prefix, and its value.

    `namespace` is None where the prefix is not declared, "" where the name is a keyword of JSON-LD.
    """

    pointer: str
    name: str
    namespace: str | None
    value: Any

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.partition(":")[2]


@dataclass(frozen=True)
class Packet:
    """One packet of metadata."""

    pointer: str
    members: Members

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that its `@context` declares, each with its namespace."""
        context = self.members.get("@context")
        entries = context.items() if isinstance(context, dict) else ()
        return {name: value for name, value in entries if isinstance(value, str) and not name.startswith("@")}

    @cached_property
    def properties(self) -> list[Property]:
        """Every member of every object in the packet, except in contexts."""
        return list(self._below(self.members, self.pointer))

    @property
    def own(self) -> list[Property]:
        """The properties of the packet itself."""
        return [each for each in self.properties if each.pointer.rpartition("/")[0] == self.pointer]

    def _below(self, value: Any, pointer: str) -> Iterator[Property]:
        if isinstance(value, list):
            for index, inner in enumerate(value):
                yield from self._below(inner, f"{pointer}/{index}")
        elif isinstance(value, dict):
            for name, inner in value.items():
                place = f"{pointer}/{escape(name)}"
                prefix, colon, _ = name.partition(":")
                namespace = "" if name.startswith("@") else self.prefixes.get(prefix) if colon else None
                yield Property(place, name, namespace, inner)
                if name != "@context":
                    yield from self._below(inner, place)

    def named(self, namespace: str, *names: str) -> Iterator[Property]:
        """The packet's own properties of these names in a namespace, whatever its prefix."""
        return (each for each in self.own if each.namespace == namespace and each.local in names)


class Reference(NamedTuple):
    """A reference from an object of the asset to a packet."""

    pointer: str
    packet: int


@dataclass(frozen=True)
class Rights:
    """The metadata of a glTF asset whose text is usable."""

    document: Any
    structure: Structure

    @cached_property
    def packets(self) -> list[Packet]:
        """The packets that are objects."""
        found = enumerate(value_at(self.document, PACKETS) if self.count else ())
        return [Packet(f"{PACKETS}/{index}", value) for index, value in found if isinstance(value, dict)]

    @property
    def declared(self) -> bool:
        """Whether the root object has the extension, whatever its content."""
        return value_at(self.document, f"/extensions/{EXTENSION}") is not None

    @cached_property
    def count(self) -> int | None:
        """The number of packets; None where there is no array of them."""
        packets = value_at(self.document, PACKETS)
        return len(packets) if isinstance(packets, list) else None

    @cached_property
    def references(self) -> list[Reference]:
        """Every reference to a packet."""
        found = []
        for pointer, owner in self.structure.extended:
            packet = whole(value_at(owner, f"/extensions/{EXTENSION}/packet"))
            if packet is not None and OWNER.fullmatch(pointer):
                found.append(Reference(f"{pointer}/extensions/{EXTENSION}/packet", packet))
        return found

    @property
    def asset_refers(self) -> bool:
        """Whether `asset` has the extension, whatever its content."""
        return value_at(self.document, f"/asset/extensions/{EXTENSION}") is not None

    @cached_property
    def asset_packets(self) -> list[Packet]:
        """The packet that applies to the whole asset, where `asset` refers to one that exists."""
        wanted = [f"{PACKETS}/{index}" for pointer, index in self.references if pointer.startswith("/asset/")]
        return [packet for packet in self.packets if packet.pointer in wanted]


def view(source: Source) -> Rights:
    """The metadata of a glTF asset in either form. Raises Blocked where its text is not usable."""
    return Rights(source.once(read_gltf).text.judged(), source.once(read_structure))

"""XMP packets (ISO 16684-1): the simple properties in them, read without entities and within bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers import expat

from conformance.readers.bounds import XML_DEPTH
from conformance_suites.assets.labels.reader.bounds import METADATA_BYTES

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(frozen=True, slots=True)
class XmpProperty:
    """A property with a simple value: an attribute of rdf:Description, or an element that contains only text."""

    namespace: str
    name: str
    text: str


class _Refused(Exception):
    """The packet uses something that no packet needs: an entity, deep nesting."""


@dataclass
class _Reading:
    found: list[XmpProperty] = field(default_factory=list)
    open: list[list[str]] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= XML_DEPTH:
            raise _Refused
        self.open.append([])
        if name == f"{RDF} Description":
            for key, value in attributes.items():
                self._add(key, value)

    def end(self, name: str) -> None:
        self._add(name, "".join(self.open.pop()))

    def data(self, text: str) -> None:
        if self.open:
            self.open[-1].append(text)

    def _add(self, name: str, text: str) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace and namespace != RDF:
            self.found.append(XmpProperty(namespace, local, text))

    def refuse(self, *_: object) -> None:
        raise _Refused


def xmp_properties(packet: bytes) -> list[XmpProperty] | None:
    """The properties of a packet in the order of their ends; None where it cannot be read as XML."""
    if len(packet) > METADATA_BYTES:
        return None
    reading = _Reading()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.EntityDeclHandler = reading.refuse
    try:
        parser.Parse(packet.strip(b"\0 \t\r\n"), True)
    except (expat.ExpatError, _Refused, LookupError, ValueError):  # the last two: an encoding that cannot be read
        return None
    return reading.found

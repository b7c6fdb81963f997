"""The fields of the header of an EDF or BDF file: their names and widths, and what is written in them.

EDF and BDF have the same header of ASCII fields of a fixed width (edfplus.info/specs/edf.html, "EDF header record";
biosemi.com/faq/file_format.htm): 256 bytes for the file, then for each field of a signal the values of all signals.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from conformance.authoring import Where

OF_THE_FILE = (
    ("version", 8), ("patient", 80), ("recording", 80), ("startdate", 8), ("starttime", 8), ("header_bytes", 8),
    ("reserved", 44), ("records", 8), ("duration", 8), ("signals", 4),
)  # fmt: skip
OF_A_SIGNAL = (
    ("label", 16), ("transducer", 80), ("dimension", 8), ("physical_minimum", 8), ("physical_maximum", 8),
    ("digital_minimum", 8), ("digital_maximum", 8), ("prefiltering", 80), ("samples", 8), ("reserved", 32),
)  # fmt: skip
WHOLE = {"header_bytes", "records", "signals", "digital_minimum", "digital_maximum", "samples"}
"""Fields with a whole number."""
NUMBERS = {*WHOLE, "duration", "physical_minimum", "physical_maximum"}
HEADER = 256
"""Bytes of the header of the file, and of that of each signal."""

_WHOLE = re.compile(r"[+-]?[0-9]{1,8}")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the header: all its characters, one for each byte, and the signal that it belongs to, from 0."""

    name: str
    raw: str
    byte: int
    signal: int | None = None

    @property
    def text(self) -> str:
        """What is written in it."""
        return self.raw.strip(" ")

    @property
    def where(self) -> Where:
        """Its place: a pointer, and the byte where it begins."""
        owner = "/header" if self.signal is None else f"/signals/{self.signal}"
        return Where(pointer=f"{owner}/{self.name}", byte=self.byte)

    @property
    def number(self) -> float | None:
        """The decimal number in it, whole where the field is for a whole one; None if there is none."""
        pattern = _WHOLE if self.name in WHOLE else _DECIMAL
        return float(self.text) if pattern.fullmatch(self.text) else None

    @property
    def whole(self) -> int:
        """The same as a whole number; 0 where there is none."""
        return int(self.number or 0)


def fields_of_the_file(data: bytes) -> dict[str, Field]:
    """The fields of the first 256 bytes, by name."""
    found, at = {}, 0
    for name, width in OF_THE_FILE:
        found[name] = Field(name, data[at : at + width].decode("latin-1"), at)
        at += width
    return found


def fields_of_signals(data: bytes, count: int) -> list[dict[str, Field]]:
    """The fields of each signal, by name, from the whole header."""
    found: list[dict[str, Field]] = [{} for _ in range(count)]
    at = HEADER
    for name, width in OF_A_SIGNAL:
        for signal in range(count):
            found[signal][name] = Field(name, data[at : at + width].decode("latin-1"), at, signal)
            at += width
    return found

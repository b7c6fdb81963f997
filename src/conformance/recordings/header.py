"""The header of a recording, read as far as it is valid: the streams, and what their numbers mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from conformance.readers.json_values import is_number, whole
from conformance.recordings.layout import Layout, layout_of

UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
"""The units of time and how many seconds each is."""

FRAME_MEMBERS = ("t", "n", "events")
STREAM_NAME = re.compile(r"[a-z][a-z0-9_-]{0,31}")


@dataclass(frozen=True, slots=True)
class Stream:
    """A declared stream: `id` is its member of a frame."""

    id: str
    kind: str
    layout: Layout
    declaration: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Header:
    """What is needed to read frames. `unit` is in seconds per unit of time, `rate` in hertz; None if unknown.

    `modulus` is the modulus of the sequence numbers, None if frames have none.
    """

    streams: tuple[Stream, ...]
    unit: float | None
    whole_time: bool
    rate: float | None
    sequence: bool
    modulus: int | None
    decimals: int | None
    document: Mapping[str, Any]

    @property
    def space(self) -> str | None:
        """The reference space of all poses."""
        return _text(self.document.get("space"))

    @property
    def session(self) -> Mapping[str, Any]:
        """The member `session`; empty if it is not an object."""
        session = self.document.get("session")
        return session if isinstance(session, dict) else {}


NO_HEADER = Header((), None, False, None, False, None, None, {})
"""Used for a recording without a usable header."""


def read_header(document: Any) -> Header | None:
    """The header in a document; None if it does not describe the frames."""
    if not isinstance(document, dict) or "recording" not in document:
        return None
    streams = _streams(document.get("streams"))
    if streams is None:
        return None
    clock, sequence = document.get("clock"), document.get("sequence")
    unit = clock.get("unit") if isinstance(clock, dict) else None
    rate: Any = document.get("rate")
    decimals = whole(document.get("decimals"))
    modulus = whole(sequence.get("modulus")) if isinstance(sequence, dict) else None
    return Header(
        streams=streams,
        unit=UNITS.get(unit) if isinstance(unit, str) else None,
        whole_time=unit == "ns",
        rate=float(rate) if is_number(rate) and rate >= 0 else None,
        sequence="sequence" in document,
        modulus=modulus if modulus is not None and modulus >= 2 else None,
        decimals=decimals if decimals is not None and 0 <= decimals <= 17 else None,
        document=document,
    )


def _streams(declared: Any) -> tuple[Stream, ...] | None:
    if not isinstance(declared, dict) or not declared:
        return None
    found = []
    for name, declaration in declared.items():
        layout = layout_of(declaration)
        if layout is None or name in FRAME_MEMBERS or not STREAM_NAME.fullmatch(name):
            return None
        found.append(Stream(name, declaration["kind"], layout, declaration))
    return tuple(found)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None

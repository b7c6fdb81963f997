"""Time-stamped annotations lists of EDF+ and BDF+ (EDF+ 2.2.2 to 2.2.4): what is annotated, and the time of records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from conformance.authoring import Blocked
from conformance_suites.terminals.bci.reader.bounds import ANNOTATIONS, RECORDS_WITH_TIME
from conformance_suites.terminals.bci.reader.edf import Edf

_LIST = re.compile(
    rb"(?P<onset>[+-][0-9]+(?:\.[0-9]*)?)(?:\x15(?P<duration>[0-9]+(?:\.[0-9]*)?))?\x14(?P<texts>(?:[^\x14\x00]*\x14)*)\x00"
)
_KEEPS_TIME = re.compile(rb"(?P<onset>[+-][0-9]+(?:\.[0-9]*)?)\x14\x14")


class Annotation(NamedTuple):
    """What happened `onset` seconds after the start of the file; `byte` is where its list begins."""

    onset: float
    text: bytes
    byte: int


class Start(NamedTuple):
    """When a data record starts, in seconds after the start of the file; None where its first list does not say so."""

    record: int
    seconds: float | None
    byte: int
    received: bytes


class Timed(NamedTuple):
    """A start that is known, in seconds."""

    record: int
    seconds: float
    byte: int


class Trouble(NamedTuple):
    """Bytes that are not a list of annotations."""

    byte: int
    received: bytes


def read_starts(edf: Edf) -> Iterator[Start]:
    """The start of each data record. Raises Blocked beyond the limit of the test system."""
    signal = next(each for each in edf.signals if each.annotates)
    if edf.records > RECORDS_WITH_TIME:
        raise Blocked("edf_records", received=edf.records, bound=RECORDS_WITH_TIME)
    for record in range(edf.records):
        head = edf.bytes_of(record, signal)
        match = _KEEPS_TIME.match(head)
        yield Start(record, float(match["onset"]) if match else None, edf.place(record, signal), head[:20])


def follow(starts: Sequence[Start], duration: float) -> Iterator[tuple[Timed, float]]:
    """Each data record but the first, with the end of the one before; where a start is not known, neither is judged."""
    for before, start in pairwise(starts):
        if before.seconds is not None and start.seconds is not None:
            yield Timed(start.record, start.seconds, start.byte), round(before.seconds + duration, 9)


def read_annotations(edf: Edf) -> Iterator[Annotation | Trouble]:
    """All that is annotated, without the times of records. Raises Blocked beyond the limits of the test system."""
    if edf.records > RECORDS_WITH_TIME:
        raise Blocked("edf_records", received=edf.records, bound=RECORDS_WITH_TIME)
    known = 0
    for signal in (each for each in edf.signals if each.annotates):
        for record in range(edf.records):
            for each in _lists(edf.bytes_of(record, signal), edf.place(record, signal)):
                known += 1
                if known > ANNOTATIONS:
                    raise Blocked("edf_annotations", bound=ANNOTATIONS)
                yield each


def _lists(data: bytes, byte: int) -> Iterator[Annotation | Trouble]:
    """The annotations in one data record."""
    at = 0
    while at < len(data) and data[at]:
        match = _LIST.match(data, at)
        if match is None:
            yield Trouble(byte + at, data[at : at + 20])
            return
        onset = float(match["onset"])
        yield from (Annotation(onset, text, byte + at) for text in match["texts"].split(b"\x14") if text)
        at = match.end()
    if any(data[at:]):
        rest = next(position for position in range(at, len(data)) if data[position])
        yield Trouble(byte + rest, data[rest : rest + 20])

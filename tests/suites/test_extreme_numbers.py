"""Numbers at the ends of their range, in every place that holds one, are judged without an error of ours (E11)."""

from __future__ import annotations

import copy
import json
import re
import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from doubles.ours import PLAN

from conformance.catalogue import CatalogueError
from conformance.catalogue.samples import samples
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.model.requirement import Suite
from conformance.model.sample import Sample
from conformance.readers.source import Source

EXTREMES = (1e308, -1e200, -0.0, 5e-324, 10**300)
TEXTS = (b"1e308", b"-1e200", b"-0.0", b"1e-320", b"9" * 400, b"1e999999999")
SMALL, PLACES = 12_000, 40  # bytes of a sample, and numbers of a sample that is not JSON
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
KINDS = sorted({suite.kind for suite in PLAN.suites if PLAN.catalogue.kinds[suite.kind].judge == "documents"})


def places(
    value: Any, way: tuple[str | int, ...] = (), pattern: str = ""
) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """(pattern, way) of every number and every array of numbers; items of an array that repeat share a pattern."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*way, name), f"{pattern}/{name}")
    elif isinstance(value, list):
        if value and all(isinstance(each, int | float) for each in value):
            yield f"{pattern}[]", way
        for at, inner in enumerate(value):
            yield from places(inner, (*way, at), f"{pattern}/{at if len(value) <= 16 else '*'}")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield pattern, way


def with_extreme(document: Any, way: tuple[str | int, ...], extreme: float) -> Any:
    changed = copy.deepcopy(document)
    holder = changed
    for step in way[:-1]:
        holder = holder[step]
    held = holder[way[-1]]
    holder[way[-1]] = [extreme] * len(held) if isinstance(held, list) else extreme
    return changed


def glb_parts(data: bytes) -> tuple[Any, bytes] | None:
    """The JSON and what follows it in a GLB, None for anything else."""
    if data[:4] != b"glTF" or len(data) < 20:
        return None
    (length,) = struct.unpack_from("<I", data, 12)
    return json.loads(data[20 : 20 + length]), data[20 + length :]


def glb(document: Any, rest: bytes) -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    body = struct.pack("<I4s", len(text), b"JSON") + text + rest
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


def changes(data: bytes, seen: set[str]) -> Iterator[tuple[str, bytes]]:
    """(what was changed, changed bytes) of one sample, without the places of samples before it.

    Each place gets one extreme, in turn: all of them in all places are for `tox run -e fuzz`.
    """
    parts = glb_parts(data)
    try:
        document = parts[0] if parts else json.loads(data)
    except ValueError:
        for number in islice(NUMBER.finditer(b"" if b"\0" in data else data), PLACES):
            label = repr(data[max(0, data.rfind(b"\n", 0, number.start())) : number.start()][-16:])
            if label not in seen:
                text = TEXTS[len(seen) % len(TEXTS)]
                seen.add(label)
                yield f"{label} {text[:9]!r}", data[: number.start()] + text + data[number.end() :]
        return
    for pattern, way in places(document):
        if pattern in seen or not way:
            continue
        extreme = EXTREMES[len(seen) % len(EXTREMES)]
        seen.add(pattern)
        changed = with_extreme(document, way, extreme)
        yield f"{pattern} {extreme}", glb(changed, parts[1]) if parts else json.dumps(changed).encode()
    if parts and len(parts[1]) > 8:
        rest = parts[1][:8] + struct.pack("<f", 3.4028235e38) * ((len(parts[1]) - 8) // 4)
        yield "all numbers in the BIN chunk", glb(document, rest + parts[1][len(rest) :])


def good_samples(suite: Suite) -> list[Sample]:
    try:
        return [each for each in samples(suite) if each.requirement is None and len(each.data) < SMALL]
    except CatalogueError:  # its samples need an extra
        return []


@pytest.mark.parametrize("kind", KINDS)
def test_no_number_makes_a_row_fail_by_itself(kind: str) -> None:
    seen: set[str] = set()
    crashed = []
    for sample in [each for suite in PLAN.suites if suite.kind == kind for each in good_samples(suite)]:
        for what, data in changes(bytes(sample.data), seen):
            for _, letters, cases in PLAN.judge(Source(sample.name, data, sample.folder), kind).verdicts:
                if any(BY_LETTER[each] is Outcome.ERROR for each in letters):
                    crashed += [f"{sample.name} {what}: {case.requirement.id} {case.reason}" for case in cases]
    assert crashed == []

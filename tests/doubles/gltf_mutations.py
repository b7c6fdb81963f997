"""Models with one thing changed: what a careless exporter or a hostile hand might have done to them."""

from __future__ import annotations

import copy
import json
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from doubles.gltf_additions import with_a_member, with_an_extension

from conformance_suites.assets.gltf.writer.asset import glb

NUMBERS: list[Callable[[float], float]] = [
    lambda number: number + 1,
    lambda number: number - 1,
    lambda number: -number - 1,
    lambda number: 0,
    lambda number: number * 2 + 3,
    lambda number: number + 0.5,
    lambda number: 2**31,
    lambda number: 2**53,
    lambda number: 5126,
    lambda number: 5123,
]
TEXTS = ["", "VEC2", "VEC4", "SCALAR", "image/jpeg", "rotation", "weights", "MASK", "CUBICSPLINE", "a b", "../x.bin"]
OTHERS: list[Any] = [None, True, "text", 7, 0.5, [], {}, [1], {"a": 1}]


@dataclass(frozen=True)
class Model:
    """A model's document and the data of its BIN chunk, None if it is not a GLB; `folder` is where its files are."""

    name: str
    document: Any
    data: bytes | None
    folder: Path | None = None

    def file(self) -> bytes:
        return json.dumps(self.document).encode() if self.data is None else glb(self.document, self.data)

    @property
    def format(self) -> str:
        return "gltf" if self.data is None else "glb"


def read(name: str, content: bytes, folder: Path | None = None) -> Model:
    if content[:4] != b"glTF":
        return Model(name, json.loads(content), None, folder)
    length = struct.unpack_from("<I", content, 12)[0]
    document, rest = json.loads(content[20 : 20 + length]), content[20 + length :]
    return Model(name, document, rest[8 : 8 + struct.unpack_from("<I", rest)[0]] if rest else b"", folder)


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all values of a document, without names and `extras`, which mean nothing, and long texts."""
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        if name not in ("extras", "name", "generator", "copyright") and not (
            isinstance(inner, str) and len(inner) > 99
        ):
            yield (*way, name)
            yield from places(inner, (*way, name))


def mutated(model: Model, chance: random.Random) -> tuple[str, Model]:
    """(what was changed, the changed model)."""
    if model.data and chance.random() < 0.2:
        return _other_bytes(model, chance)
    document = copy.deepcopy(model.document)
    if chance.random() < 0.4:
        add = chance.choice([with_a_member, with_an_extension])
        if what := add(document, chance):
            return f"{model.name} {what}", replace(model, document=document)
    # Every second change goes below a member of the root chosen first: else the largest array gets them all.
    ways = list(places(document))
    if chance.random() < 0.7:
        top = chance.choice(sorted({way[0] for way in ways}))
        ways = [way for way in ways if way[0] == top]
    way = chance.choice(ways)
    owner = document
    for step in way[:-1]:
        owner = owner[step]
    what = _change(owner, way[-1], chance)
    return f"{model.name} /{'/'.join(map(str, way))} {what}", replace(model, document=document)


def _change(owner: Any, step: Any, chance: random.Random) -> str:
    value = owner[step]
    kind = chance.choice(["remove", "replace", "value", "value", "value", "value", "copy"])
    if kind == "remove":
        del owner[step]
        return "removed"
    if kind == "copy" and isinstance(owner, list):
        owner.append(copy.deepcopy(value))
        return "repeated"
    if kind != "replace" and isinstance(value, bool):
        owner[step] = not value
    elif kind != "replace" and isinstance(value, int | float):
        owner[step] = chance.choice(NUMBERS)(value)
    elif kind != "replace" and isinstance(value, str):
        owner[step] = chance.choice(TEXTS)
    elif kind != "replace" and isinstance(value, list) and value:
        owner[step] = chance.choice([value[:-1], [*value, value[0]], value[::-1]])
    else:
        owner[step] = copy.deepcopy(chance.choice(OTHERS))
    return f"{json.dumps(value)[:40]} became {json.dumps(owner[step])[:40]}"


def _other_bytes(model: Model, chance: random.Random) -> tuple[str, Model]:
    data = bytearray(model.data or b"")
    at = chance.randrange(0, len(data) - 3) & ~3
    number = chance.choice([float("nan"), float("inf"), 0.0, -1.0, 1.0, 1e30, 0.5])
    data[at : at + 4] = chance.choice([struct.pack("<f", number), b"\xff\xff\xff\xff", chance.randbytes(4), bytes(4)])
    return f"{model.name} byte {at} of the data", replace(model, data=bytes(data))

"""Frozen sets: what a published version of a profile says of each of its rows, and what was corrected since."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from conformance.model.digest import digest
from conformance.model.text import Text

Parts = Mapping[str, Any]
"""What is frozen of a row, by the name of the part, in JSON values; a part that a row does not have is left out."""
PARTS = {
    "statement": Text("statement", "要求内容"),
    "obligation": Text("obligation", "要求类型"),
    "at": Text("at (the places it judges)", "at（判定的位置）"),
    "when": Text("when (its condition)", "when（适用条件）"),
    "excluded": Text("whether it is judged", "是否予以判定"),
    "parameters": Text("parameters", "参数"),
    "schema": Text("schema", "模式"),
}
"""The parts of a row that are frozen; its code is not, since a check may be corrected."""


def parts_digest(parts: Parts) -> str:
    """One digest over all parts of a row."""
    return digest(json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def changed_parts(before: Parts, after: Parts) -> list[str]:
    """The names of the parts that differ."""
    return [name for name in PARTS if before.get(name) != after.get(name)]


class Erratum(NamedTuple):
    """A correction of a frozen row: why, since when (ISO 8601), and the digest of the row's parts from then on."""

    requirement: str
    reason: Text
    date: str
    after: str


class Frozen(NamedTuple):
    """A frozen set: the profile that was frozen, its rows with their parts, and the errata in the order of the file.

    `name` is how the set is named for a run: `<profile>@<version>`.
    """

    of: str
    version: str
    rows: Mapping[str, Parts]
    errata: tuple[Erratum, ...] = ()

    @property
    def name(self) -> str:
        return frozen_name(self.of, self.version)


def frozen_name(profile: str, version: str) -> str:
    """How a frozen version of a profile is named for a run."""
    return f"{profile}@{version}"

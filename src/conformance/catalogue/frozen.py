"""Frozen sets of rows: reading them, and keeping what was published from changing without an erratum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.places import Place
from conformance.catalogue.row_parts import RowParts
from conformance.catalogue.rows import Rows
from conformance.catalogue.tables import Table
from conformance.model.frozen import PARTS, Erratum, Frozen, Parts, changed_parts, frozen_name, parts_digest
from conformance.model.requirement import Suite
from conformance.model.text import Text

FOLDER = "frozen"
"""The folder beside the profiles that holds their frozen versions, `<profile>-<version>.toml`."""
ROW, ERRATUM, SUITE = "row", "erratum", "suite"
ERRATUM_HINT = Text(
    'undo the change, or add an [[erratum]] with its reason and after = "{after}"',
    "请撤销更改，或添加 [[erratum]] 写明理由，并写 after = “{after}”",
)
CHANGED = Text("is frozen in {name}, but changed: {parts}; {hint}", "已在 {name} 中冻结，但发生变化：{parts}；{hint}")
GONE = Text(
    "is frozen in {name}, but there is no such row any more: a row is withdrawn, never removed",
    "已在 {name} 中冻结，但已没有此要求：要求可以撤销，不应删除",
)
EDITED = Text(
    "the frozen values of {row} were edited: they do not fit their digest", "{row} 的冻结内容已被编辑：与其摘要不一致"
)
STALE = {
    "no_row": Text("the erratum is about {row}, which is not frozen here", "勘误所涉及的 {row} 未在此冻结"),
    "unchanged": Text(
        "the erratum of {row} is stale: the row is as it was frozen", "{row} 的勘误已失效：该要求与冻结时一致"
    ),
    "other": Text(
        "the erratum of {row} is stale: the row changed again ({parts}); {hint}",
        "{row} 的勘误已失效：该要求又发生变化（{parts}）；{hint}",
    ),
}


class Known(Protocol):
    """What the rows of a frozen set are looked up in: a catalogue, which reads profiles and so cannot be imported."""

    @property
    def suites(self) -> Mapping[str, Suite]:
        """Suites by id."""

    @property
    def requirements(self) -> Rows:
        """Rows by id."""


def is_frozen(content: Table) -> bool:
    """Whether the tables of a profile are those of a frozen set."""
    return "frozen" in content


Places = dict[str | int, Place]
"""Where each row, by its id, and each erratum, by its number from 0, is said."""


def read_frozen(content: Table, version: str, mistakes: Mistakes) -> tuple[Frozen, Places]:
    """The frozen set in the tables of its profile, and where its rows and errata are said."""
    head = content.table("frozen")
    of, _ = head.get("of", str), head.get("harness", str)
    places: Places = {}
    rows: dict[str, Parts] = {}
    for table in content.tables(ROW, "id"):
        row, told = table.get("id", str), table.get("digest", str)
        _ = [table.get(name, str, "") for name in ("level", "decides")]
        rows[row] = parts = {name: value for name in PARTS if (value := table.get(name, object, None)) is not None}
        places[row] = table.place
        if told and parts_digest(parts) != told:
            table.wrong("digest", EDITED.filled({"row": row}))
        with mistakes.gathered():
            table.done()
    for table in content.tables(SUITE, "id"):
        _ = [table.get(name, str) for name in ("id", "version", "code")]
        with mistakes.gathered():
            table.done()
    errata: list[Erratum] = []
    for table in content.tables(ERRATUM, "requirement") if ERRATUM in content else ():
        places[len(errata)] = table.place
        errata.append(_erratum(table))
        with mistakes.gathered():
            table.done()
    with mistakes.gathered():
        head.done()
    return Frozen(of, version, rows, tuple(errata)), places


def _erratum(table: Table) -> Erratum:
    day: Any = table.get("date", object)
    if not isinstance(day, date) and "date" in table.given:
        table.wrong("date", Text("date must be a day such as 2027-01-31", "date 应为日期，例如 2027-01-31"))
    return Erratum(table.get("requirement", str), table.text("reason"), str(day), table.get("after", str))


def parts_of_rows(rows: Iterable[str], catalogue: Known, parameters: Mapping[str, Any]) -> dict[str, Parts]:
    """What is frozen of these rows, as far as there are such rows now."""
    wanted = {row for row in rows if row.rpartition("-")[0] in catalogue.requirements.prefixes}
    prefixes = {row.rpartition("-")[0] for row in wanted}
    found: dict[str, Parts] = {}
    for suite in catalogue.suites.values():
        if suite.prefix in prefixes:
            parts = RowParts(suite, parameters)
            found |= {row.id: parts.of(row) for row in suite.requirements if row.id in wanted}
    return found


def changes(
    frozen: Frozen, places: Places, catalogue: Known, parameters: Mapping[str, Any]
) -> Iterator[CatalogueError]:
    """Each row that is not as it was frozen and that no erratum covers, and each erratum that covers nothing."""
    now = parts_of_rows(frozen.rows, catalogue, parameters)
    for row, before in frozen.rows.items():
        if row not in now:
            yield CatalogueError(places[row], GONE.filled({"name": frozen.name}))
            continue
        after, parts = parts_digest(now[row]), changed_parts(before, now[row])
        told = {"row": row, "name": frozen.name, "parts": _list(parts), "hint": ERRATUM_HINT.filled({"after": after})}
        own = [(at, each.after) for at, each in enumerate(frozen.errata) if each.requirement == row]
        if own and own[-1][1] != after:
            yield CatalogueError(places[own[-1][0]], STALE["other" if parts else "unchanged"].filled(told))
        elif len(own) == 1 and not parts:
            yield CatalogueError(places[own[0][0]], STALE["unchanged"].filled(told))
        elif parts and not own:
            yield CatalogueError(places[row], CHANGED.filled(told))
    for at, each in enumerate(frozen.errata):
        if each.requirement not in frozen.rows:
            yield CatalogueError(places[at], STALE["no_row"].filled({"row": each.requirement}))


def _list(parts: list[str]) -> Text:
    return Text(", ".join(PARTS[each].en for each in parts), "、".join(PARTS[each].zh for each in parts))


def frozen_file(profile: Path, name: str, version: str) -> Path:
    """Where the frozen version of a profile belongs: in a folder beside it."""
    return profile.parent / FOLDER / f"{name}-{version}.toml"


def name_of_file(path: Path) -> str:
    """How the frozen set in such a file is named for a run."""
    profile, _, version = path.stem.rpartition("-")
    return frozen_name(profile, version)

"""Reading profiles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.frozen import changes, is_frozen, read_frozen
from conformance.catalogue.profile_evidence import floors_of, follows, needs_of
from conformance.catalogue.rows import Rows
from conformance.catalogue.tables import Table, read_toml
from conformance.model.digest import digest
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Profile, Raised
from conformance.model.requirement import Kind, Obligation, Origin, Requirement, Suite, parameter_complaint
from conformance.model.text import Text


class Known(Protocol):
    """What a profile may name: a catalogue, which reads profiles itself and so cannot be imported here."""

    @property
    def suites(self) -> Mapping[str, Suite]:
        """Suites by id."""

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Kinds by id."""

    @property
    def requirements(self) -> Rows:
        """Rows by id."""

    @property
    def profile_files(self) -> Mapping[str, Path]:
        """The files of all profiles by name."""

    @property
    def frozen_files(self) -> Mapping[str, Path]:
        """The files of all frozen sets by name."""

    def lineage(self, kind: str) -> tuple[str, ...]:
        """The kind and its more general kinds."""

    def profile(self, name: str) -> Profile:
        """The profile with this name."""


def load_profile(path: Path, catalogue: Known) -> Profile:
    """The profile in a TOML file.

    Raises CatalogueError for a level, requirement or kind that does not exist, and for a frozen row that changed.
    """
    content = Table(path, read_toml(path))
    kept = is_frozen(content)
    head = content.table("profile")
    title, role = head.text("title"), head.text("role")
    mistakes = Mistakes()
    parts = _includes(head, catalogue)
    included = [part for some in parts for part in some]
    kinds = head.strings("kinds", required=not parts)
    known = [kind for kind in kinds if kind in catalogue.kinds]
    if strange := [kind for kind in kinds if kind not in known]:
        head.wrong("kinds", _no_judge(strange))
    by_rule = head.get("by_rule", bool, False)
    without = head.strings("without")
    listed, prefixes = _listed(content, catalogue.requirements, mistakes, kept=kept)
    if prefixes:
        mistakes.found.append(CatalogueError(path, _no_suite(prefixes)))
    placed = {**(rows_by_rule(known, without, catalogue) if by_rule else {}), **listed}
    partial = bool(strange or prefixes)
    raised: dict[str, Raised] = {}
    for part in included:
        placed |= {row: level for level, rows in part.levels.items() for row in rows if row not in placed}
        raised |= part.raised
    raised |= _raised(content, placed, catalogue.requirements, mistakes, partial=partial, kept=kept)
    for row, each in raised.items():
        placed[row] = min(placed[row], each.level, key=LEVELS.index)
    if not placed and not mistakes.found and not head.mistakes:
        raise CatalogueError(path, Text("has no [[level]]", "没有 [[level]]"))
    levels = {level: rows for level in LEVELS if (rows := tuple(row for row, at in placed.items() if at == level))}
    lowest = next(iter(levels), "")
    profile = Profile(
        id=head.get("id", str, path.stem),
        version=head.get("version", str),
        title=title,
        role=role,
        kinds=tuple(dict.fromkeys([*kinds, *(kind for part in included for kind in part.kinds)])),
        levels=levels,
        parameters=_parameters(content, included),
        digest=digest(path.read_bytes().replace(b"\r\n", b"\n")),
        needs=needs_of(head, levels.get(lowest, ()), catalogue.requirements, partial=partial, kept=kept),
        evidence=floors_of(content, catalogue.kinds, strange, mistakes),
        raised=raised,
        includes=parts,
    )
    if kept:
        frozen, places = read_frozen(content, profile.version, mistakes)
        profile = profile._replace(frozen=frozen)
        if not partial:
            mistakes.found += changes(frozen, places, catalogue, profile.parameters)
    for table in (head, content):
        with mistakes.gathered():
            table.done()
    mistakes.report()
    return profile


def level_by_rule(row: Requirement) -> str:
    """What the standards require is basic, what is added to it interoperable; a recommendation comes last."""
    if row.obligation is not Obligation.SHALL:
        return LEVELS[2]
    return LEVELS[0] if row.origin is Origin.INHERITED else LEVELS[1]


def rows_by_rule(kinds: Iterable[str], without: Iterable[str], catalogue: Known) -> dict[str, str]:
    """The level of every row of the suites for these kinds, except those `without`, which are ids or prefixes."""
    judged = {each for kind in kinds for each in catalogue.lineage(kind)}
    rows = [row for suite in catalogue.suites.values() if suite.kind in judged for row in suite.requirements]
    left_out = set(without)
    return {
        row.id: level_by_rule(row)
        for row in rows
        if not row.withdrawn and left_out.isdisjoint((row.id, row.id.rpartition("-")[0]))
    }


def _listed(content: Table, requirements: Rows, mistakes: Mistakes, *, kept: bool) -> tuple[dict[str, str], list[str]]:
    """The rows that are named level by level, and the prefixes of no suite among them.

    What became of the rows of a frozen set, which are `kept`, is reported elsewhere, here and below.
    """
    found: dict[str, str] = {}
    strange = dict[str, None]()
    for table in content.tables("level", "id"):
        name = table.choice("id", LEVELS)
        ids = table.strings("requirements", required=True)
        found |= dict.fromkeys(_existing(ids, table, requirements, strange, kept=kept), name)
        with mistakes.gathered():
            table.done()
    return found, list(strange)


def _existing(
    ids: Iterable[str], table: Table, requirements: Rows, strange: dict[str, None], *, kept: bool
) -> list[str]:
    """The ids of existing rows among them; prefixes of no suite are added to `strange`."""
    found = []
    for each in ids:
        if (prefix := each.rpartition("-")[0]) not in requirements.prefixes:
            strange[prefix] = None
        elif each not in requirements:
            if not kept:
                table.wrong("requirements", UnknownName("requirement", each, requirements).text)
        elif requirements[each].withdrawn and not kept:
            table.wrong("requirements", Text(f"{each} was withdrawn", f"{each} 已撤销"))
        else:
            found.append(each)
    return found


def _raised(
    content: Table, placed: Mapping[str, str], requirements: Rows, mistakes: Mistakes, *, partial: bool, kept: bool
) -> dict[str, Raised]:
    """The recommendations that decide: from a level on (`raise`), or at every level (`veto`)."""
    found = {}
    for key in ("raise", "veto"):
        for table in content.tables(key):
            level = table.choice("level", LEVELS) if key == "raise" else LEVELS[0]
            reason = table.text("reason")
            for each in table.strings("requirements", required=True):
                if each not in placed:
                    if not kept and not (partial and follows(each, requirements)):
                        table.wrong("requirements", UnknownName("requirement of the profile", each, placed).text)
                elif not kept and (
                    requirements[each].excluded
                    or (key == "raise" and requirements[each].obligation is Obligation.SHALL)
                ):
                    problem = Text(
                        f"{each} is not a recommendation that is judged: it cannot be raised",
                        f"{each} 不是予以判定的推荐性要求，不能提升",
                    )
                    table.wrong("requirements", problem)
                else:
                    found[each] = Raised(level, reason)
            with mistakes.gathered():
                table.done()
    return found


def _includes(head: Table, catalogue: Known) -> tuple[tuple[Profile, ...], ...]:
    """The lists of included profiles, none of which includes others."""
    found = []
    for some in head.get("includes", list, []):
        names = some if isinstance(some, list) else [some]
        parts = []
        for name in names:
            known = {**catalogue.profile_files, **catalogue.frozen_files}
            if not isinstance(name, str) or name not in known:
                head.wrong("includes", UnknownName("profile", str(name), known).text)
                continue
            # Refused before it is read: two profiles that include each other would never end.
            if "includes" in _head(known[name]):
                problem = Text(f"includes {name}, which includes others", f"includes 中的 {name} 又包含其他轮廓")
                head.wrong("includes", problem)
                continue
            parts.append(catalogue.profile(name))
        found.append(tuple(parts))
    return tuple(found)


def _head(path: Path) -> Mapping[str, Any]:
    head = read_toml(path).get("profile")
    return head if isinstance(head, dict) else {}


def _no_judge(kinds: list[str]) -> Text:
    return Text(
        f"no suite judges the kind {' or '.join(kinds)}: is its family installed?",
        f"没有测试套判定类别 {'、'.join(kinds)}：请确认已安装其所属的测试套族",
    )


def _no_suite(prefixes: list[str]) -> Text:
    return Text(
        f"no suite has the prefix {' or '.join(prefixes)}: is its family installed?",
        f"没有前缀为 {'、'.join(prefixes)} 的测试套：请确认已安装其所属的测试套族",
    )


def _parameters(content: Table, included: Iterable[Profile]) -> Mapping[str, Any]:
    """Numbers and lists of texts; the suites of the profile's kinds say which exist. Included ones must agree."""
    own: dict[str, Any] = content.get("parameters", dict, {})
    for name, value in own.items():
        if problem := parameter_complaint(value):
            place = content.place.at("parameters", name, name=f"parameters.{name}")
            content.mistakes.append(CatalogueError(place, problem))
    found: dict[str, Any] = {}
    for part in included:
        for name, value in part.parameters.items():
            if found.setdefault(name, value) != value and name not in own:
                problem = Text(
                    f"{name}: the included profiles set different values, so this profile has to set one",
                    f"{name}：所包含的轮廓取值不同，本轮廓应自行给出取值",
                )
                content.mistakes.append(CatalogueError(content.place, problem))
    return {**found, **own}

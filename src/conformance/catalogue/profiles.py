"""Reading profiles."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from conformance.catalogue.errors import CatalogueError, Mistakes
from conformance.catalogue.rows import Rows
from conformance.catalogue.tables import Table, read_toml
from conformance.model.digest import digest
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Floor, Profile
from conformance.model.requirement import Kind, Obligation, Requirement, parameter_complaint
from conformance.model.text import Text


def load_profile(path: Path, requirements: Rows, kinds: Mapping[str, Kind]) -> Profile:
    """The profile in a TOML file. Raises CatalogueError for a level, requirement or kind that does not exist."""
    content = Table(path, read_toml(path))
    head = content.table("profile")
    title, role = head.text("title"), head.text("role")
    levels: dict[str, tuple[str, ...]] = {}
    mistakes, strange = Mistakes(), dict[str, None]()
    for row in content.tables("level", "id"):
        name = row.choice("id", LEVELS)
        levels[name] = row.strings("requirements", required=True)
        for each in levels[name]:
            if (prefix := each.rpartition("-")[0]) not in requirements.prefixes:
                strange[prefix] = None
                continue
            if each not in requirements:
                row.wrong("requirements", UnknownName("requirement", each, requirements).text)
            elif requirements[each].withdrawn:
                row.wrong("requirements", Text(f"{each} was withdrawn", f"{each} 已撤销"))
        with mistakes.gathered():
            row.done()
    if strange:  # one sentence for a family that is not installed, whatever follows from it
        raise CatalogueError(path, _no_suite(list(strange)))
    mistakes.report()
    if not levels:
        raise CatalogueError(path, Text("has no [[level]]", "没有 [[level]]"))
    lowest = next(name for name in LEVELS if name in levels)
    profile = Profile(
        id=head.get("id", str, path.stem),
        version=head.get("version", str),
        title=title,
        role=role,
        kinds=head.strings("kinds", required=True),
        levels=levels,
        parameters=_parameters(content),
        digest=digest(path.read_bytes().replace(b"\r\n", b"\n")),
        needs=_needs(head, {each: requirements[each] for each in levels[lowest]}),
        evidence=_evidence(content, kinds, mistakes),
    )
    for kind in profile.kinds:
        if kind not in kinds:
            head.wrong("kinds", Text(f"kinds: no suite judges the kind {kind}", f"kinds：没有测试套判定类别 {kind}"))
    for table in (head, content):
        with mistakes.gathered():
            table.done()
    mistakes.report()
    return profile


def _no_suite(prefixes: list[str]) -> Text:
    return Text(
        f"no suite has the prefix {' or '.join(prefixes)}: is its family installed?",
        f"没有前缀为 {'、'.join(prefixes)} 的测试套：请确认已安装其所属的测试套族",
    )


def _parameters(content: Table) -> Mapping[str, Any]:
    """Numbers and lists of texts; the suites of the profile's kinds say which exist."""
    found: dict[str, Any] = content.get("parameters", dict, {})
    for name, value in found.items():
        if problem := parameter_complaint(value):
            place = content.place.at("parameters", name, name=f"parameters.{name}")
            content.mistakes.append(CatalogueError(place, problem))
    return found


def _evidence(content: Table, kinds: Mapping[str, Kind], mistakes: Mistakes) -> tuple[Floor, ...]:
    """What a subject has to contain, by kind and level, in facts that the suites of the kind count."""
    found = []
    for table in content.tables("evidence", "kind"):
        kind, level, least = table.get("kind", str), table.choice("level", LEVELS, LEVELS[0]), table.get("least", dict)
        facts = _facts(kind, kinds)
        if kind and kind not in kinds:
            table.wrong("kind", UnknownName("kind", kind, kinds).text)
        for name, value in least.items():
            if kind in kinds and name not in facts:
                table.wrong("least", UnknownName("fact", name, facts).text, name)
            elif isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
                problem = Text(
                    f"{name} must be a number above 0, not {value!r}", f"{name} 应为大于 0 的数值，实际为 {value!r}"
                )
                table.wrong("least", problem, name)
        with mistakes.gathered():
            table.done()
        found.append(Floor(kind, level, least))
    return tuple(found)


def _facts(kind: str | None, kinds: Mapping[str, Kind]) -> set[str]:
    """The facts that are counted in subjects of a kind: its own and those of its more general kinds."""
    found = set[str]()
    while kind is not None and kind in kinds:
        found |= kinds[kind].facts.keys()
        kind = kinds[kind].of
    return found


def _needs(head: Table, lowest: Mapping[str, Requirement]) -> tuple[tuple[str, ...], ...]:
    """The needs of the role, each with its alternatives: SHALLs of the lowest level that can be judged."""
    found = []
    for need in head.get("needs", list, []):
        ids = need if isinstance(need, list) else [need]
        if not ids or not all(isinstance(each, str) for each in ids):
            problem = Text(
                f"needs holds ids and lists of ids, not {need!r}", f"needs 应含编号和编号列表，实际为 {need!r}"
            )
            head.wrong("needs", problem)
            continue
        for each in ids:
            row = lowest.get(each)
            if row is None:
                unknown = UnknownName("requirement of the lowest level", each, lowest).text
                head.wrong("needs", Text(f"needs: {unknown.en}", f"needs：{unknown.zh}"))
            elif row.obligation is not Obligation.SHALL or row.excluded:
                problem = Text(
                    f"needs {each}, which decides nothing: name a SHALL that is judged",
                    f"needs 中的 {each} 不影响结论：请写明予以判定的“应”类要求",
                )
                head.wrong("needs", problem)
        found.append(tuple(ids))
    return tuple(found)

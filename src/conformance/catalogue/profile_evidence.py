"""What a profile demands before it concludes: floors of evidence, and rows that a role needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from conformance.catalogue.errors import Mistakes
from conformance.catalogue.rows import Rows
from conformance.catalogue.tables import Table
from conformance.model.nearest import UnknownName
from conformance.model.profile import LEVELS, Floor
from conformance.model.requirement import Kind, Obligation
from conformance.model.text import Text


def follows(row: str, requirements: Rows) -> bool:
    """Whether a row may be absent from a profile only since a kind or suite is, which is a mistake found before."""
    return row in requirements or row.rpartition("-")[0] not in requirements.prefixes


def floors_of(
    content: Table, kinds: Mapping[str, Kind], strange: Iterable[str], mistakes: Mistakes
) -> tuple[Floor, ...]:
    """What a subject has to contain, by kind and level, in facts that the suites of the kind count.

    Kinds among `strange` are mistakes found before.
    """
    found = []
    for table in content.tables("evidence", "kind"):
        kind, level, least = table.get("kind", str), table.choice("level", LEVELS, LEVELS[0]), table.get("least", dict)
        facts = _facts(kind, kinds)
        if kind and kind not in kinds and kind not in strange:
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


def needs_of(
    head: Table, rows: Iterable[str], requirements: Rows, *, partial: bool, kept: bool
) -> tuple[tuple[str, ...], ...]:
    """The needs of the role, each with its alternatives: SHALLs among the rows of the lowest level, and judged.

    A need of a frozen set of which every alternative was withdrawn is left out.
    """
    lowest = {each: requirements[each] for each in rows}
    found: list[tuple[str, ...]] = []
    for need in head.get("needs", list, []):
        ids = need if isinstance(need, list) else [need]
        if not ids or not all(isinstance(each, str) for each in ids):
            problem = Text(
                f"needs holds ids and lists of ids, not {need!r}", f"needs 应含编号和编号列表，实际为 {need!r}"
            )
            head.wrong("needs", problem)
            continue
        if kept:
            left = tuple(each for each in ids if each in lowest and not lowest[each].excluded)
            found += [left] if left else []
            continue
        for each in ids:
            row = lowest.get(each)
            if row is None and partial and follows(each, requirements):
                continue
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

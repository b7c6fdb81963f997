"""From policy to requirements and back: what of each clause is executable, and why the rest is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.folders import folder
from conformance.catalogue.tables import Table, read_toml
from conformance.model.text import Text
from conformance.model.trace import Clause

AUTOMATIC = frozenset({"file", "endpoint", "stream"})


class State(StrEnum):
    """How far a clause has come, most first."""

    EXECUTABLE = "executable"
    NOT_YET = "not_yet"
    EVIDENCE = "evidence"
    PROGRAMME = "programme"
    UNTESTABLE = "untestable"


STATES = {
    State.EXECUTABLE: Text("executable: requirements judge it", "可执行：已有要求判定"),
    State.NOT_YET: Text("not yet: a file, endpoint or stream would show it", "尚未：可由文件、端点或数据流体现"),
    State.EVIDENCE: Text("evidence only: a laboratory has to measure it", "仅凭证据：须由实验室测量"),
    State.PROGRAMME: Text("duty of the pilot programme, not of a product", "属于试点项目的职责，而非产品"),
    State.UNTESTABLE: Text("untestable: a count, an event or an aim", "不可测试：数量、活动或目标"),
}


@dataclass(frozen=True)
class Traced:
    """A clause with its parts, and the requirements that any of them motivates."""

    clause: Clause
    requirements: tuple[str, ...]

    @property
    def state(self) -> State:
        observable = set(self.clause.observable)
        if self.requirements:
            return State.EXECUTABLE
        if observable & AUTOMATIC:
            return State.NOT_YET
        for each in (State.EVIDENCE, State.PROGRAMME):
            if each.value in observable:
                return each
        return State.UNTESTABLE


@dataclass(frozen=True)
class Theme:
    """A theme of several documents and the clauses that stand for it."""

    key: str
    title: Text
    clauses: tuple[str, ...]


def trace(catalogue: Catalogue) -> dict[str, Traced]:
    """Every clause that is no part of another, by key, with the active requirements of it and its parts."""
    motivated: dict[str, list[str]] = {}
    for row in catalogue.requirements.values():
        if not row.excluded:
            for key in row.policy:
                motivated.setdefault(catalogue.clauses[key].parent or key, []).append(row.id)
    return {
        key: Traced(clause, tuple(dict.fromkeys(motivated.get(key, ()))))
        for key in catalogue.clauses
        if not (clause := catalogue.clauses[key]).parent
    }


def themes() -> list[Theme]:
    """The themes of suites/themes.toml. Raises CatalogueError."""
    path = folder("suites") / "themes.toml"
    found = []
    for row in Table(path, read_toml(path)).tables("theme", "key"):
        found.append(Theme(row.get("key", str), row.text("title"), row.strings("clauses", required=True)))
        row.done()
    return found


def counts(traced: dict[str, Traced]) -> dict[State, int]:
    """How many clauses are in each state."""
    found = Counter(each.state for each in traced.values())
    return {state: found[state] for state in State}


def as_records(catalogue: Catalogue) -> dict[str, Any]:
    """The whole trace as JSON values: counts, clauses, themes."""
    traced = trace(catalogue)
    return {
        "counts": {state.value: count for state, count in counts(traced).items()},
        "clauses": [
            {
                "key": key,
                "heading": each.clause.heading,
                "phrase": {"en": each.clause.gloss, "zh": each.clause.phrase},
                "domain": each.clause.domain,
                "state": each.state.value,
                "reason": {"en": STATES[each.state].en, "zh": STATES[each.state].zh},
                "requirements": list(each.requirements),
            }
            for key, each in traced.items()
        ],
        "themes": [
            {
                "key": theme.key,
                "title": {"en": theme.title.en, "zh": theme.title.zh},
                "clauses": list(theme.clauses),
                "requirements": sorted(set(requirements_of(theme, traced))),
            }
            for theme in themes()
        ],
    }


def requirements_of(theme: Theme, traced: dict[str, Traced]) -> Iterator[str]:
    """The requirements that the clauses of a theme motivate."""
    for key in theme.clauses:
        yield from traced[key].requirements

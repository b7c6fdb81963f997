"""From policy to requirements and back: which parts of each clause are executable, and why others are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.catalogue import Catalogue
from conformance.catalogue.folders import folder
from conformance.catalogue.tables import Table, read_toml
from conformance.drafting.duties import duties
from conformance.model.requirement import Origin
from conformance.model.text import Text
from conformance.model.trace import Clause
from conformance.reporting.words import words

AUTOMATIC = frozenset({"file", "endpoint", "stream"})


class State(StrEnum):
    """The state of a clause, most advanced first."""

    EXECUTABLE = "executable"
    NOT_YET = "not_yet"
    EVIDENCE = "evidence"
    PROGRAMME = "programme"
    UNTESTABLE = "untestable"


STATES = {state: Text(**words()["state"][state.value]) for state in State}


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
    """A theme of several documents and the clauses that express it."""

    key: str
    title: Text
    clauses: tuple[str, ...]


def trace(catalogue: Catalogue) -> dict[str, Traced]:
    """Every clause that is not part of another, by key, with the active requirements of it and its parts."""
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


def untestable() -> dict[str, Text]:
    """Why no requirement can follow from a clause, by its key, from suites/untestable.toml. Raises CatalogueError."""
    path = folder("suites") / "untestable.toml"
    return {key: Table(f"{path}: {key}", {"why": why}).text("why") for key, why in read_toml(path).items()}


def counts(traced: dict[str, Traced]) -> dict[State, int]:
    """How many clauses are in each state."""
    found = Counter(each.state for each in traced.values())
    return {state: found[state] for state in State}


def as_records(catalogue: Catalogue) -> dict[str, Any]:
    """The whole trace as JSON values: counts, clauses, themes, and requirements that are not judged."""
    traced, why = trace(catalogue), untestable()
    return {
        "counts": {state.value: count for state, count in counts(traced).items()},
        "clauses": [_clause(each, why, catalogue) for each in traced.values()],
        "themes": [
            {
                "key": theme.key,
                "title": _both(theme.title),
                "clauses": list(theme.clauses),
                "requirements": sorted(set(requirements_of(theme, traced))),
            }
            for theme in themes()
        ],
        "duties": [
            {
                "key": each.key,
                "does": _both(each.does),
                "commands": list(each.commands),
                "tests": list(each.tests),
                "clauses": list(each.clauses),
            }
            for each in duties()
        ],
        "excluded": [
            {
                "id": row.id,
                "obligation": row.obligation.value,
                "origin": row.origin.value,
                "title": _both(row.title),
                "reason": _both(row.excluded),
            }
            for row in catalogue.requirements.values()
            if row.excluded
        ],
    }


def by_origin(each: Traced, catalogue: Catalogue) -> dict[Origin, list[str]]:
    """The requirements of a clause by origin."""
    return {
        origin: [row for row in each.requirements if catalogue.requirement(row).origin is origin] for origin in Origin
    }


def _clause(each: Traced, why: dict[str, Text], catalogue: Catalogue) -> dict[str, Any]:
    """A clause with its state, and with the reason if no requirement judges it.

    `added` are those of its requirements that are added to the standards.
    """
    clause, state = each.clause, each.state
    return {
        "key": clause.key,
        "document": _both(clause.document_title),
        "heading": _both(clause.place),
        "phrase": {"en": clause.gloss, "zh": clause.phrase},
        "domain": clause.domain,
        "state": state.value,
        "reason": _both(why[clause.key] if state is State.UNTESTABLE else STATES[state]),
        "requirements": list(each.requirements),
        "added": by_origin(each, catalogue)[Origin.ADDED],
    }


def _both(text: Text) -> dict[str, str]:
    return {"en": text.en, "zh": text.zh}


def requirements_of(theme: Theme, traced: dict[str, Traced]) -> Iterator[str]:
    """The requirements that the clauses of a theme motivate."""
    for key in theme.clauses:
        yield from traced[key].requirements

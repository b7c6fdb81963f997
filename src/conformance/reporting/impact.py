"""What a change of requirements does to runs: records of it, and as text, Markdown and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from conformance.model.frozen import PARTS
from conformance.model.text import Text
from conformance.reporting.lines import Line
from conformance.reporting.neutral import markdown
from conformance.reporting.words import COLONS, bracketed, word

SHOWN = 20
NOT_JUDGED, EXCLUDED = "-", "excluded"
"""The outcome of a row that a run does not have, and of one that is not judged."""
ROW_CHANGES = ("added", "counted", "changed", "withdrawn", "not_counted", "removed")


class RowChange(NamedTuple):
    """A row by which a bundle is judged on one side at least, and how it differs between the sides.

    `how` is one of ROW_CHANGES; of a changed row, `parts` are the frozen parts that differ.
    """

    requirement: str
    how: str
    parts: tuple[str, ...] = ()


class CaseChange(NamedTuple):
    """A case with another outcome."""

    bundle: str
    subject: str
    requirement: str
    before: str
    after: str


class NewRun(NamedTuple):
    """A case that a bundle cannot answer; no requirement where the whole subject is missing."""

    bundle: str
    subject: str
    requirement: str | None


class LevelChange(NamedTuple):
    """A run with another conclusion; `profile` and `level` are empty for one without a profile."""

    bundle: str
    product: str
    profile: str
    level: str
    before: str
    after: str


@dataclass
class Impact:
    """All that changes between two sides, over the bundles that both could judge.

    `sides` are (path, version); `clauses` are the policy clauses of the rows that change, with these rows; `code` are
    suites whose code changed; `unread` are (bundle, why).
    """

    sides: tuple[tuple[str, str], tuple[str, str]]
    bundles: int = 0
    documents: int = 0
    rows: dict[RowChange, int] = field(default_factory=Counter)
    cases: list[CaseChange] = field(default_factory=list)
    levels: list[LevelChange] = field(default_factory=list)
    new_runs: list[NewRun] = field(default_factory=list)
    clauses: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[str, Text] = field(default_factory=dict)
    code: set[str] = field(default_factory=set)
    unread: list[tuple[str, Text]] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """1 if a row, a case or a conclusion changes, 3 if something could not be compared, otherwise 0."""
        if self.rows or self.cases or self.levels:
            return 1
        return 3 if self.new_runs or self.unread else 0

    @property
    def clauses_in_order(self) -> list[tuple[str, Text, list[str]]]:
        """Key, phrase and rows of each clause."""
        return [(key, self.phrases[key], sorted(self.clauses[key])) for key in sorted(self.clauses)]


def as_record(impact: Impact) -> dict[str, Any]:
    """The impact in JSON values."""
    (old, old_version), (new, new_version) = impact.sides
    return {
        "from": {"path": old, "version": old_version},
        "to": {"path": new, "version": new_version},
        "bundles": impact.bundles,
        "documents": impact.documents,
        "rows": [
            {"requirement": each.requirement, "how": each.how, "parts": list(each.parts), "bundles": count}
            for each, count in sorted(impact.rows.items())
        ],
        "code": sorted(impact.code),
        "changes": [each._asdict() for each in impact.cases],
        "levels": [each._asdict() for each in impact.levels],
        "clauses": [
            {"key": key, "phrase": {"en": phrase.en, "zh": phrase.zh}, "requirements": rows}
            for key, phrase, rows in impact.clauses_in_order
        ],
        "needs_new_run": [each._asdict() for each in impact.new_runs],
        "unread": [{"bundle": name, "problem": {"en": why.en, "zh": why.zh}} for name, why in impact.unread],
    }


def headline(impact: Impact, language: str) -> str:
    """How much was judged, and how many cases change."""
    numbers = {"bundles": impact.bundles, "documents": impact.documents, "changes": len(impact.cases)}
    return word("impact", "headline", language, **numbers)


def sections(impact: Impact, language: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of the report that have anything, each with its heading and its lines."""
    colon = COLONS[language]
    rows = [
        each.requirement
        + colon
        + how(each, language)
        + bracketed(word("impact", "touches", language, count=count), language)
        for each, count in sorted(impact.rows.items())
    ]
    told = {
        "rows": rows,
        "levels": [
            f"{_run(each, language)}{colon}{_verdict(each.before, language)} → {_verdict(each.after, language)}"
            for each in impact.levels
        ],
        "cases": [
            f"{each.requirement}  {each.bundle}  {each.subject}{colon}"
            f"{outcome(each.before, language)} → {outcome(each.after, language)}"
            for each in impact.cases
        ],
        "clauses": [
            f"{key} {phrase[language]}{colon}{' '.join(rows)}" for key, phrase, rows in impact.clauses_in_order
        ],
        "new_runs": [
            f"{each.requirement or word('impact', 'whole', language)}  {each.bundle}  {each.subject}"
            for each in impact.new_runs
        ],
        "unread": [f"{name}{colon}{why[language]}" for name, why in impact.unread],
        "code": sorted(impact.code),
    }
    for key, lines in told.items():
        if lines:
            yield word("impact", key, language, count=len(lines)), lines


def how(row: RowChange, language: str) -> str:
    """How a row differs."""
    parts = ("、" if language == "zh" else ", ").join(PARTS[each][language] for each in row.parts)
    return word("impact", row.how, language, parts=parts)


def outcome(value: str, language: str) -> str:
    """The outcome of a case in words."""
    if value in (NOT_JUDGED, EXCLUDED):
        return word("impact", "not_there" if value == NOT_JUDGED else "is_excluded", language)
    return word("outcome", value, language)


def _run(each: LevelChange, language: str) -> str:
    """The bundle, its product and what it claims."""
    level = word("level", each.level, language) if each.level else ""
    return "  ".join(filter(None, (each.bundle, each.product, each.profile, level)))


def _verdict(value: str, language: str) -> str:
    return word("conclusion", value, language)


def render_impact(impact: Impact, language: str, *, verbose: bool = False) -> Iterator[Line]:
    """The impact line by line; long lists are cut unless all of it is wanted."""
    style = {0: "bold green", 1: "bold red", 3: "bold yellow"}[impact.exit_status]
    yield Line(headline(impact, language), 0, style)
    yield Line(sides(impact, language), 0, "dim")
    for title, lines in sections(impact, language):
        yield Line()
        yield Line(title, 0, "bold")
        shown = lines if verbose else lines[:SHOWN]
        yield from (Line(line, 2) for line in shown)
        if len(lines) > len(shown):
            yield Line(word("label", "more_rows", language, count=len(lines) - len(shown)), 2, "dim")


def impact_markdown(impact: Impact, language: str) -> Iterator[str]:
    """The impact as Markdown, all of it."""
    yield f"## {markdown(headline(impact, language))}"
    yield ""
    yield markdown(sides(impact, language))
    for title, lines in sections(impact, language):
        yield ""
        yield f"### {markdown(title)}"
        yield ""
        yield from (f"- {markdown(line)}" for line in lines)


def sides(impact: Impact, language: str) -> str:
    """Which two versions were compared."""
    (old, old_version), (new, new_version) = impact.sides
    told = {"old": old, "old_version": old_version, "new": new, "new_version": new_version}
    return word("impact", "sides", language, **told)

"""The evaluation of a programme as one HTML page that needs no network, in both languages, with plots in SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from conformance.model.text import LANGUAGES, Text
from conformance.reporting.drawing import AXIS, LEFT, TEXT, TOP, WIDTH, figure
from conformance.reporting.effect import (
    ALL,
    FIRST,
    NOW,
    Cell,
    Effect,
    Row,
    class_in_words,
    headline,
    most_violated,
    percent,
    shared,
    when_in_words,
)
from conformance.reporting.page import both, safe, wide, wording, write_page
from conformance.reporting.words import words

PLOTTED = 20
"""As many requirements have bars."""
HIGH, BAR = 180, 8
COLOURS = (("satisfied", "var(--good)"), ("violated", "var(--bad)"), ("unproven", "var(--open)"))
NAMES = 190
"""Units of the drawing that the ids of the requirements take."""


def write_effect(effect: Effect, out: IO[str], language: str) -> None:
    """Write the page, initially shown in `language`."""
    tables = (("requirements", "requirement", effect.requirements), ("clauses", "clause", effect.clauses))
    fields = {
        "lead": both({each: headline(effect, each) for each in LANGUAGES}),
        "shares": "".join(f"<p>{_both(effect, when)}</p>" for when in (FIRST, NOW)),
        "plots": _share_plot(effect) + _row_plot(effect),
        "sections": _shares(effect) + "".join(_section(*each) for each in tables),
    }
    write_page(out, "effect", language, words()["effect"]["title"], fields)


def _both(effect: Effect, when: str) -> str:
    return both({each: shared(effect, when, each) for each in LANGUAGES})


def _share_plot(effect: Effect) -> str:
    """A line over the months, and dashed ones for the first runs and now."""
    points = [(at, *effect.share(month)) for at, month in enumerate(effect.months)]
    known = [(at, passed / of) for at, passed, of in points if of]
    floor, last = HIGH - 30, max(len(effect.months) - 1, 1)

    def x(at: int) -> float:
        return round(LEFT + at / last * (WIDTH - LEFT - 40), 1)

    def y(share: float) -> float:
        return round(floor - share * (floor - TOP), 1)

    shapes = [f'<line x1="{LEFT}" y1="{y(each)}" x2="{WIDTH}" y2="{y(each)}" {AXIS}/>' for each in (0, 0.5, 1)]
    shapes += [
        f'<text x="{LEFT - 6}" y="{y(each) + 4}" text-anchor="end" {TEXT}>{each:.0%}</text>' for each in (0, 0.5, 1)
    ]
    for when, colour in ((FIRST, "var(--soft)"), (NOW, "var(--link)")):
        passed, of = effect.share(when)
        if of:
            at = y(passed / of)
            shapes.append(
                f'<line x1="{LEFT}" y1="{at}" x2="{WIDTH}" y2="{at}" stroke="{colour}" stroke-dasharray="6 4"/>'
            )
    if known:
        path = " ".join(f"{x(at)},{y(share)}" for at, share in known)
        shapes.append(f'<polyline points="{path}" fill="none" stroke="var(--good)" stroke-width="2"/>')
        shapes += [f'<circle cx="{x(at)}" cy="{y(share)}" r="3" fill="var(--good)"/>' for at, share in known]
    step = max(1, len(effect.months) // 8)
    shapes += [
        f'<text x="{x(at)}" y="{floor + 18}" text-anchor="middle" {TEXT}>{safe(month)}</text>'
        for at, month in list(enumerate(effect.months))[::step]
    ]
    return figure("effect_share", HIGH, shapes)


def _row_plot(effect: Effect) -> str:
    """Two bars for each of the requirements that the most products violated at first."""
    rows = most_violated(effect.requirements, FIRST)[:PLOTTED]
    if not rows:
        return ""
    shapes: list[str] = []
    for at, row in enumerate(rows):
        top = TOP + at * 3 * BAR
        shapes.append(f'<text x="{NAMES - 8}" y="{top + BAR + 4}" text-anchor="end" {TEXT}>{safe(row.key)}</text>')
        for place, when in enumerate((FIRST, NOW)):
            shapes += _bar(row.at(when), top + place * (BAR + 1))
    return figure("effect_rows", TOP + len(rows) * 3 * BAR, shapes)


def _bar(cell: Cell | None, top: int) -> Iterator[str]:
    left = float(NAMES)
    for name, colour in COLOURS if cell else ():
        width = round(getattr(cell, name) / cell.judged * (WIDTH - NAMES), 1)  # type: ignore[union-attr]  # none is empty
        if width:
            yield f'<rect x="{left:.1f}" y="{top}" width="{width}" height="{BAR}" fill="{colour}"/>'
        left += width


def _shares(effect: Effect) -> str:
    heads = _heads("class", effect.times)
    rows = "".join(
        f'<tr><th scope="row">{both({each: class_in_words(class_, each) for each in LANGUAGES})}</th>'
        + "".join(f"<td>{percent(*effect.share(when, class_))}</td>" for when in effect.times)
        + "</tr>"
        for class_ in (ALL, *effect.classes)
    )
    return _titled("shares", heads, rows)


def _section(name: str, head: str, rows: Iterable[Row]) -> str:
    """Each row with its first and its present numbers, of all vendors and of each class."""
    lines = "".join(map(_line, rows))
    return _titled(name, _heads(head, ("class", FIRST, NOW)), lines) if lines else ""


def _line(row: Row) -> str:
    classes = list(dict.fromkeys(class_ for class_, _ in row.cells))
    title = f'<td class="id" rowspan="{len(classes)}">{safe(row.key)}<br><small>{both(row.title)}</small></td>'
    lines: list[str] = []
    for class_ in classes:
        told = "".join(f"<td>{_cell(row, when, class_)}</td>" for when in (FIRST, NOW))
        named = both({each: class_in_words(class_, each) for each in LANGUAGES})
        lines.append(f"<tr>{'' if lines else title}<td>{named}</td>{told}</tr>")
    return "".join(lines)


def _cell(row: Row, when: str, class_: str) -> str:
    if (class_, when) not in row.cells:
        return "-"
    cell = row.at(when, class_)
    return wording("effect", "counts", **cell._asdict()) if cell else wording("effect", "suppressed")


def _heads(first: str, others: Iterable[str]) -> str:
    names = [wording("effect", first)]
    for each in others:
        shown = Text(*(when_in_words(each, language) for language in LANGUAGES))
        names.append(wording("effect", each) if each == "class" else both(shown))
    return "".join(f'<th scope="col">{name}</th>' for name in names)


def _titled(name: str, heads: str, rows: str) -> str:
    table = f'<table class="list"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<section id="{name}"><h2>{wording("effect", name)}</h2>{wide(table)}</section>\n'

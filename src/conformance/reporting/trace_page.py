"""The trace from policy clauses to requirements as one HTML page that needs no network, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from conformance.reporting.page import badge, both, options, origin, safe, wide, wording, write_page
from conformance.reporting.words import words


def write_trace(trace: dict[str, Any], out: IO[str], language: str) -> None:
    """Write the page for the output of `conformance trace --format json`, initially shown in `language`."""
    total = sum(trace["counts"].values())
    requirements = {each for clause in trace["clauses"] for each in clause["requirements"]}
    fields = {
        "lead": wording("trace", "lead", clauses=total, themes=len(trace["themes"]), requirements=len(requirements)),
        "states": "".join(_states(trace["counts"], total)),
        "themes": "".join(_themes(trace)),
        "duties": "".join(map(_duty, trace["duties"])),
        "options": options((state, words()["state"][state]) for state in trace["counts"]),
        "documents": "".join(_documents(trace["clauses"])),
        "excluded": _excluded(trace["excluded"]),
    }
    write_page(out, "trace", language, words()["trace"]["title"], fields)


def _states(counts: dict[str, int], total: int) -> Iterator[str]:
    for state, count in counts.items():
        bar = f'<i class="bar" aria-hidden="true"><b style="width:{100 * count / total:.1f}%"></b></i>'
        yield (
            f'<tr class="{state}"><th scope="row">{count}</th><td class="chart">{bar}</td>'
            f"<td>{wording('state', state)}</td></tr>"
        )


def _themes(trace: dict[str, Any]) -> Iterator[str]:
    executable = {clause["key"] for clause in trace["clauses"] if clause["state"] == "executable"}
    for theme in trace["themes"]:
        done = len(executable.intersection(theme["clauses"]))
        yield (
            f'<tr><td class="id">{safe(theme["key"])}</td><td>{both(theme["title"])}</td>'
            f'<td class="times">{done} / {len(theme["clauses"])}</td><td>{len(theme["requirements"])}</td></tr>'
        )


def _duty(duty: dict[str, Any]) -> str:
    """What is contributed to some clauses, by which commands, and the tests that show it."""
    commands = "<br>".join(f"<code>{safe(each)}</code>" for each in duty["commands"])
    clauses = "<br>".join(map(safe, duty["clauses"]))
    tests = "".join(f'<small class="place">{safe(each)}</small>' for each in duty["tests"])
    return f"<tr><td>{both(duty['does'])}{tests}</td><td>{commands}</td><td><small>{clauses}</small></td></tr>"


def _documents(clauses: list[dict[str, Any]]) -> Iterator[str]:
    """The clauses, grouped under the titles of their documents."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for clause in clauses:
        by_document.setdefault(clause["document"]["zh"], []).append(clause)
    for found in by_document.values():
        rows = "".join(map(_clause, found))
        title = both(found[0]["document"])
        table = f'<table class="list">{rows}</table>'
        yield f'<section class="filtered"><h2>{title}</h2>{wide(table)}</section>\n'


def _clause(clause: dict[str, Any]) -> str:
    state = clause["state"]
    added = set(clause["added"])
    groups = {"inherited": [each for each in clause["requirements"] if each not in added], "added": clause["added"]}
    ids = "".join(
        f'<small class="where">{wording("origin", key)} {" ".join(map(safe, rows))}</small>'
        for key, rows in groups.items()
        if rows
    )
    why = "" if clause["requirements"] else f"<small>{both(clause['reason'])}</small>"
    return (
        f'<tr class="item" data-state="{state}"><td class="id">{safe(clause["key"])}<small>{both(clause["heading"])}'
        f"</small></td><td>{both(clause['phrase'])}{why}{ids}</td>"
        f'<td class="times {state}">{wording("short_state", state)}</td></tr>'
    )


def _excluded(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f'<tr><td class="id">{safe(row["id"])}</td><td>{badge(row["obligation"])}</td>'
        f"<td>{both(row['title'])}{origin(row['origin'])}<small>{both(row['reason'])}</small></td></tr>"
        for row in rows
    )
    heading = f"<h2>{wording('trace', 'excluded')}</h2>"
    table = f'<table class="list">{lines}</table>'
    return f'<section id="excluded">{heading}{wide(table)}</section>'

"""The tool confirmation record as one HTML page that needs no network, in both languages, for printing and signing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from conformance.model.text import LANGUAGES
from conformance.reporting.page import both, listed, options, origin, safe, wide, wording, write_page
from conformance.reporting.record_page import PERSONS, signature
from conformance.reporting.words import COLONS, moment, words

STATES = ("confirmed", "not_confirmed", "excluded")
PROBLEM_SEPARATOR = {"en": ", ", "zh": "、"}


def write_qualification(record: dict[str, Any], out: IO[str], language: str) -> None:
    """Write the page for a record of `conformance qualify --format json`, initially shown in `language`."""
    told = words()["qualify"]
    state = told["confirmed" if record["confirmed"] else "not_confirmed"]
    titles = {each: f"{told['title'][each]}{COLONS[each]}{state[each]}" for each in LANGUAGES}
    rows = [row for suite in record["suites"] for row in suite["requirements"]]
    planted, caught = counted(rows)
    fields = {
        "verdict": "conformant" if record["confirmed"] else "nonconformant",
        "conclusion": both(titles),
        "lead": wording("qualify", "counted", caught=caught, planted=planted, rows=len(rows)),
        "facts": listed(((wording("qualify", key), _fact(record, key)) for key in facts(record, language)), "facts"),
        "suites": "".join(map(_suite, record["suites"])),
        "problems": _problems(rows),
        "signatures": "".join(map(signature, PERSONS)),
        "options": options((key, told[key]) for key in STATES),
        "rows": "".join(map(_row, rows)),
    }
    write_page(out, "qualify", language, titles, fields)


def counted(rows: list[dict[str, Any]]) -> tuple[int, int]:
    """(faults planted, faults caught by the requirements they violate, nearly always one, and by no other)."""
    faults = [fault for row in rows for fault in row["planted"]]
    return len(faults), sum(fault["caught_by"] == fault["expected"] for fault in faults)


def facts(record: dict[str, Any], language: str) -> dict[str, str]:
    """When, by whom, with which harness and on which system, by the keys of their words."""
    harness, system = record["harness"], record["system"]
    return {
        "date": moment(record["date"], language),
        "by": record["by"] or "-",
        "harness": f"{harness['name']} {harness['version']}, {harness['schema_engine']}",
        "system": f"{system['host']}, {system['system']}, Python {system['python']}",
    }


def _fact(record: dict[str, Any], key: str) -> str:
    return both({each: facts(record, each)[key] for each in LANGUAGES})


def _suite(suite: dict[str, Any]) -> str:
    planted, caught = counted(suite["requirements"])
    named = f"{both(suite['title'])}<br>{safe(suite['id'])} {safe(suite['version'])}, {safe(suite['owner'])}"
    return (
        f'<tr><td>{named}<small class="place">{safe(suite["digest"])}</small></td>'
        f"<td>{len(suite['requirements'])}</td><td>{planted}</td><td>{caught}</td></tr>"
    )


def _state(row: dict[str, Any]) -> str:
    if row["excluded"]:
        return "excluded"
    return "confirmed" if row["confirmed"] else "not_confirmed"


def problems(row: dict[str, Any], language: str) -> str:
    """What keeps a row from being confirmed, in words."""
    extra = ",".join(row.get("extras", ()))
    said = (words()["problem"][key][language].format(extra=extra) for key in row["problems"])
    return PROBLEM_SEPARATOR[language].join(said)


def _problems(rows: list[dict[str, Any]]) -> str:
    told = [(row["id"], {each: problems(row, each) for each in LANGUAGES}) for row in rows if row["problems"]]
    lines = "".join(f'<tr><td class="id">{safe(id_)}</td><td>{both(texts)}</td></tr>' for id_, texts in told)
    if not lines:
        return ""
    heading = f"<h2>{wording('qualify', 'not_confirmed')}</h2>"
    table = f'<table class="list">{lines}</table>'
    return f'<section id="problems">{heading}{wide(table)}</section>'


def _row(row: dict[str, Any]) -> str:
    state = _state(row)
    return (
        f'<tr class="item" data-state="{state}"><td class="id">{safe(row["id"])}</td>'
        f'<td class="times {state}">{wording("qualify", state)}</td>'
        f"<td>{both(row['title'])}{origin(row['origin'])}{''.join(_details(row))}</td></tr>"
    )


def _details(row: dict[str, Any]) -> Iterator[str]:
    if row["excluded"]:
        yield f"<small>{both(row['excluded'])}</small>"
    for fault in row["planted"]:
        caught = ", ".join(fault["caught_by"]) or "-"
        yield f'<small class="place">{safe(fault["sample"])} → {safe(caught)}</small>'

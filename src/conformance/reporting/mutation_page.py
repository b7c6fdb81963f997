"""The mutants of a suite as one HTML page in both languages: what nothing notices, and what survives for a reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import IO, Any

from conformance.model.text import LANGUAGES, in_words
from conformance.reporting.page import both, safe, wide, wording, write_page
from conformance.reporting.words import word, words


def write_mutation(report: Mapping[str, Any], out: IO[str], language: str) -> None:
    """Write the page for a report of `conformance mutate --format json`, initially shown in `language`."""
    config = report["config"]
    titles = {each: word("mutation", "heading", each, suite=config["title"][each]) for each in LANGUAGES}
    fields = {
        "verdict": "nonconformant" if config["survivors"] or config["stale"] else "conformant",
        "conclusion": both(titles),
        "lead": both({each: counted(config, each) for each in LANGUAGES}),
        "survivors": _survivors(config["survivors"]),
        "ledger": _ledger(config["ledger"]),
        "rows": "".join(
            f'<tr><td class="id">{safe(row)}</td><td>{told["killed"]}</td><td>{told["alone"]}</td></tr>'
            for row, told in config["rows"].items()
        ),
    }
    write_page(out, "mutation", language, titles, fields)


def counted(config: Mapping[str, Any], language: str) -> str:
    """How many mutants became what, in a sentence, after what is left to explain."""
    counts = {status: config["statuses"][status] for status in words()["mutant"]}
    told = word(
        "mutation",
        "counted",
        language,
        mutants=sum(counts.values()),
        classes=config["classes"],
        statuses=in_words(
            [word("mutant", status, language, count=count) for status, count in counts.items() if count], language
        ),
    )
    left = len(config["survivors"])
    state = word("mutation", "open", language, classes=left) if left else word("mutation", "explained", language)
    return f"{state}{'；' if language == 'zh' else '; '}{told}"


def _survivors(classes: list[dict[str, Any]]) -> str:
    if not classes:
        return ""
    by_place: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in classes:
        by_place[each["place"]].append(each)
    places = "".join(
        f'<details class="card"><summary><code>{safe(place or "/")}</code> '
        f"{wording('mutation', 'operators', count=len(found))}</summary>{''.join(map(_class, found))}</details>"
        for place, found in sorted(by_place.items(), key=lambda each: (-len(each[1]), each[0]))
    )
    return f'<section id="survivors"><h2>{wording("mutation", "survivors")}</h2>{places}</section>'


def _class(each: dict[str, Any]) -> str:
    example = each["example"]
    crash = wording("mutation", "crashed") + " " if each["crashed"] else ""
    change = f"{example['before']} → {example['after']}"
    return f'<p>{crash}<b>{safe(each["operator"])}</b> <small class="place">{safe(change)}</small></p>'


def _ledger(entries: list[dict[str, Any]]) -> str:
    if not entries:
        return ""
    rows = "".join(
        f"<tr><td>{wording('mutation', each['why'])}</td><td>{both(each['reason'])}</td>"
        f'<td class="id">{safe(each["written"])}</td></tr>'
        for each in entries
    )
    head = "".join(f"<th>{wording('mutation', key)}</th>" for key in ("why", "reason", "entry"))
    return (
        f'<section id="ledger"><h2>{wording("mutation", "ledger")}</h2>'
        f"{wide(_table(f'<tr>{head}</tr>', rows))}</section>"
    )


def _table(head: str, rows: str) -> str:
    return f'<table class="list"><thead>{head}</thead><tbody>{rows}</tbody></table>'

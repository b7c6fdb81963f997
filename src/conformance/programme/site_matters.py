"""Cases of recalls and disputes on the pages of the site."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from conformance.model.text import Text
from conformance.programme.matters import CASE, Matter
from conformance.programme.site_page import marked, table
from conformance.reporting.words import COLONS

WORDS: dict[str, Text] = {
    "title": Text("Recalls and disputes", "召回与异议"),
    "none": Text("There is no case of a recall, and no dispute.", "没有召回立案，也没有异议。"),
    "note": Text(
        "A recall or a dispute changes neither an outcome nor a certificate: the register says what holds.",
        "召回和异议均不改变判定结果或证明：以登记册为准。",
    ),
    "time": Text("Time", "时间"),
    "matter": Text("Matter", "事项"),
    "product": Text("Product", "产品"),
    "requirement": Text("Requirements", "要求"),
    "text": Text("What it says", "内容"),
    "state": Text("State", "状态"),
    "case": Text("case of a recall", "召回立案"),
    "dispute": Text("dispute", "异议"),
}
STATES: dict[str, Text] = {
    "open": Text("open", "未决"),
    "ended": Text("ended with the certificate", "随证明终止"),
    "upheld": Text("upheld", "异议成立"),
    "rejected": Text("rejected", "异议不成立"),
}
PAGE = "matters.html"
SHOWN = 5
COLUMNS = ("time", "matter", "product", "requirement", "text", "state")


def section(matters: Sequence[Matter], language: str, folder: str) -> str:
    """A table of them, the newest first; `folder` leads from the page to those of the products."""
    rows = [_row(each, language, folder) for each in reversed(matters)]
    return f"{table([WORDS[each][language] for each in COLUMNS], rows)}<p>{escape(WORDS['note'][language])}</p>"


def heading(language: str) -> str:
    """The heading of the section."""
    return f"<h2>{escape(WORDS['title'][language])}</h2>"


def _row(matter: Matter, language: str, folder: str) -> list[str]:
    entry = matter.entry
    name = escape(f"{entry.get('name', entry['product'])} {entry['version']}")
    link = f'<a href="{folder}{entry["holder"]}/{entry["product"]}.html">{name}</a>'
    kind = escape(WORDS["case" if matter.kind == CASE else "dispute"][language])
    kind += f" {marked(matter.certificate, 'number')}" if matter.certificate else ""
    rows = [marked(each, "number") for each in matter.requirements[:SHOWN]]
    more = len(matter.requirements) - SHOWN
    rows += [f"+{more}"] if more > 0 else []
    said = f"<p>{escape(matter.text[language])}</p>"
    if answer := matter.answer:
        told = f"{answer.time[:10]} {STATES[answer.result][language]}{COLONS[language]}"
        said += f"<p>{escape(told)}{escape(answer.text[language])}</p>"
    state = marked(STATES[matter.state][language], "state conditional" if matter.state == "open" else "state")
    spans = [f"<span>{each}</span>" if each else "" for each in (kind, link, "<br>".join(rows))]
    return [marked(matter.time[:10], "date"), *spans, f"<div>{said}</div>", state]

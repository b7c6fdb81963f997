"""Atom feeds (RFC 4287): of the whole register, of each product, and of each requirement that something hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from conformance.model.text import Text
from conformance.programme.certificate import certificate_words
from conformance.programme.matters import CASE, Matter
from conformance.programme.pilot import Pilot

NEWEST = 200
"""As many entries are in a feed."""
OPENED = Text("a case of a recall was opened", "已召回立案")
DISPUTED = Text("a verdict was disputed", "有结论被提出异议")
ANSWERED = {
    "upheld": Text("a dispute was upheld", "异议成立"),
    "rejected": Text("a dispute was rejected", "异议不成立"),
}


class News(NamedTuple):
    """An entry of a feed: `id` is unique in the site, `entry` one of the register about the version."""

    time: str
    id: str
    entry: Mapping[str, Any]
    title: Text
    text: Text


def news_of(entry: Mapping[str, Any]) -> News:
    """An event of the register."""
    told = entry["reason"]
    text = Text(*(str(told.get(each, "")) for each in ("en", "zh")))
    return News(
        entry["time"], f"register#{entry['number']}", entry, Text(**certificate_words()["event"][entry["event"]]), text
    )


def news_about(matter: Matter) -> list[News]:
    """A case, or a dispute and its answer."""
    rows = ", ".join(matter.requirements)
    text = Text(*(" ".join(filter(None, (rows, each))) for each in (matter.text.en, matter.text.zh)))
    title = OPENED if matter.kind == CASE else DISPUTED
    found = [News(matter.time, matter.id, matter.entry, title, text)]
    if answer := matter.answer:
        told = Text(*(" ".join(filter(None, (rows, each))) for each in (answer.text.en, answer.text.zh)))
        found.append(News(answer.time, f"{matter.id}/answer", matter.entry, ANSWERED[answer.result], told))
    return found


def feed(pilot: Pilot, folder: str, news: Iterable[News]) -> str:
    """The newest of the register, or of what has this folder in the site, in both languages."""
    place = f"{pilot.url}/{folder}/feed.atom" if folder else f"{pilot.url}/feed.atom"
    about = folder.partition("/")[2]
    told = sorted(news, key=lambda each: each.time)
    updated = told[-1].time if told else "1970-01-01T00:00:00Z"
    name = pilot.file.programme.name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(place)}</id><title>{escape(f'{name.en} / {name.zh} {about}'.strip())}</title>",
        f"<author><name>{escape(pilot.issuer)}</name></author>",
        f"<updated>{updated}</updated><link rel={quoteattr('self')} href={quoteattr(place)}/>",
        *(_entry(pilot, each) for each in reversed(told[-NEWEST:])),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(pilot: Pilot, news: News) -> str:
    entry = news.entry
    about = f"{entry.get('name', entry['product'])} {entry['version']}"
    title = f"{about}: {news.title.en} / {news.title.zh}"
    link = f"{pilot.url}/en/products/{entry['holder']}/{entry['product']}.html"
    return (
        f"<entry><id>{escape(f'{pilot.url}/{news.id}')}</id><title>{escape(title)}</title><updated>{news.time}</updated>"
        f"<link href={quoteattr(link)}/><summary>{escape(f'{news.text.en} / {news.text.zh}')}</summary></entry>"
    )

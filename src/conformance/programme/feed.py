"""Atom feeds (RFC 4287) of the register: of all of it, of each product, and of each requirement it depends on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from conformance.programme.certificate import certificate_words
from conformance.programme.pilot import Pilot

NEWEST = 200
"""As many entries are in a feed."""


def feed(pilot: Pilot, folder: str, entries: Sequence[Mapping[str, Any]]) -> str:
    """The newest events of the register, or of what has this folder in the site, in both languages."""
    place = f"{pilot.url}/{folder}/feed.atom" if folder else f"{pilot.url}/feed.atom"
    about = folder.partition("/")[2]
    updated = entries[-1]["time"] if entries else "1970-01-01T00:00:00Z"
    name = pilot.file.programme.name
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<id>{escape(place)}</id><title>{escape(f'{name.en} / {name.zh} {about}'.strip())}</title>",
        f"<author><name>{escape(pilot.issuer)}</name></author>",
        f"<updated>{updated}</updated><link rel={quoteattr('self')} href={quoteattr(place)}/>",
        *(_entry(pilot, each) for each in reversed(entries[-NEWEST:])),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entry(pilot: Pilot, entry: Mapping[str, Any]) -> str:
    event = certificate_words()["event"][entry["event"]]
    about = f"{entry.get('name', entry['product'])} {entry['version']}"
    title = f"{about}: {event['en']} / {event['zh']}"
    text = " / ".join(str(entry["reason"].get(each, "")) for each in ("en", "zh"))
    link = f"{pilot.url}/en/products/{entry['holder']}/{entry['product']}.html"
    return (
        f"<entry><id>{escape(pilot.url)}/register#{entry['number']}</id><title>{escape(title)}</title>"
        f"<updated>{entry['time']}</updated><link href={quoteattr(link)}/><summary>{escape(text)}</summary></entry>"
    )

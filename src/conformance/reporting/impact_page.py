"""What a change of requirements does to runs, as one HTML page that needs no network, in both languages."""

from __future__ import annotations

from typing import IO

from conformance.model.text import LANGUAGES
from conformance.reporting.impact import Impact, headline, sections, sides
from conformance.reporting.page import both, write_page
from conformance.reporting.words import words


def write_impact(impact: Impact, out: IO[str], language: str) -> None:
    """Write the page, initially shown in `language`."""
    told = {each: list(sections(impact, each)) for each in LANGUAGES}
    parts = []
    for (title, lines), (chinese, translated) in zip(told["en"], told["zh"], strict=True):
        rows = "".join(
            f"<tr><td>{both({'en': line, 'zh': other})}</td></tr>"
            for line, other in zip(lines, translated, strict=True)
        )
        table = f'<div class="card"><table class="list"><tbody>{rows}</tbody></table></div>'
        parts.append(f"<section><h2>{both({'en': title, 'zh': chinese})}</h2>{table}</section>")
    fields = {
        "lead": both({each: headline(impact, each) for each in LANGUAGES}),
        "sides": both({each: sides(impact, each) for each in LANGUAGES}),
        "sections": "\n".join(parts),
    }
    write_page(out, "impact", language, words()["impact"]["title"], fields)

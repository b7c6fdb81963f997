"""What all HTML pages share: one file that needs no network, both languages, and values that cannot become markup."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import IO, Any

from conformance.model.journal.records import RequirementRecord
from conformance.model.text import LANGUAGES, Bilingual, capped
from conformance.reporting import neutral
from conformance.reporting.words import word, words

LONGEST_TEXT = 2000

_CODE = re.compile("`([^`]+)`")


def write_page(
    out: IO[str],
    name: str,
    language: str,
    titles: Bilingual,
    fields: Mapping[str, str],
    *,
    scripts: Mapping[str, str] | None = None,
    data: str = "",
) -> None:
    """Write the page of the template NAME.html, initially shown in `language`.

    `titles` are for the browser's tab. `fields` are safe markup; a field word_KEY or attr_KEY is the text KEY from the
    section NAME of the words. `scripts` maps further script files to the calls that start them; `data` are the blocks
    they read.
    """
    code = "".join(map(template, ("page.js", *(scripts or {}))))
    starts = "".join(f"{start}();\n" for start in (*(scripts or {}).values(), "startPage"))
    shell = {
        "language": language,
        "name": name,
        "title": safe(titles[language]),
        "titles": attributes(titles),
        "style": template("page.css"),
        "body": filled(f"{name}.html", name, fields),
        "data": data,
        "script": code + starts,
    }
    out.write(filled("page.html", name, shell))


def filled(file: str, section: str, fields: Mapping[str, str]) -> str:
    """A template with its fields filled in; word_KEY and attr_KEY come from the given section of the words."""
    return Template(template(file)).substitute(_Fields(section, fields))


def template(name: str) -> str:
    """The text of a file in reports/templates."""
    inside = Path(__file__).parents[1] / "reports" / "templates"
    folder = inside if inside.is_dir() else Path(__file__).parents[3] / "reports" / "templates"
    return (folder / name).read_text(encoding="utf-8")


class _Fields(dict[str, str]):
    """The fields of a template; word_KEY and attr_KEY are words of a section, as text and as attributes."""

    def __init__(self, section: str, fields: Mapping[str, str]) -> None:
        super().__init__(fields)
        self._words = words()[section]

    def __missing__(self, name: str) -> str:
        kind, _, key = name.partition("_")
        return {"word": both, "attr": attributes}[kind](self._words[key])


def visible(text: Any, longest: int = LONGEST_TEXT) -> str:
    """Any value as plain text, long ones cut in the middle, invisible characters and line ends as escapes."""
    return neutral.visible(capped(str(text), longest))


def safe(text: Any, longest: int = LONGEST_TEXT) -> str:
    """Any value as text that cannot become markup."""
    return html.escape(visible(text, longest), quote=True)


def both(texts: Bilingual) -> str:
    """A text in both languages; text in backquotes becomes code."""
    told = {language: _CODE.sub(r"<code>\1</code>", safe(texts[language])) for language in LANGUAGES}
    return "".join(f'<span lang="{language}">{text}</span>' for language, text in told.items())


def attributes(texts: Bilingual) -> str:
    """A text in both languages as attributes, for places without markup; the script shows one of them."""
    return " ".join(f'data-{language}="{safe(texts[language])}"' for language in LANGUAGES)


def wording(section: str, key: str, **values: Any) -> str:
    """A word in both languages, with its {values} filled in."""
    return both({language: word(section, key, language, **values) for language in LANGUAGES})


def listed(labelled: Iterable[tuple[str, str]], style: str) -> str:
    """A list of labels and their texts, both already safe."""
    items = "".join(f"<dt>{label}</dt><dd>{text}</dd>" for label, text in labelled)
    return f'<dl class="{style}">{items}</dl>' if items else ""


def options(names: Iterable[tuple[str, Bilingual]]) -> str:
    """The options of a select element, from (value, its text in both languages)."""
    return "".join(f'<option value="{safe(value)}" {attributes(texts)}></option>' for value, texts in names)


def wide(table: str) -> str:
    """A table that may be wider than the page: it scrolls, also by the keyboard."""
    return f'<div class="card wide" tabindex="0">{table}</div>'


def origin(value: str) -> str:
    """Whether a requirement comes from the standard or is added to it."""
    return f'<small class="origin">{wording("origin", value)}</small>'


def origin_of(record: RequirementRecord) -> str:
    """Where a requirement comes from, and that it is not scored if so."""
    told = origin(record.origin)
    return told if record.scored else f'{told} <small class="partial">{wording("frozen", "not_scored")}</small>'


def badge(obligation: str) -> str:
    """SHALL, SHOULD or MAY."""
    return f'<span class="badge {obligation}">{wording("obligation", obligation)}</span>'

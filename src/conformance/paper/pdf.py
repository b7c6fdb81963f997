"""A document as PDF/A-2a by typst, which the extra `paper` installs: for archives, tagged, always the same bytes."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.paper.blocks import (
    FACTS_WIDTHS,
    Annex,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Table,
    annex_title,
    pieces,
    table_title,
)
from conformance.reporting.neutral import visible
from conformance.reporting.words import word

STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""For archives, with the structure of the text; and for those who have it read to them."""
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "SimSun", "Songti SC", "STSong", "FandolSong")
SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
    "Heiti SC",
)
TRIES = 40
"""Each compilation names some characters that no font has, and the next one does without them."""
NO_CHINESE = Text(
    "no Chinese font is installed here, and a PDF without one would show empty boxes: install one, such as the "
    "package fonts-noto-cjk of the system, or write --format docx, whose fonts are those of whoever opens it",
    "本机未安装中文字体，没有字体的 PDF 只会显示空框：请安装中文字体（例如系统软件包 fonts-noto-cjk），"
    "或改用 --format docx，其字体由打开者的系统提供",
)
NOT_SET = Text("the document could not be set: {reason}", "文档无法排版：{reason}")
_MISSING = re.compile(r"the text `?\"((?:[^\"\\]|\\.)+)\"`? could not be displayed", re.DOTALL)
_HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_NO_CHARACTERS = ("Co", "Cn")
"""For private use, or not assigned: a file for archives may not hold the former."""
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")


def pdf_bytes(document: Document, at: datetime) -> bytes:
    """The file, dated as given: with the same fonts, the same bytes for the same document and date.

    A character that no font here has is shown by its number. Raises Problem where Chinese is to be shown and no font
    has it, but for the title in the other language, which is left out; ImportError without typst.
    """
    import typst

    fonts, moment = typst.Fonts(), at.astimezone(UTC).replace(microsecond=0)
    there = set(fonts.families())
    told: dict[str, Any] = {
        **_told(document),
        "date": [moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second],
        "serif": [name for name in SERIF if name in there],
        "sans": [name for name in SANS if name in there],
    }
    text = _as_json(told)
    source = Path(__file__).with_name("paper.typ").read_bytes()
    for _ in range(TRIES):
        try:
            return typst.compile(
                source,
                format="pdf",
                font_paths=fonts,
                sys_inputs={"told": text},
                pdf_standards=STANDARDS,
                timestamp=moment,
            )
        except typst.TypstError as error:
            missing = _missing(error.diagnostic)
            if not missing:
                raise Problem(NOT_SET.filled({"reason": error.message.splitlines()[0]})) from None
            if _HAN.search("".join(missing)):
                if not told["cover"]["other"]:
                    raise Problem(NO_CHINESE) from None
                told["cover"]["other"] = ""  # the title in the other language is all that may be left out
                text = _as_json(told)
                continue
            text = _numbered(text, missing)
    raise Problem(NOT_SET.filled({"reason": "fonts"}))


def _as_json(told: dict[str, Any]) -> str:
    text = json.dumps(told, ensure_ascii=False)
    return _numbered(text, (each for each in set(text) if unicodedata.category(each) in _NO_CHARACTERS))


def _numbered(text: str, characters: Iterable[str]) -> str:
    """The text with the numbers of these characters in their place."""
    for each in characters:
        text = text.replace(each, f"[U+{ord(each):04X}]")
    return text


def _missing(diagnostic: str) -> set[str]:
    """The characters that no font has, as an error names them."""
    found = (_ESCAPE.sub(lambda each: chr(int(each[1], 16)), text) for text in _MISSING.findall(diagnostic))
    return {each for text in found for each in text if ord(each) > 127}


def _told(document: Document) -> dict[str, Any]:
    """The document as JSON values."""
    cover = document.cover
    return {
        "title": visible(cover.title),
        "language": document.language,
        "running": visible(document.running),
        "page": word("paper", "page", document.language),
        "facts": FACTS_WIDTHS,
        "cover": {
            "above": _each(cover.above),
            "title": visible(cover.title),
            "other": visible(cover.other_title),
            "below": _each(cover.below),
            "page": cover.page,
        },
        "blocks": [_block(each, document.language) for each in document.blocks],
    }


def _each(texts: Iterable[str]) -> list[Any]:
    return [pieces(text) for text in texts]


def _block(block: Block, language: str) -> dict[str, Any]:
    match block:
        case Heading(level, number, title):
            return {"kind": "heading", "level": level, "number": number, "title": visible(title)}
        case Annex():
            return {"kind": "heading", "level": 1, "number": "", "title": visible(annex_title(block, language))}
        case Paragraph(text, part):
            return {"kind": part, "lines": pieces(text)}
        case Facts(rows):
            return {"kind": "facts", "rows": [_each(row) for row in rows]}
        case Picture(png, width, shows):
            return {"kind": "picture", "png": list(png), "width": width, "shows": visible(shows)}
        case Table():
            return {
                "kind": "table",
                "caption": visible(table_title(block, language)),
                "widths": block.widths,
                "heads": _each(block.heads),
                "rows": [_each(row) for row in block.rows],
            }

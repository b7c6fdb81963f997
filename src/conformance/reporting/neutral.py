"""Text that comes from a product, made harmless for the medium it is written to.

A name or a value may hold anything. In no medium may it steer a terminal, begin a new line, or become markup, a link,
a mention, a formula or a command.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

_UNSEEN_KINDS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"
"""What joins letters and emoji into one sign: invisible, but part of ordinary names."""
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_MARKUP = re.compile(r"([\\*_{}\[\]<>|~#!`$&])")
_URL = re.compile(r"://|\bwww\.", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]*)\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_AFTER_ENTITY = "&#8203;"


def visible(text: str) -> str:
    """The text on one line: escapes for control characters, line ends, bidirectional marks and other unseen ones."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(character: str) -> str:
    if not _unseen(character) or character in _JOINERS:
        return character
    if named := _NAMED.get(character):
        return named
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def _unseen(character: str) -> bool:
    """Whether it shows nothing by itself, or is not a character (U+FFFE and the like, which XML does not allow)."""
    return unicodedata.category(character) in _UNSEEN_KINDS or ord(character) & 0xFFFE == 0xFFFE


def json_line(encoded: str) -> str:
    """The same JSON, with escapes for the characters that JSON allows and a terminal obeys."""
    return encoded if encoded.isprintable() else "".join(map(_json_escape, encoded))


def _json_escape(character: str) -> str:
    if character == "\n" or not _unseen(character):
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def markdown(text: str) -> str:
    """Text without a meaning in Markdown: no markup, links or mentions; code in backquotes stays code."""
    parts = re.split(r"(`[^`]*`)", visible(" ".join(text.split())))
    return "".join(part if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    text = _MARKUP.sub(r"\\\1", text)
    text = _URL.sub(lambda found: found[0].replace(":", ":\\").replace(".", "\\."), text)
    return text.replace("@", f"@{_AFTER_ENTITY}")


def markdown_code(text: str) -> str:
    """Text as code in Markdown."""
    return f"`{visible(' '.join(text.replace('`', chr(39)).split()))}`"


def cell(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: an apostrophe comes before what would begin one."""
    if not isinstance(value, str):
        return value
    told = visible(value)
    return f"'{told}" if told.lstrip().startswith(_FORMULA) else told


def sarif(text: str) -> str:
    """A message in which a product's brackets and braces make neither a link nor a placeholder (SARIF 2.1.0, 3.11)."""
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub(r"\\[\1\\]", visible(text)))


def workflow_data(text: str) -> str:
    """The message of a workflow command of GitHub Actions."""
    return visible(text).replace("%", "%25")


def workflow_property(text: str) -> str:
    """The value of a property of such a command."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")

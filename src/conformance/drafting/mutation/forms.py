"""What of a sample can be changed: JSON wherever it is in the bytes, the words and numbers of other texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.drafting.mutation.json_form import Document, json_document
from conformance.drafting.mutation.services.answers import halves, is_answer
from conformance.drafting.mutation.site import Change

_WORD = re.compile(r'"[^"\n]*"|[^\s"=<>/]+')
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")


def documents(data: bytes) -> Iterator[Document]:
    """The JSON of a sample, also that in the body of an answer."""
    head, body = (b"", data)
    if is_answer(data):
        head, body = halves(data)
        head += b"\n\n"
    found = json_document(body, lambda text: head + text)
    if found and isinstance(found.root, dict | list):
        yield found


@dataclass(slots=True)
class WordSite:
    """A word or number of a text that is not JSON; the pattern is the word at the beginning of its line."""

    text: str
    start: int
    end: int
    pattern: str
    place: str

    @property
    def value(self) -> Any:
        """A number where it is one, and a quoted text without its quotes."""
        word = self._word
        if _NUMBER.fullmatch(word):
            return int(word) if word.lstrip("-").isdigit() else float(word)
        return word.strip('"')

    @property
    def _word(self) -> str:
        return self.text[self.start : self.end]

    def put(self, value: Any) -> Change:
        """Another word there."""
        quote = '"' if self._word.startswith('"') else ""
        after = f"{self.text[: self.start]}{quote}{value}{quote}{self.text[self.end :]}"
        return Change(value, lambda: after.encode("utf-8", "surrogatepass"))


def text_sites(data: bytes) -> Iterator[WordSite]:
    """The words of a text; none if it is not UTF-8."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        words = list(_WORD.finditer(line))
        for index, found in enumerate(words):
            before = words[index - 1][0] if index else ""
            head = words[0][0] if words and not _NUMBER.fullmatch(words[0][0]) else "#"
            name = before if found[0].startswith('"') else "#" if _NUMBER.fullmatch(found[0]) else "word"
            yield WordSite(text, at + found.start(), at + found.end(), f"{head} {name}", f"line {number}")
        at += len(line)

"""The strict YAML reader: one document of YAML 1.2 with the core schema, as far as JSON can hold it.

Its documents are as safe for what follows as those of the JSON reader: limited depth and number of values, with all
aliases expanded, names that are strings, and finite numbers.
"""

from __future__ import annotations

import re
from typing import Any

from conformance.readers.bounds import YAML_BYTES
from conformance.readers.json import JSON_STARTS, json_text
from conformance.readers.json_text import JsonText, Problem
from conformance.readers.source import Source
from conformance.readers.yaml_tree import Stopped, Tree

NAMES = (".yaml", ".yml")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_BOM = "\ufeff"
_EXCERPT = 24
_TOO_DEEP = "exceeded maximum nesting depth"  # libyaml's own limit, which it meets while it looks ahead
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def yaml_text(source: Source) -> JsonText:
    """The whole source as a YAML text."""
    return parse(source.data)


def json_or_yaml(source: Source) -> JsonText:
    """The whole source as JSON, or as YAML.

    JSON is also YAML, with other rules; so what begins like JSON is read as YAML only if its name says so, and if it is
    not JSON.
    """
    if begins_like_json(source):
        text = source.once(json_text)
        if text.usable or not source.name.lower().endswith(NAMES):
            return text
    return source.once(yaml_text)


def begins_like_json(source: Source) -> bool:
    """Whether the first character is a bracket or a brace."""
    return bytes(source.data[:64]).removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(JSON_STARTS)


def parse(data: Any) -> JsonText:
    """Parse a buffer of bytes as one YAML text. Never raises."""
    if len(data) > YAML_BYTES:
        return _not_read(Problem("size", detail=str(len(data))))
    raw = bytes(data)
    if raw.startswith(_UTF16):
        return _not_read(Problem("utf16", 0))
    try:
        text = raw.decode("utf-8").removeprefix(_UTF8_BOM)
    except UnicodeDecodeError as error:
        return _not_read(Problem("utf8", error.start, line=raw.count(b"\n", 0, error.start) + 1))
    if found := _UNPRINTABLE.search(text):
        return _not_read(Problem("syntax", line=text.count("\n", 0, found.start()) + 1, detail=found[0]))
    return _read(text)


def events(text: str) -> Any:
    """The events of PyYAML, from its parser in C if there is one: fifteen times as fast."""
    import yaml

    return yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _read(text: str) -> JsonText:
    from yaml import YAMLError

    tree = Tree()
    try:
        for event in events(text):
            tree.take(event)
    except Stopped as stopped:
        return _not_read(*tree.problems, stopped.problem)
    except (YAMLError, ValueError, RecursionError) as error:  # ValueError: an escape beyond U+10FFFF
        return _not_read(*tree.problems, _syntax(text, error))
    if not tree.documents:
        return _not_read(Problem("empty", line=1))
    return JsonText(tree.document, True, tuple(tree.problems), "yaml")


def _syntax(text: str, error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem("syntax")
    if getattr(error, "problem", None) == _TOO_DEEP:
        return Problem("depth", line=mark.line + 1)
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    return Problem("syntax", line=mark.line + 1, detail=line[mark.column :].strip()[:_EXCERPT])


def _not_read(*problems: Problem) -> JsonText:
    return JsonText(problems=problems, language="yaml")

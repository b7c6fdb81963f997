"""The values of YAML scalars by the core schema of YAML 1.2 (10.3.2): no `yes`, no dates, octal numbers with `0o`."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from conformance.readers.bounds import JSON_DIGITS
from conformance.readers.json_text import LARGEST

TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, Any] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASE = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_OF_TAG: dict[str, tuple[type, ...]] = {"null": (type(None),), "bool": (bool,), "int": (int,), "float": (float, int)}


class Scalar(NamedTuple):
    """The value of a scalar; `problem` is the kind of what is wrong with it: value, tag or overflow."""

    value: Any
    problem: str = ""


def scalar(text: str, tag: str | None, plain: bool) -> Scalar:
    """The value of a scalar with an explicit tag, or with None and a style that is plain or not."""
    if tag is None:
        return _plain(text) if plain else Scalar(text)
    name = tag.removeprefix(TAG)
    if tag == "!" or name == "str":
        return Scalar(text)
    found = _plain(text)
    fits = type(found.value) in _OF_TAG.get(name, ())
    return found if found.problem or fits else Scalar(text, "tag")


def _plain(text: str) -> Scalar:
    if text in _WORDS:
        return Scalar(_WORDS[text])
    if text[0] not in "-+.0123456789":
        return Scalar(text)
    if _INTEGER.fullmatch(text) and len(text) <= JSON_DIGITS:
        return Scalar(int(text))
    if _OTHER_BASE.fullmatch(text) and len(text) <= JSON_DIGITS:
        return Scalar(int(text, 0))
    if _NUMBER.fullmatch(text):
        value = float(text)
        return Scalar(value) if abs(value) <= LARGEST else Scalar(LARGEST if value > 0 else -LARGEST, "overflow")
    return Scalar(text, "value") if _NOT_FINITE.fullmatch(text) else Scalar(text)

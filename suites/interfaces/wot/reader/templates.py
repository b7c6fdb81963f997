"""URI templates (RFC 6570): their variables, and the text as it looks with a value for each."""

from __future__ import annotations

import re

_NAME = r"(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2})(?:\.?(?:[A-Za-z0-9_]|%[0-9A-Fa-f]{2}))*"
_VARIABLE = rf"{_NAME}(?::[1-9][0-9]{{0,3}}|\*)?"
_EXPRESSION = re.compile(rf"\{{([+#./;?&])?({_VARIABLE}(?:,{_VARIABLE})*)\}}")
_BEGINS = {None: "", "+": "", "#": "#", ".": ".", "/": "/", ";": ";", "?": "?", "&": "&"}


def variables(text: str) -> list[str]:
    """The names of the variables in the expressions of a template, in their order."""
    if "{" not in text:
        return []
    return [name.partition(":")[0].rstrip("*") for found in _EXPRESSION.finditer(text) for name in found[2].split(",")]


def filled(text: str) -> str:
    """The text with a value for each expression behind what its operator puts there; other braces stay.

    The value is a digit, which may be a port, or a letter at the start, where it may be a scheme.
    """
    if "{" not in text:
        return text
    return _EXPRESSION.sub(lambda found: f"{_BEGINS[found[1]]}{'1' if found.start() else 'a'}", text)

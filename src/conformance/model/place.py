"""How places are written: the `at` of a row and the pointers by which a kind is recognised."""

from __future__ import annotations

import re

_ALTERNATIVES = re.compile(r"\{[^{}]*\}")
_TILDE = re.compile(r"~(?![01])")


def is_pattern(at: str) -> bool:
    """Whether `at` is a JSON pointer pattern; otherwise it names a part of the suite's view."""
    return at == "" or at.startswith("/")


def complaint(at: str) -> str | None:
    """What is wrong with a written place, or None."""
    if not is_pattern(at):
        fine = at.isidentifier()
        return None if fine else f"{at!r} is neither a JSON pointer pattern nor the name of a part of the view"
    plain = _ALTERNATIVES.sub("", at)
    if "{" in plain or "}" in plain:
        return f"{at!r} has an unmatched brace"
    return f"{at!r} has a ~ that is not part of ~0 or ~1" if _TILDE.search(at) else None

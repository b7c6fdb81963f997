"""How places are written: the `at` of a row and the pointers by which a kind is recognised."""

from __future__ import annotations

import re

from conformance.model.text import Text

_ALTERNATIVES = re.compile(r"\{[^{}]*\}")
_TILDE = re.compile(r"~(?![01])")


def is_pattern(at: str) -> bool:
    """Whether `at` is a JSON pointer pattern; otherwise it names a part of the suite's view."""
    return at == "" or at.startswith("/")


def complaint(at: str) -> Text | None:
    """What is wrong with a written place, or None."""
    if not is_pattern(at):
        if at.isidentifier():
            return None
        return Text(
            f"{at!r} is neither a JSON pointer pattern nor the name of a part of the view",
            f"“{at}”既不是 JSON 指针模式，也不是视图中某部分的名称",
        )
    plain = _ALTERNATIVES.sub("", at)
    if "{" in plain or "}" in plain:
        return Text(f"{at!r} has an unmatched brace", f"“{at}”中的花括号不成对")
    if _TILDE.search(at):
        return Text(f"{at!r} has a ~ that is not part of ~0 or ~1", f"“{at}”中的 ~ 既不是 ~0 也不是 ~1")
    return None

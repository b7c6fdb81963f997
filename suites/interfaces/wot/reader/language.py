"""Language tags: whether one is well-formed (RFC 5646, 2.1)."""

from __future__ import annotations

import re

_LANGUAGE = "(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})"
_VARIANTS = "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
_EXTENSIONS = "(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*"
_PRIVATE = "x(?:-[a-z0-9]{1,8})+"
_IRREGULAR = (
    "en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)"
)
_TAG = re.compile(
    f"(?:{_LANGUAGE}(?:-[a-z]{{4}})?(?:-(?:[a-z]{{2}}|[0-9]{{3}}))?{_VARIANTS}{_EXTENSIONS}(?:-{_PRIVATE})?"
    f"|{_PRIVATE}|{_IRREGULAR})",
    re.IGNORECASE | re.ASCII,
)


def is_language_tag(text: str) -> bool:
    """Whether the text is a well-formed language tag. The regular grandfathered ones fit the grammar of all others."""
    return _TAG.fullmatch(text) is not None

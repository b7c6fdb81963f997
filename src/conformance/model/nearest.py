"""Unknown names: a sentence that suggests the valid ones."""

from __future__ import annotations

from collections.abc import Iterable


class UnknownName(Exception):
    """An unknown name; the message suggests the most similar known ones.

    Names of several parts, `a/b/c`, are also compared by their last parts.
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        names = sorted(known)
        ends = {end: each for each in reversed(names) for end in _ends(each)}
        near = list(dict.fromkeys(ends[end] for end in get_close_matches(name, ends, n=3, cutoff=0.5)))
        near = near or [each for each in names if name and name in each][:3]
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names[:12]) or 'none'}"
        super().__init__(f"unknown {what} {name!r}; {hint}")
        self.what, self.name, self.near = what, name, near


def _ends(name: str) -> list[str]:
    """The name itself, then its last parts."""
    parts = name.split("/")
    return ["/".join(parts[start:]) for start in range(len(parts))]

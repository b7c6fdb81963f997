"""Unknown names: one sentence that suggests the valid ones."""

from __future__ import annotations

from collections.abc import Iterable


class UnknownName(Exception):
    """A name that is not among the known ones; the message suggests the nearest of them."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        names = sorted(known)
        near = get_close_matches(name, names, n=3, cutoff=0.5) or [each for each in names if name and name in each][:3]
        hint = f"did you mean {' or '.join(near)}?" if near else f"known: {', '.join(names[:12]) or 'none'}"
        super().__init__(f"unknown {what} {name!r}; {hint}")
        self.what, self.name, self.near = what, name, near

"""Matching the subjects of two runs, wherever their folders are and whatever these are called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping


def shared_folder(names: Iterable[str]) -> list[str]:
    """The folders that all names have in common."""
    shared: list[str] | None = None
    for name in names:
        steps = name.split("/")[:-1]
        if shared is None:
            shared = steps
        elif steps[: len(shared)] != shared:
            shared = shared[: _alike(shared, steps)]
    return shared or []


def _alike(left: list[str], right: list[str]) -> int:
    """The number of leading segments that both share."""
    return next((at for at, (one, other) in enumerate(zip(left, right, strict=False)) if one != other), len(right))


def below(name: str, depth: int) -> str:
    """The name without its first folders."""
    return "/".join(name.split("/")[depth:])


def counterparts(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> tuple[dict[str, str], int, int]:
    """(new name -> old name of the same subject, folders to leave out of old names, and of new names).

    Both arguments map names to digests. Leading folders are left out so that most names agree. Remaining subjects
    match if they have the same bytes, or the same file name, and only one on either side does.
    """
    before, after = _aligned(list(old), list(new))
    by_path = {below(name, before): name for name in old}
    found = {name: by_path[path] for name in new if (path := below(name, after)) in by_path}
    for key in (lambda name, digests: digests[name], lambda name, _: name.rpartition("/")[2]):
        taken = set(found.values())
        left = _unique((name for name in old if name not in taken), old, key)
        right = _unique((name for name in new if name not in found), new, key)
        found |= {name: left[what] for what, name in right.items() if what in left}
    return found, before, after


def _aligned(old: list[str], new: list[str]) -> tuple[int, int]:
    """The numbers of leading folders to leave out so that most names agree; the largest if several do equally well."""
    depths = [range(len(shared_folder(names)) + 1) for names in (old, new)]
    left, right = ([{below(name, depth) for name in names} for depth in depths_]
                   for names, depths_ in zip((old, new), depths, strict=True))  # fmt: skip
    choices = ((len(left[i] & right[j]), i + j, i, j) for i in depths[0] for j in depths[1])
    _, _, i, j = max(choices)
    return i, j


def _unique(
    names: Iterable[str],
    digests: Mapping[str, str | None],
    key: Callable[[str, Mapping[str, str | None]], str | None],
) -> dict[str, str]:
    """The names by key, for keys that only one name has."""
    keyed = [(what, name) for name in names if (what := key(name, digests))]
    times = Counter(what for what, _ in keyed)
    return {what: name for what, name in keyed if times[what] == 1}

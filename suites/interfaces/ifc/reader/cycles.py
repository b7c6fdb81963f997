"""Ways that lead back to where they began."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

Edge = TypeVar("Edge")


def closing(edges: Mapping[int, Sequence[tuple[int, Edge]]]) -> Iterator[Edge]:
    """What leads back to something on the way to it: each edge is looked at once, without recursion."""
    done = set[int]()
    for first in edges:
        if first in done:
            continue
        way, around = [(first, iter(edges[first]))], {first}
        while way:
            here, left = way[-1]
            step = next(left, None)
            if step is None:
                way.pop()
                around.discard(here)
                done.add(here)
            elif step[0] in around:
                yield step[1]
            elif step[0] not in done:
                around.add(step[0])
                way.append((step[0], iter(edges.get(step[0], ()))))

"""Cycles in the node hierarchy, found without recursion in one pass over its edges."""

from __future__ import annotations

from collections.abc import Iterable

from .view import Edge


def loops(edges: Iterable[Edge]) -> list[list[int]]:
    """The groups of nodes each of which is its own descendant: the strongly connected components (Tarjan 1972)."""
    edges = list(edges)
    if _all_end(edges):
        return []
    children: dict[int, list[int]] = {}
    for parent, _, child in edges:
        children.setdefault(parent, []).append(child)
    found: list[list[int]] = []
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    waiting: list[int] = []
    done: set[int] = set()
    for root in children:
        way = [] if root in order else [(root, iter(children[root]))]
        while way:
            node, rest = way[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                waiting.append(node)
            for child in rest:
                if child not in order:
                    way.append((child, iter(children.get(child, ()))))
                    break
                if child not in done:
                    lowest[node] = min(lowest[node], order[child])
            else:
                way.pop()
                if way:
                    above = way[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == order[node]:
                    group = [waiting.pop()]
                    while group[-1] != node:
                        group.append(waiting.pop())
                    done.update(group)
                    if len(group) > 1 or node in children.get(node, ()):
                        found.append(sorted(group))
    return sorted(found)


def _all_end(edges: list[Edge]) -> bool:
    """Whether every node has at most one parent and the path up from it ends, which holds for nearly all assets."""
    if all(parent < child for parent, _, child in edges):
        return True
    parents = {child: parent for parent, _, child in edges}
    if len(parents) < len(edges):
        return False
    ending: set[int] = set()
    for first in parents:
        way: list[int] = []
        node = first
        while node in parents and node not in ending:
            if len(way) == len(parents):
                return False
            way.append(node)
            node = parents[node]
        ending.update(way)
    return True

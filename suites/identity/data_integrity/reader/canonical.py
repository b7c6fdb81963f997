"""Canonical forms of documents: of JSON by RFC 8785, of the statements it makes by RDF Dataset Canonicalization.

The libraries are rfc8785 and pyoxigraph, of the extra `credentials`. The second takes exponential time for graphs that
are made for it: a bound on blank nodes that look alike is applied first.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from math import factorial, prod
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.extra import missing
from conformance.readers.json import escape
from conformance_suites.identity.credential.reader.linked_data import statements

from .bounds import ALIKE, FEW_ALIKE, ORDERS

EXTRA = "credentials"
EXACT = 2**53 - 1


def canonical_json(value: Any) -> bytes:
    """The canonical form of a JSON value whose numbers are all exact."""
    try:
        import rfc8785
    except ImportError:
        raise missing(EXTRA) from None
    return bytes(rfc8785.dumps(_in_doubles(value)))


def inexact_numbers(value: Any, pointer: str = "") -> Iterator[tuple[str, int]]:
    """The integers that no double is equal to, with their places."""
    waiting = deque([(pointer, value)])
    while waiting:
        place, each = waiting.popleft()
        if isinstance(each, dict):
            waiting.extend((f"{place}/{escape(name)}", part) for name, part in each.items())
        elif isinstance(each, list):
            waiting.extend((f"{place}/{at}", part) for at, part in enumerate(each))
        elif _is_large(each) and _double(each) != each:
            yield place, each


def _is_large(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) > EXACT


def _double(value: int) -> float:
    try:
        return float(value)
    except OverflowError:
        return 0.0


def _in_doubles(value: Any) -> Any:
    """The value with large integers as the doubles that they are equal to, which the library wants."""
    if isinstance(value, dict):
        return {name: _in_doubles(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_in_doubles(each) for each in value]
    return _double(value) if _is_large(value) else value


def canonical_statements(document: Any, digest: str) -> bytes:
    """The statements of a JSON-LD document in canonical form (RDFC-1.0), blank nodes named by this digest.

    Raises what `statements` raises, and Blocked for a graph in which too many blank nodes are alike.
    """
    try:
        import pyoxigraph as ox
    except ImportError:
        raise missing(EXTRA) from None
    algorithms = {
        "sha256": ox.CanonicalizationAlgorithm.RDFC_1_0,
        "sha384": ox.CanonicalizationAlgorithm.RDFC_1_0_SHA_384,
    }
    try:
        quads = list(ox.parse(statements(document).encode(), format=ox.RdfFormat.N_QUADS))
    except SyntaxError:
        raise Blocked("statements_unreadable") from None
    if not _is_bounded([[str(part) for part in quad] for quad in quads]):
        raise Blocked("blank_nodes_alike", bound=ALIKE)
    dataset = ox.Dataset(quads)
    dataset.canonicalize(algorithms[digest])
    return "".join(sorted(f"{quad} .\n" for quad in dataset)).encode()


Quads = list[list[str]]


def _is_bounded(quads: Quads) -> bool:
    """Whether blank nodes can be named in reasonable time.

    Nodes that the statements around them tell apart are named at once. The others are named by trying the orders of
    those among their neighbours that look alike, each time from every one of them.
    """
    around: dict[str, Quads] = {}
    for quad in quads:
        for part in {part for part in quad if part.startswith("_:")}:
            around.setdefault(part, []).append(quad)
    looks = {node: _look(node, there) for node, there in around.items()}
    often = Counter(looks.values())
    alike = [node for node, look in looks.items() if often[look] > 1]
    if len(alike) <= FEW_ALIKE:
        return True
    if len(alike) > ALIKE:
        return False
    unnamed, orders = frozenset(alike), 1
    for node in alike:
        groups: Counter[tuple[object, ...]] = Counter()
        for quad in around[node]:
            for at, part in enumerate(quad):
                if part in unnamed and part != node:
                    groups[at, quad[1], looks[part]] += 1
        orders *= prod(factorial(min(count, FEW_ALIKE + 2)) for count in groups.values())
        if orders > ORDERS:
            return False
    return True


def _look(node: str, quads: Quads) -> tuple[tuple[str, ...], ...]:
    """The statements with a blank node, in which it and any others have no names."""
    named = ("_:a" if part == node else "_:z" if part.startswith("_:") else part for quad in quads for part in quad)
    flat = list(named)
    return tuple(sorted(tuple(flat[at : at + 4]) for at in range(0, len(flat), 4)))

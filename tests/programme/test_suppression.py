"""No sum or difference of the cells that are shown tells the results of fewer products than the least number."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.programme.suppression import suppressed

LEAST = 4
CLASSES, MONTHS = ("a", "b", "c"), ("1", "2")
RUNS = st.lists(
    st.tuples(st.sampled_from(CLASSES), st.lists(st.sampled_from(MONTHS), min_size=1, max_size=2)), max_size=24
)
Cells = dict[tuple[str, str], frozenset[tuple[int, int]]]


def cells_of(products: list[tuple[str, list[str]]]) -> Cells:
    """The cells of products with their runs, as an evaluation counts them."""
    found: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for product, (class_, months) in enumerate(products):
        runs = dict(zip(sorted(months), range(len(months)), strict=False))
        for each in ("", class_):
            for month, run in runs.items():
                found.setdefault((each, month), set()).add((product, run))
            found.setdefault((each, "first"), set()).add((product, min(runs.values())))
            found.setdefault((each, "now"), set()).add((product, max(runs.values())))
    return {key: frozenset(members) for key, members in found.items()}


def parts(cells: Cells) -> dict[frozenset[tuple[str, str]], int]:
    of: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for key, members in cells.items():
        for member in members:
            of.setdefault(member, set()).add(key)
    return Counter(map(frozenset, of.values()))


@settings(max_examples=60, deadline=None)
@given(RUNS)
def test_no_few_products_can_be_worked_out(products: list[tuple[str, list[str]]]) -> None:
    cells = cells_of(products)
    hidden = suppressed(cells, LEAST)
    assert all(key in hidden for key, members in cells.items() if 0 < len(members) < LEAST)
    found = parts(cells)
    order = list(found)
    shown = np.array([[key in part for part in order] for key in cells if key not in hidden], dtype=float)
    if not shown.size:
        return
    rank = np.linalg.matrix_rank(shown)
    for count in range(1, LEAST):
        for few in combinations(range(len(order)), count):
            if sum(found[order[at]] for at in few) < LEAST:
                wanted = np.zeros(len(order))
                wanted[list(few)] = 1
                assert np.linalg.matrix_rank(np.vstack([shown, wanted])) > rank, (products, hidden)


def test_a_difference_to_the_total_reveals_nothing() -> None:
    members = {"a": 6, "b": 9, "c": 2}
    start, cells = 0, dict[str, frozenset[int]]()
    for name, count in members.items():
        cells[name] = frozenset(range(start, start + count))
        start += count
    cells["all"] = frozenset(range(start))
    assert suppressed(cells, 5) == {"c", "a"}
    assert suppressed({"c": cells["c"], "all": cells["c"]}, 5) == {"c", "all"}
    assert suppressed({"a": cells["a"], "all": cells["a"]}, 5) == frozenset()


def test_what_is_forced_is_hidden_and_what_would_reveal_it() -> None:
    cells = {"a": frozenset(range(3)), "b": frozenset(range(3, 20)), "all": frozenset(range(20))}
    assert suppressed(cells, 3) == frozenset()
    assert suppressed(cells, 3, frozenset({"a", "nowhere"})) == {"a"}
    assert suppressed(cells, 5) == {"a", "b"}


def test_months_that_differ_by_one_product_are_not_both_shown() -> None:
    cells = {"1": frozenset(range(9)), "2": frozenset(range(10)), "3": frozenset(range(20, 40))}
    assert suppressed(cells, 5) == {"1"}

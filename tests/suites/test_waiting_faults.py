"""Each fault of a server is caught by its row alone: several servers at once, since rows wait for them all the time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache
from queue import SimpleQueue

import pytest
from doubles.in_process import Product, in_process
from doubles.live_faults import FAMILIES, PARTS, WAITING, check_caught_alone, faults_of
from doubles.ours import CATALOGUE

from conformance.model.journal.records import SubjectJudged
from tests.outcomes.faults import judged, plan_of

AT_ONCE = 8
Judged = dict[str, tuple[Product, list[SubjectJudged]]]


def judged_at_once(family: str, faults: list[str]) -> Judged:
    """By fault, what the plan of the family says of a product that has it."""
    plan, free = plan_of(CATALOGUE, FAMILIES[family]), SimpleQueue[Product]()

    def judge(fault: str) -> tuple[Product, list[SubjectJudged]]:
        product = free.get()
        try:
            return product, judged(product, fault)
        finally:
            free.put(product)

    with ExitStack() as products, ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in range(AT_ONCE):
            free.put(products.enter_context(in_process(PARTS[family], plan)))
        return dict(zip(faults, pool.map(judge, faults), strict=True))


@pytest.fixture(scope="module")
def judged_faults(request: pytest.FixtureRequest) -> Callable[[str], Judged]:
    """What is said of the faults of a family that are to be tried, once they are asked for."""
    selected = [item.callspec.params for item in request.session.items if item.path == request.path]

    @cache
    def of_family(family: str) -> Judged:
        return judged_at_once(family, [each["fault"] for each in selected if each["family"] == family])

    return of_family


@pytest.mark.parametrize(("family", "fault"), faults_of(WAITING))
def test_a_fault_is_caught_by_its_row_alone(family: str, fault: str, judged_faults: Callable[[str], Judged]) -> None:
    product, subjects = judged_faults(family)[fault]
    check_caught_alone(product.plan, fault, subjects, product.servers.values())

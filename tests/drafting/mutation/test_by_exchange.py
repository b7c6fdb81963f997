"""Products whose answers decide what they are asked next: mutants of what a case is answered, whatever its request."""

from __future__ import annotations

import pytest
from doubles.ours import CATALOGUE, PLAN

from conformance.drafting.mutation.mutants import generic
from conformance.drafting.mutation.result import whole
from conformance.drafting.mutation.services.by_exchange import Exchanges
from conformance.drafting.mutation.services.carried import carried
from conformance.drafting.mutation.services.trial import product_of
from conformance.drafting.mutation.trial import Status, Trial
from conformance.transports.exchange import Answer

JSON = ("content-type", "application/json")
BEFORE = Answer(200, (JSON, ("etag", "1")), b'{"challenge": "abc", "size": 3}')
FRESH = Answer(200, (JSON, ("etag", "2"), ("date", "now")), b'{"challenge": "xyz", "size": 3}')


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (Answer(404, BEFORE.headers, BEFORE.body), Answer(404, FRESH.headers, FRESH.body)),
        (Answer(200, (JSON,), BEFORE.body), Answer(200, (JSON, ("date", "now")), FRESH.body)),
        (
            Answer(200, (("content-type", "text/html"), ("etag", "1")), BEFORE.body),
            Answer(200, (("content-type", "text/html"), ("etag", "2"), ("date", "now")), FRESH.body),
        ),
        (
            Answer(200, BEFORE.headers, b'{"challenge": "abc", "size": 4}'),
            Answer(200, FRESH.headers, b'{"challenge": "xyz", "size": 4}'),
        ),
        (Answer(200, BEFORE.headers, b"<p>"), Answer(200, FRESH.headers, b"<p>")),
        (Answer(200, BEFORE.headers, b'{"size": 3, "challenge": "abc"}'), None),
    ],
)
def test_the_change_of_an_answer_is_made_to_another_one(after: Answer, expected: Answer | None) -> None:
    assert carried(BEFORE, after, FRESH) == expected


def test_a_change_that_an_answer_cannot_have_is_not_made() -> None:
    assert carried(BEFORE, Answer(200, BEFORE.headers, b'{"challenge": "abc"}'), Answer(200, (), b"[]")) is None


@pytest.mark.needs("identity/passkey")
def test_a_row_whose_requests_are_other_ones_in_each_run_is_violated_by_its_own_mutant() -> None:
    suite = CATALOGUE.suites["identity/passkey/relying_party"]
    product = product_of(whole(PLAN), suite)
    assert isinstance(product, Exchanges)
    origin = [each for each in product.samples if each.requirement == "ID-PKR-005"]
    taken = [each for each in generic(origin, 9, 1) if each.operator == "http.taken" and each.pattern == "400"]
    found = [Trial(suite, product).tried(each) for each in taken]
    assert (Status.KILLED, ("ID-PKR-005",)) in [(each.status, each.by) for each in found]

"""A live service that answers everything in one way, and what is judged of it, of nothing and of the honest product."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from doubles.in_process import Product, in_process
from doubles.live_runs import run_live
from doubles.null_products import null_product
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import Outcome, Verdict
from conformance.reference.product import ReferenceProduct, families_with_products
from conformance.reference.serving import Fault

NULL_KINDS = ("accepts_everything", "always_404", "always_500", "echo", "html_error", "nothing", "wants_token")
LIMITS = {"exchange_seconds": 0.7, "body_bytes": 100_000, "concurrency": 16}


class Served:
    """A service with the endpoints and the plan of a reference product.

    `answer` is what every request gets: content for JSON, a response, or a function of the request that returns either.
    `fixed` are responses of certain paths.
    """

    FAULTS = ()

    def __init__(self, reference: Any, answer: Any, headers: dict[str, str], fixed: dict[str, Any]) -> None:
        self.STATEMENT, self.INFORMATION, self.endpoints = (
            reference.STATEMENT,
            reference.INFORMATION,
            reference.endpoints,
        )
        self._answer, self._headers, self._fixed = answer, headers, fixed

    def routes(self, base: str, fault: Fault) -> list[Any]:
        paths = {**self._fixed, "/{rest:path}": self._answer}
        return [Route(path, self._answering(answer)) for path, answer in paths.items()]

    def _answering(self, answer: Any) -> Any:
        async def answering(request: Any) -> Response:
            asked = callable(answer) and not isinstance(answer, Response)
            found = answer(request) if asked else answer
            return found if isinstance(found, Response) else JSONResponse(found, headers=self._headers)

        return answering


@contextmanager
def serving(
    reference: Any,
    plan: Plan,
    answer: Any,
    headers: dict[str, str] | None = None,
    fixed: dict[str, Any] | None = None,
) -> Iterator[Product]:
    """The service, in this process."""
    with in_process(Served(reference, answer, headers or {}, fixed or {}), plan) as product:  # type: ignore[arg-type]
        yield product


def of(found: dict[str, Outcome], outcome: Outcome) -> set[str]:
    """The rows with this outcome."""
    return {name for name, each in found.items() if each is outcome}


def reference_of(profile: str) -> ReferenceProduct:
    """The reference product of a profile."""
    plan = Plan(Selection(profile=profile))
    return ReferenceProduct(families_with_products(plan.catalogue, plan.sought), profile)


def satisfies_nothing(reference: ReferenceProduct, kind: str, folder: Path) -> None:
    """Assert that a null product of the kind satisfies nothing, and is judged again to the same bytes."""
    with null_product(kind) as product:
        values = {**reference.plan(product.url.rstrip("/"), {}), "limits": LIMITS}
        run = run_live(folder, values, suites="", environment=reference.environment)
    assert run.summary.verdict in (Verdict.NONCONFORMANT, Verdict.UNPROVEN)
    assert [row.record.id for row in run.summary.requirements.values() if row.conclusion == "satisfied"] == []
    assert {name for name, case in run.results.items() if getattr(case, "outcome", "") == "error"} == set()
    assert run.again(folder / "again").same_bytes


def conforms(reference: ReferenceProduct, folder: Path) -> None:
    """Assert that the honest product conforms, over a socket, and is judged again to the same bytes."""
    with reference.start() as product:
        run = run_live(folder, reference.plan(product.url, product.servers), "", reference.environment)
    assert run.summary.verdict is Verdict.CONFORMANT
    assert run.again(folder / "again").same_bytes

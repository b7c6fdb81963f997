"""A reference product without a socket, whose answers to some requests are replaced."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from conformance.catalogue.packages import import_code
from conformance.drafting.mutation.services.answers import read, written
from conformance.drafting.mutation.services.application import answer_of
from conformance.drafting.proof_service import outcomes_of
from conformance.engine.live_session import session_of
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import parse_plan
from conformance.engine.plan_secrets import keep_information
from conformance.engine.plan_tables import limits_of
from conformance.engine.run_service import judged_subjects
from conformance.model.family import Family
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.reference.product import PART, Reference, environment_of
from conformance.reference.serving import Fault
from conformance.transports.exchange import Request
from conformance.transports.message import Message
from conformance.transports.recorder import Recorder
from conformance.transports.secrets import Secrets
from conformance.transports.session import Session
from conformance.transports.transport import OneAnswer

BASE = "http://127.0.0.1:9"
SEED = "mutation"
"""What generative cases try is the same in every run, so that a request can be recognised."""


class InProcess:
    """A transport to an application; `seen` are its answers by request, `replaced` those it gives instead."""

    def __init__(self, application: Any, replaced: Mapping[str, bytes]) -> None:
        self._application, self._replaced = application, replaced
        self.seen: dict[str, bytes] = {}
        self.used = False

    def open(self, first: Message) -> OneAnswer:
        request = Request.of(first)
        key = f"{request.method} {request.url} {sorted(request.headers)} {request.body!r}"
        answer = answer_of(self._application, request)
        self.seen.setdefault(key, written(answer))
        if key in self._replaced:
            self.used = True
            answer = read(self._replaced[key])
        return OneAnswer(answer.message)

    def close(self) -> None:
        """Nothing is open."""


class MutatedProduct:
    """The reference product of a suite's family, judged by all suites of its endpoint and its documents."""

    def __init__(self, plan: Plan, suite: Suite) -> None:
        from starlette.applications import Starlette

        family: Family = plan.catalogue.family_of(suite)
        self._plan = plan
        self._part: Reference = import_code(family.package, family.folder, PART)
        self._application = Starlette(routes=self._part.routes(BASE, Fault()))
        kind = plan.catalogue.kinds[suite.kind]
        self._names = {kind.endpoint, *kind.optional_endpoints}

    def outcomes(self, replaced: Mapping[str, bytes]) -> tuple[dict[str, Outcome], InProcess]:
        """The outcome of every row with these answers replaced, and what was sent."""
        return self._judged(self._plan, replaced)

    def asked(self, suite: Suite) -> Container[str]:
        """The requests of this suite alone."""
        return self._judged(Plan(Selection(self._plan.selection.folders, (suite.id,)), self._plan.catalogue), {})[
            1
        ].seen

    def _judged(self, plan: Plan, replaced: Mapping[str, bytes]) -> tuple[dict[str, Outcome], InProcess]:
        transport = InProcess(self._application, replaced)
        with _session(self._values(), transport, environment_of(self._part)) as session:
            return outcomes_of(plan, list(judged_subjects(plan, session))), transport

    def _values(self) -> dict[str, Any]:
        endpoints = {name: url for name, url in self._part.endpoints(BASE).items() if name in self._names}
        return {
            "product": {"name": "Reference product", "version": "1"},
            "profile": "mutation",
            "endpoints": endpoints,
            "statement": dict(self._part.STATEMENT),
            "information": dict(self._part.INFORMATION),
            "limits": {"writing": True, "stimuli": 1},
        }


@contextmanager
def _session(values: dict[str, Any], transport: InProcess, environment: Mapping[str, str]) -> Iterator[Session]:
    test_plan = parse_plan(values, "the reference product's plan")
    facts = {"now": datetime.now(UTC).isoformat(timespec="seconds"), "seed": SEED, "credentials": ()}
    secrets = Secrets()
    keep_information(test_plan, secrets, environment)
    with (
        TemporaryDirectory() as folder,
        Recorder(Path(folder) / "evidence", transport, limits_of(test_plan), secrets, facts) as recorder,
    ):
        yield session_of(test_plan, recorder)

"""A reference product without a socket, whose answers to some requests are replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any, NamedTuple

from conformance.catalogue.packages import import_code
from conformance.drafting.mutation.services.again import OPENING, Again, Stimuli
from conformance.drafting.mutation.services.answers import read, undated, written
from conformance.drafting.mutation.services.application import answer_of
from conformance.drafting.mutation.services.carried import carried
from conformance.drafting.proof_service import outcomes_of
from conformance.engine.live_session import session_of
from conformance.engine.plan import Plan
from conformance.engine.plan_file import parse_plan
from conformance.engine.plan_secrets import keep_information
from conformance.engine.plan_tables import limits_of
from conformance.engine.run_service import judged_subjects
from conformance.model.family import Family
from conformance.model.outcome import Outcome
from conformance.model.requirement import Suite
from conformance.reference.product import PART, Reference, environment_of
from conformance.reference.serving import Fault
from conformance.transports.exchange import Answer, Request
from conformance.transports.message import Message
from conformance.transports.secrets import Secrets
from conformance.transports.session import Session
from conformance.transports.transport import OneAnswer

BASE = "http://127.0.0.1:9"
SEED = "mutation"
"""What generative cases try is the same in every run, so that a request can be recognised."""


class Replaced(NamedTuple):
    """What the product answers to a request at first, and what it answers instead."""

    honest: bytes
    instead: bytes


class InProcess:
    """A transport to an application; `seen` are its first answers by request, and `replaced` those that it changes.

    Of an application that was `started` for this run, which is in the same state then, equal answers are replaced;
    others, to a request that is sent again, say what happened in the meantime. Where it is `known_by_case`, exchanges
    are known by their keys instead, and the change is made to whatever the application answers then.
    """

    def __init__(
        self, application: Any, replaced: Mapping[str, Replaced], *, started: bool, known_by_case: bool = False
    ) -> None:
        self._application, self._replaced, self._started = application, replaced, started
        self._known_by_case = known_by_case
        self.seen: dict[str, bytes] = {}
        self.used = False

    def open(self, first: Message) -> OneAnswer:
        request = Request.of(first)
        key = f"{request.method} {request.url} {sorted(request.headers)} {request.body!r}"
        key = OPENING.get() if self._known_by_case else key
        answer = answer_of(self._application, request)
        data = written(answer)
        self.seen.setdefault(key, data)
        found = self._replaced.get(key)
        if (changed := self._changed(answer, data, found) if found else None) is not None:
            self.used, answer = True, changed
        return OneAnswer(answer.message)

    def _changed(self, answer: Answer, data: bytes, found: Replaced) -> Answer | None:
        """The answer as it is replaced, if it is."""
        if self._known_by_case:
            return carried(read(found.honest), read(found.instead), answer)
        same = not self._started or undated(data) == undated(found.honest)
        return read(found.instead) if same else None

    def close(self) -> None:
        """Nothing is open."""


class MutatedProduct:
    """The reference product of a suite's family, with answers replaced."""

    def __init__(self, plan: Plan, suite: Suite) -> None:
        family: Family = plan.catalogue.family_of(suite)
        self._part: Reference = import_code(family.package, family.folder, PART)
        kind = plan.catalogue.kinds[suite.kind]
        self._names = {kind.endpoint, *kind.optional_endpoints}
        self._kept: Any = None
        self._known_by_case = False
        self._stimuli = Stimuli()

    def keep(self) -> None:
        """From now on the product is not started for each run, and rows are judged side by side.

        What it said in another run then holds.
        """
        self._kept = self._application()

    def know_by_case(self) -> None:
        """From now on answers are known by the case that asks for them, and rows are judged side by side."""
        self._known_by_case = True

    def outcomes(
        self, plan: Plan, replaced: Mapping[str, Replaced] = MappingProxyType({})
    ) -> tuple[dict[str, Outcome], InProcess]:
        """The outcomes of the rows of the plan with these answers replaced, and what was sent."""
        application = self._kept or self._application()
        transport = InProcess(application, replaced, started=self._kept is None, known_by_case=self._known_by_case)
        with self._session(transport, learning=not replaced) as session:
            return outcomes_of(plan, list(judged_subjects(plan, session))), transport

    def _application(self) -> Any:
        from starlette.applications import Starlette

        return Starlette(routes=self._part.routes(BASE, Fault()))

    def _values(self) -> dict[str, Any]:
        alone = self._kept is None and not self._known_by_case
        endpoints = {name: url for name, url in self._part.endpoints(BASE).items() if name in self._names}
        return {
            "product": {"name": "Reference product", "version": "1"},
            "profile": "mutation",
            "endpoints": endpoints,
            "statement": dict(self._part.STATEMENT),
            "information": dict(self._part.INFORMATION),
            "limits": {
                "writing": True,
                "stimuli": 1,
                **({"concurrency": 1} if alone else {}),
            },
        }

    @contextmanager
    def _session(self, transport: InProcess, *, learning: bool) -> Iterator[Session]:
        """A session whose generative cases try what an honest run tried; one that is `learning` is such a run."""
        test_plan = parse_plan(self._values(), "the reference product's plan")
        facts = {"now": datetime.now(UTC).isoformat(timespec="seconds"), "seed": SEED, "credentials": ()}
        secrets = Secrets()
        keep_information(test_plan, secrets, environment_of(self._part))
        with (
            TemporaryDirectory() as folder,
            Again(
                Path(folder) / "evidence",
                transport,
                limits_of(test_plan),
                secrets,
                facts,
                known=self._stimuli,
                learning=learning,
            ) as recorder,
        ):
            yield session_of(test_plan, recorder)

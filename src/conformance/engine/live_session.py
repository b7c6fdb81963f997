"""The session of a plan: live, recording every message, or over an existing record."""

from __future__ import annotations

import os
import secrets as chance
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from conformance.engine.authenticate import credentials
from conformance.engine.authorisation import unauthorised
from conformance.engine.plan_file import PlanError
from conformance.engine.plan_secrets import information_of, keep_information
from conformance.engine.plan_tables import TestPlan, limits_of
from conformance.model.finding import NotRun
from conformance.transports.curl import Means
from conformance.transports.evidence import Evidence
from conformance.transports.program import environment as variables_for
from conformance.transports.recorder import Recorder
from conformance.transports.registry import Transports
from conformance.transports.secrets import Secrets
from conformance.transports.session import Session
from conformance.transports.stopping import Stopping
from conformance.transports.tls import Tls
from conformance.transports.transport import Setup, SetupError


def open_transports(
    test_plan: TestPlan, folder: Path, environment: Mapping[str, str] = os.environ, stopping: Stopping | None = None
) -> Transports:
    """The transports for the endpoints; files are relative to `folder`. Raises PlanError, Blocked or CatalogueError."""
    files = {name: str(folder / value) for name, value in test_plan.tls.model_dump().items() if value}
    command = test_plan.adapter.command if test_plan.adapter else ()
    variables = variables_for(test_plan.adapter.environment if test_plan.adapter else (), environment)
    tls, stopping = Tls(**files), stopping or Stopping()
    transports = Transports(Setup(limits_of(test_plan), tls, test_plan.proxy, command, stopping, variables))
    try:
        transports.prepare(test_plan.endpoints.values())
    except SetupError as error:
        transports.close()
        raise PlanError(error.place, error.problem) from None
    except BaseException:
        transports.close()
        raise
    return transports


@contextmanager
def live_session(
    test_plan: TestPlan, folder: Path, evidence: Path, environment: Mapping[str, str] = os.environ
) -> Iterator[Session]:
    """A session with the product, recorded in the folder `evidence`. Raises PlanError or Blocked."""
    secrets, stopping = Secrets(), Stopping()
    transports = open_transports(test_plan, folder, environment, stopping)
    try:
        headers = credentials(test_plan, transports, secrets, environment)
        keep_information(test_plan, secrets, environment)
    except BaseException:
        transports.close()
        raise
    refused = unauthorised(test_plan.authorisation)
    facts = {
        "now": datetime.now(UTC).isoformat(timespec="seconds"),
        "seed": chance.token_hex(8),
        "credentials": headers,
        "unauthorised": (refused.key, dict(refused.values)) if refused else None,
    }
    with Recorder(evidence, transports, limits_of(test_plan), secrets, facts, stopping) as recorder:
        session = session_of(test_plan, recorder)
        yield session
        recorder.leftovers = sorted(session.leftovers)


def session_of(test_plan: TestPlan, evidence: Evidence) -> Session:
    """The session of a plan over live or recorded evidence."""
    return Session(
        evidence=evidence,
        endpoints=test_plan.endpoints,
        statement=test_plan.statement or {},
        information=information_of(test_plan),
        limits=limits_of(test_plan),
        credentials=tuple((name, value) for name, value in evidence.facts["credentials"]),
        unauthorised=NotRun(refused[0], **refused[1]) if (refused := evidence.facts.get("unauthorised")) else None,
        means=Means(**test_plan.tls.model_dump(), proxy=test_plan.proxy),
    )

"""Answers of any shape get findings and reasons, never an error of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from doubles.canned import CannedEvidence
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.judges.services import judge_service
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session
from conformance_suites.interfaces.http.reference import INFORMATION, STATEMENT

SUITES = ("semantics", "conditions", "problems", "cors", "resources")
PLAN = Plan(Selection(suites=tuple(f"http/{name}" for name in SUITES)))
VALUES = st.sampled_from(
    [
        *("", ",", '"', 'W/"', '"a"', "*", "GET,", "GET HEAD", "null", "https://a.example", "true", "-1", "\x80"),
        *(
            "application/json",
            "application/problem+json; x",
            "text/plain",
            "/things/9",
            "http://[",
            "http://127.0.0.1:9/x",
        ),
        *("Fri, 02 Jan 2026 03:04:05 GMT", "Fri, 99 Jan 2026 03:04:05 GMT", "bytes 0-1/9", "bytes 9-1/*", "bytes */x"),
        *("</a>; rel=next", "<", "<http://[>; rel=next", '</a>; rel="', "9" * 5000),
    ]
)
NAMES = st.sampled_from(
    [
        *("content-type", "content-length", "etag", "last-modified", "date", "vary", "link", "allow", "location"),
        *(
            "content-range",
            "cache-control",
            "server",
            "access-control-allow-origin",
            "access-control-allow-credentials",
        ),
        *("access-control-allow-methods", "access-control-max-age", "x-content-type-options", "content-encoding"),
    ]
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-1, 600) | st.floats() | st.sampled_from(["", "about:blank", "a b", "上"]),
    lambda each: (
        st.lists(each, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "title", "status", "detail", "instance", "name", "id"]), each, max_size=4
        )
    ),
    max_leaves=6,
)
BODIES = st.binary(max_size=20) | ODD.map(lambda value: json.dumps(value).encode())
ANSWERS = st.builds(
    Answer,
    st.sampled_from([200, 201, 202, 204, 206, 301, 304, 400, 404, 405, 406, 412, 415, 416, 422, 500, 501, 503]),
    st.lists(st.tuples(NAMES, VALUES), max_size=6).map(tuple),
    BODIES,
)


@dataclass
class Canned(CannedEvidence):
    """Evidence that holds some answers, the next one for each request; the first is that of the resource."""

    answers: list[Answer]
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})
    asked: int = 0

    def answer(self, request: Request) -> Answer:
        self.asked += 1
        return self.answers[(self.asked - 1) % len(self.answers)]


def outcomes(answers: list[Answer]) -> set[Outcome]:
    session = Session(
        evidence=Canned(answers),  # type: ignore[arg-type]  # a double of it
        endpoints={"api": "http://127.0.0.1:9/api"},
        statement=dict(STATEMENT),
        information=dict(INFORMATION),
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1, writing=True),
    )
    judged = judge_service(session, "api", PLAN.suites_for("http_api"), lambda _: True).verdicts
    return {BY_LETTER[letter] for _, letters, _ in judged for letter in letters}


@settings(max_examples=100, deadline=None)
@given(st.lists(ANSWERS, min_size=1, max_size=7))
def test_answers_of_other_shapes_are_no_error(answers: list[Answer]) -> None:
    known = Answer(200, (("content-type", "application/json"), ("etag", '"1"')), b'{"id": 1, "name": "shelf"}')
    assert Outcome.ERROR not in outcomes(answers)
    assert Outcome.ERROR not in outcomes([known, *answers])

"""Resolution results of any shape get findings and reasons, never an error of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import httpx
from doubles.canned import CannedEvidence
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.judges.services import judge_service
from conformance.engine.plan import Plan, Selection
from conformance.model.outcome import BY_LETTER, Outcome
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session
from conformance_suites.identity.did.reader.identifiers import did_error
from conformance_suites.identity.did.reference.registry import document_of
from conformance_suites.identity.did.reference.resolver import INFORMATION, KNOWN, STATEMENT

PLAN = Plan(Selection(suites=("did/resolution",)))
BASE = "http://127.0.0.1:9/"
STIMULI = {
    "ID-DRS-011": [["did:example:", "did:A:1"]],
    "ID-DRS-021": [[["create", "a"], ["deactivate", "a"], ["create", "a"], ["update", "a"]]],
    "ID-DRS-022": [[["create", "a"], ["update", "a"]]],
    "ID-DRS-023": [[["create", "a"], ["deactivate", "a"]]],
}
ODD: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 1)
    | st.sampled_from(["", "json", "a/b", KNOWN, "finished", "\u4f60/b"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["id", "type", "error", "state"]), each),
    max_leaves=5,
)
RESULT = {
    "didDocument": document_of(KNOWN),
    "didResolutionMetadata": {"contentType": "application/did"},
    "didDocumentMetadata": {"deactivated": False, "created": "2026-01-02T03:04:05Z"},
}
MEMBERS = st.dictionaries(
    st.sampled_from([*RESULT, "didState", "contentType", "error", "deactivated", "created", "id"]), ODD, max_size=4
)


@dataclass
class Canned(CannedEvidence):
    """Evidence in which every DID but the known one, and the registrar, answer with one body."""

    known: Any
    other: Any
    status: int
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})

    def answer(self, request: Request) -> Answer:
        is_known = request.url.endswith(KNOWN)
        body = self.known if is_known else self.other
        headers = (("Content-Type", "application/did-resolution"),)
        return Answer(200 if is_known else self.status, headers, json.dumps(body).encode())

    def stimuli(self, case: str) -> list[Any]:
        return STIMULI[case]


def outcomes(known: Any, other: Any, status: int = 200, edition: str = "v1") -> set[Outcome]:
    session = Session(
        evidence=Canned(known, other, status),  # type: ignore[arg-type]  # a double of it
        endpoints={"resolver": f"{BASE}1.0/identifiers", "registrar": f"{BASE}1.0"},
        statement={**STATEMENT, "edition": edition},
        information=INFORMATION,
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1, writing=True),
    )
    judged = judge_service(session, "resolver", PLAN.suites_for("did_resolver"), lambda _: True).verdicts
    return {BY_LETTER[letter] for _, letters, _ in judged for letter in letters}


DIDS = st.sampled_from([KNOWN, "did:web:a.example%3A8443:b", "did:key:z6Mk", "did:x:", "did:x", "no DID"])


@given(DIDS.flatmap(lambda did: PLAN.suites_for("did_resolver")[0].stimuli()["ID-DRS-011"](SimpleNamespace(did=did))))
def test_what_is_sent_as_malformed_is_malformed_and_arrives_as_it_is(dids: list[str]) -> None:
    for did in dids:
        assert did_error(did) is not None
        if " " not in did:
            assert httpx.URL(f"http://a.example/{did}").raw_path.decode() == f"/{did}"


EDITIONS = st.sampled_from(["v1", "v0.3"])


@settings(max_examples=150, deadline=None)
@given(MEMBERS, ODD, EDITIONS)
def test_members_of_other_shapes_are_no_error(members: dict[str, Any], other: Any, edition: str) -> None:
    assert Outcome.ERROR not in outcomes({**RESULT, **members}, other, edition=edition)


@settings(max_examples=150, deadline=None)
@given(MEMBERS, ODD, st.sampled_from([200, 201, 400, 410, 500]), EDITIONS)
def test_failures_and_states_of_other_shapes_are_no_error(
    members: dict[str, Any], metadata: Any, status: int, edition: str
) -> None:
    other = {"didState": {"state": "finished", "did": KNOWN}, "didResolutionMetadata": metadata, **members}
    found = outcomes(RESULT, other, status, edition)
    assert Outcome.ERROR not in found
    assert Outcome.FAIL in found  # no status is right for all of them


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_answers_of_other_shapes_are_no_error_and_never_conformant(body: Any) -> None:
    found = outcomes(body, body)
    assert Outcome.ERROR not in found
    assert found & {Outcome.FAIL, Outcome.INCONCLUSIVE}

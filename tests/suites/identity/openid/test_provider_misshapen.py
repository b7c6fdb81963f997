"""Metadata and keys of any shape get findings and reasons, never an error of ours."""

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
from conformance.reference.serving import Fault
from conformance.transports.exchange import Answer, Request
from conformance.transports.limits import Limits
from conformance.transports.session import Session
from conformance_suites.identity.openid.reference.keys import EC, RSA, RSA_ENCRYPTION
from conformance_suites.identity.openid.reference.provider import endpoints, metadata

PLAN = Plan(Selection(suites=("openid/discovery", "openid/values")))
ISSUER = endpoints("http://127.0.0.1:9")["issuer"]
HONEST = metadata(ISSUER, Fault())
ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-1, 1)
    | st.sampled_from(["", "code", "https://[::1", "http://a:b/", "enc", "ES256", f"{ISSUER}/jwks"]),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["keys", "kty", "alg"]), each),
    max_leaves=5,
)
MEMBERS = st.dictionaries(st.sampled_from(sorted(HONEST)), ODD, max_size=4)
KEYS = st.dictionaries(
    st.sampled_from(["kty", "use", "alg", "kid", "crv", "n", "e", "x", "y", "key_ops"]), ODD, max_size=3
)


@dataclass
class Canned(CannedEvidence):
    """Evidence that holds one body for each path."""

    bodies: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=lambda: {"now": "2026-01-01T00:00:00+00:00", "seed": "0"})

    def answer(self, request: Request) -> Answer:
        body = self.bodies.get(request.url.removeprefix("http://127.0.0.1:9"))
        headers = (("content-type", "application/json"),)
        return Answer(404, (), b"") if body is None else Answer(200, headers, json.dumps(body).encode())


def outcomes(configuration: Any, keys: Any) -> set[Outcome]:
    well_known = "/.well-known/openid-configuration"
    canned = Canned(
        {
            f"/op{well_known}": configuration,
            "/.well-known/oauth-authorization-server/op": configuration,
            "/op/jwks": keys,
        }
    )
    session = Session(
        evidence=canned,  # type: ignore[arg-type]  # a double of it
        endpoints={"issuer": ISSUER},
        statement={"oauth_metadata": True},
        information={},
        limits=Limits(hosts=frozenset({"127.0.0.1:9"}), concurrency=1),
    )
    judged = judge_service(session, "issuer", PLAN.suites_for("openid_provider"), lambda _: True).verdicts
    return {BY_LETTER[letter] for _, letters, _ in judged for letter in letters}


def test_the_honest_metadata_passes_here_too() -> None:
    assert outcomes(HONEST, {"keys": [RSA, EC, RSA_ENCRYPTION]}) == {Outcome.PASS}


@settings(max_examples=150, deadline=None)
@given(MEMBERS, st.lists(KEYS, max_size=3))
def test_members_of_other_shapes_are_no_error(members: dict[str, Any], keys: list[dict[str, Any]]) -> None:
    key_set = {"keys": [{**key, **change} for key, change in zip([RSA, EC, RSA_ENCRYPTION], keys, strict=False)]}
    assert Outcome.ERROR not in outcomes({**HONEST, **members}, key_set)


@settings(max_examples=60, deadline=None)
@given(ODD, ODD)
def test_documents_of_other_shapes_are_no_error_and_never_conformant(configuration: Any, keys: Any) -> None:
    found = outcomes(configuration, keys)
    assert Outcome.ERROR not in found
    assert found & {Outcome.FAIL, Outcome.INCONCLUSIVE}

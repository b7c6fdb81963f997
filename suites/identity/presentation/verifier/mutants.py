"""Presentations that differ from a right one in one fault (OpenID4VP 1.0, 8.6 and 14.1; RFC 9901, 7).

Where the fault is not in a signature, all around it is signed anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from conformance.authoring import NotApplicable
from conformance_suites.identity.presentation.reader.keys import OTHER_HOLDER, OTHER_ISSUER, Key, part, unsigned
from conformance_suites.identity.presentation.reader.presentation import (
    DAY,
    YEAR,
    Binding,
    Credential,
    disclosure,
    presented,
)
from conformance_suites.identity.presentation.reader.verifier import Held, Present
from conformance_suites.identity.presentation.reader.wanted import SD_JWT

OTHER_TYPE, OTHER_CLIENT, OTHER_NONCE = (
    "https://example.org/other-type",
    "redirect_uri:https://other.example/",
    "b3RoZXIgbm9uY2U",
)
Change = Callable[[Credential], Credential]


def _credential(change: Change) -> Present:
    return lambda held, binding: presented(change(held.credential), binding)


def _token(make: Callable[[Credential], str]) -> Present:
    return lambda held, binding: presented(held.credential, binding, make(held.credential))


def _binding(**members: object) -> Present:
    return lambda held, binding: presented(held.credential, replace(binding, **members))  # type: ignore[arg-type]  # its fields


def _disclosures(change: Callable[[Credential], list[str]]) -> Present:
    def present(held: Held, binding: Binding) -> str:
        if held.credential.format != SD_JWT:
            raise NotApplicable("no_disclosures")
        return presented(held.credential, binding, disclosures=change(held.credential))

    return present


def _changed_disclosure(credential: Credential) -> list[str]:
    if not credential.claims:
        raise NotApplicable("no_claims")
    name = next(iter(credential.claims))
    return [disclosure(name, "Changed"), *credential.disclosures[1:]]


def _hidden(*items: object, **payload: object) -> Present:
    """A disclosure whose digest the issuer has signed although nobody may."""

    def change(credential: Credential) -> Credential:
        if credential.format != SD_JWT:
            raise NotApplicable("no_disclosures")
        return replace(credential, hidden=(items,), payload=payload)

    return _credential(change)


def _other_claim(credential: Credential) -> Credential:
    if not credential.claims:
        raise NotApplicable("no_claims")
    return credential.without()


def _changed_token(credential: Credential) -> str:
    head, _, signature = credential.token.split(".")
    return f"{head}.{part({**credential.whole_payload, 'exp': credential.now + 2 * YEAR})}.{signature}"


def _other_key(credential: Credential) -> Credential:
    return replace(credential, issuer_key=Key(OTHER_ISSUER))


def _bare(held: Held, _: Binding) -> str:
    return presented(held.credential, None)


def _other_holder(held: Held, binding: Binding) -> str:
    other = Key(OTHER_HOLDER)
    kid = {} if held.credential.format == SD_JWT else {"kid": binding.key.method}
    issuer = {} if held.credential.format == SD_JWT else {"iss": binding.key.did}
    return presented(held.credential, replace(binding, key=other, header=kid, claims=issuer))


def _bound_to_less(held: Held, binding: Binding) -> str:
    if held.credential.format != SD_JWT or not held.credential.claims:
        raise NotApplicable("no_disclosures")
    return presented(held.credential, replace(binding, over=f"{held.credential.token}~"))


def _other_typ(held: Held, binding: Binding) -> str:
    if held.credential.format != SD_JWT:
        raise NotApplicable("no_disclosures")
    return presented(held.credential, replace(binding, header={"typ": "JWT"}))


def _long_ago(held: Held, binding: Binding) -> str:
    if held.credential.format != SD_JWT:
        raise NotApplicable("no_disclosures")
    return presented(held.credential, replace(binding, now=binding.now - YEAR))


def _times(**times: int) -> Present:
    return _credential(
        lambda credential: replace(credential, payload={name: credential.now + each for name, each in times.items()})
    )


def _other_type(credential: Credential) -> Credential:
    return replace(
        credential, type=OTHER_TYPE if credential.format == SD_JWT else ["VerifiableCredential", "OtherType"]
    )


MUTANTS: dict[str, Present] = {
    "ID-VPV-001": _disclosures(_changed_disclosure),
    "ID-VPV-002": _disclosures(lambda credential: [*credential.disclosures, disclosure("admin", True)]),
    "ID-VPV-003": _hidden("_sd", ["a"]),
    "ID-VPV-004": _hidden("vct", OTHER_TYPE),
    "ID-VPV-005": _token(_changed_token),
    "ID-VPV-006": _credential(_other_key),
    "ID-VPV-007": _token(lambda credential: unsigned(credential.whole_header, credential.whole_payload)),
    "ID-VPV-008": _token(lambda each: each.issuer_key.as_secret(each.whole_header, each.whole_payload)),
    "ID-VPV-009": _credential(_other_type),
    "ID-VPV-010": _credential(_other_claim),
    "ID-VPV-011": _times(iat=-YEAR, nbf=-YEAR, exp=-DAY),
    "ID-VPV-012": _times(nbf=YEAR, exp=2 * YEAR),
    "ID-VPV-013": _bare,
    "ID-VPV-014": _other_holder,
    "ID-VPV-015": _binding(audience=OTHER_CLIENT),
    "ID-VPV-016": _binding(nonce=OTHER_NONCE),
    "ID-VPV-017": _bound_to_less,
    "ID-VPV-018": _other_typ,
    "ID-VPV-019": _long_ago,
}
"""Row -> its mutant of a presentation."""

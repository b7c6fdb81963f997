"""The claims of a userinfo answer, as JSON or as a signed token."""

from __future__ import annotations

import base64
from types import SimpleNamespace
from typing import Any

import pytest

from conformance.authoring import Blocked
from conformance.readers.json import parse
from conformance_suites.identity.openid.reader.id_token import userinfo_claims

CLAIMS = b'{"sub": "ada"}'


def coded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def answer(media_type: str, body: bytes) -> Any:
    return SimpleNamespace(media_type=media_type, body=body, json=parse(body))


@pytest.mark.parametrize(
    ("media_type", "body", "claims"),
    [
        ("application/json", CLAIMS, {"sub": "ada"}),
        ("application/json", b"[]", None),
        ("application/json", b"{", None),
        ("application/jwt", b" e30." + coded(CLAIMS) + b".c2ln\n", {"sub": "ada"}),
        ("application/jwt", b"e30." + coded(b"[1]") + b".c2ln", None),
        ("application/jwt", b"e30." + coded(CLAIMS), None),
        ("application/jwt", b"e30.!.c2ln", None),
        ("application/jwt", CLAIMS, None),
    ],
)
def test_the_claims_are_those_of_the_object_or_of_the_token(media_type: str, body: bytes, claims: Any) -> None:
    assert userinfo_claims(answer(media_type, body)) == claims


def test_an_encrypted_answer_cannot_be_read() -> None:
    with pytest.raises(Blocked) as found:
        userinfo_claims(answer("application/jwt", b"a.b.c.d.e"))
    assert found.value.key == "encrypted_userinfo"

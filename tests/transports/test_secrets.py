"""A secret given to a run appears in no record, in whatever form a product hands it back."""

from __future__ import annotations

import base64
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.transports.message import Message
from conformance.transports.redaction import received
from conformance.transports.secrets import PLACEHOLDER, SHORTEST, Secrets, SecretTooShort

SECRETS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=SHORTEST, max_size=40).filter(
    lambda text: not PLACEHOLDER.search(text)  # which stays as it is
)
AROUND = st.binary(max_size=20)
FORMS = {
    "plain": lambda text: text.encode(),
    "percent": lambda text: quote(text, safe="").encode(),
    "json": lambda text: json.dumps(text)[1:-1].encode(),
    "hex": lambda text: text.encode().hex().encode(),
}


@given(SECRETS, AROUND, AROUND, st.sampled_from(sorted(FORMS)))
def test_no_form_of_a_secret_is_left(secret: str, before: bytes, after: bytes, form: str) -> None:
    secrets = Secrets()
    secrets.add("KEY", secret)
    coded = FORMS[form](secret)
    told = secrets.redact(before + coded + after)
    assert b"{secret:KEY}" in told
    assert coded not in told.replace(b"{secret:KEY}", b"\0")


@pytest.mark.parametrize("secret", ["F000000\x1f", "n000000é", "Token\x1f000", "F00000\r0", "u000000é", "r0000\\\x1f0"])
@pytest.mark.parametrize("before", ["\\", "x\\", ""])
def test_a_letter_after_a_backslash_may_begin_a_secret(secret: str, before: str) -> None:
    secrets = Secrets()
    secrets.add("KEY", secret)
    assert secrets.redact_text(f"{before}{json.dumps(secret)[1:-1]}.") in (f"{before}{{secret:KEY}}.", "{secret:KEY}.")


@pytest.mark.parametrize("secret", ["000\\\x1f000", "two\\\\\x1fof-them", "before\\\\é", "\\\\\\\x1f00000"])
@pytest.mark.parametrize("times", [1, 2, 3])
def test_a_backslash_before_what_is_escaped_belongs_to_the_secret(secret: str, times: int) -> None:
    secrets = Secrets()
    secrets.add("KEY", secret)
    told = secret
    for _ in range(times):
        told = json.dumps(told)[1:-1]
    assert secrets.redact(b"<" + told.encode() + b">") == b"<{secret:KEY}>"


@given(SECRETS, AROUND, AROUND)
def test_a_secret_within_base64_is_not_left_whatever_stands_around_it(secret: str, before: bytes, after: bytes) -> None:
    secrets = Secrets()
    secrets.add("KEY", secret)
    for coded in (base64.b64encode, base64.urlsafe_b64encode):
        told = secrets.redact(coded(before + secret.encode() + after))
        assert b"{secret:KEY}" in told


@given(st.binary())
def test_what_holds_no_secret_stays_as_it_is(data: bytes) -> None:
    secrets = Secrets()
    assert secrets.redact(data) == data
    secrets.add("KEY", "a-secret-that-is-nowhere")
    assert secrets.redact(data) == data


def test_the_same_secret_has_the_same_placeholder_and_the_longer_one_wins() -> None:
    secrets = Secrets()
    secrets.add("SHORT", "password")
    secrets.add("LONG", "password-and-more")
    secrets.add("AGAIN", "password")
    assert secrets.redact_text("password-and-more password") == "{secret:LONG} {secret:SHORT}"


def test_a_text_seen_before_is_searched_for_each_new_secret() -> None:
    secrets = Secrets()
    secrets.add("FIRST", "of the first user")
    text = "of the first user, of the second user, of the third user"
    assert secrets.redact_text(text) == "{secret:FIRST}, of the second user, of the third user"
    secrets.add("SECOND", "of the second user")
    assert secrets.redact_text(text) == "{secret:FIRST}, {secret:SECOND}, of the third user"
    secrets.issued("of the third user")
    assert secrets.redact_text(text) == "{secret:FIRST}, {secret:SECOND}, {secret:issued-1}"


def test_a_secret_too_short_to_be_told_from_other_text_is_refused() -> None:
    with pytest.raises(SecretTooShort, match="KEY has 5 characters, expected at least 8"):
        Secrets().add("KEY", "admin")


def test_cookies_are_secrets_that_nobody_declared() -> None:
    secrets = Secrets()
    headers = [["Set-Cookie", "a=1; Path=/"], ["set-cookie", "b"], ["Cookie", "c=3"], ["X", "1"]]
    told = received(Message({"headers": headers}), secrets)
    assert told.head["headers"] == [
        ["Set-Cookie", "a={secret:cookie-1}; Path=/"],
        ["set-cookie", "{secret:cookie-2}"],
        ["Cookie", "{secret:cookie}"],
        ["X", "1"],
    ]


def test_a_cookie_that_is_long_enough_is_not_left_in_the_body_that_came_with_it() -> None:
    message = Message({"headers": [["Set-Cookie", "a=a-long-session"], ["Set-Cookie", "b=1"]]}, b"a-long-session 1")
    assert received(message, Secrets()).body == b"{secret:cookie-1} 1"


def test_what_a_product_calls_a_cookie_fills_in_no_secret_of_the_plan() -> None:
    secrets = Secrets()
    secrets.add("TOKEN", "the-token-of-the-plan")
    told = received(Message({"headers": [["Set-Cookie", "a={secret:TOKEN}"]]}), secrets)
    assert told.head["headers"] == [["Set-Cookie", "a={secret:cookie-1}"]]
    assert secrets.filled("a={secret:cookie-1}") == "a={secret:TOKEN}"


def test_a_token_is_known_by_its_facts_alone() -> None:
    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

    token = f"{part({'alg': 'ES256', 'typ': 'JWT'})}.{part({'iss': 'me', 'exp': 9, 'name': 'Ada'})}.c2lnbmF0dXJl"
    secrets = Secrets()
    secrets.add("TOKEN", token)
    assert secrets.facts == {
        "TOKEN": {
            "length": len(token),
            "algorithm": "ES256",
            "type": "JWT",
            "claims": {"iss": "me", "exp": 9},
        }
    }


def test_what_looks_like_a_token_but_is_none_has_a_length_only() -> None:
    secrets = Secrets()
    secrets.add("TOKEN", "no.real.token")
    assert secrets.facts == {"TOKEN": {"length": 13}}

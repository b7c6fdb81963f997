"""Every way in which a product may send a secret back, alone, mixed and repeated, leaves nothing of it (E2)."""

from __future__ import annotations

import base64
import gzip
import json
import sys
import zlib
from urllib.parse import quote

import pytest
from doubles.echo_ways import WAYS
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conformance.readers.json import parse
from conformance.transports.forms import forms
from conformance.transports.message import Message
from conformance.transports.redaction import received
from conformance.transports.secrets import PLACEHOLDER, SHORTEST, Secrets

MARGIN = 8  # characters of base32 and base64 that depend on what is beside the secret, and padding
AWKWARD = "/+=%&<>\"'\\#;:? ._-~{}中é😀"
SECRETS = st.text(
    st.sampled_from(AWKWARD) | st.characters(codec="ascii", min_codepoint=33), min_size=SHORTEST, max_size=30
).filter(lambda text: not PLACEHOLDER.search(text))  # which stays as it is
PLAIN = st.text("一二三", max_size=8)  # no character of a secret


def test_a_secret_that_ends_in_a_backslash_may_have_each_of_its_signs_escaped() -> None:
    assert secrets_with("000000:\\").redact(rb"|000000\:\\|") == b"|{secret:KEY}|"


def test_a_code_in_lines_with_a_backslash_may_be_in_json() -> None:
    body = json.dumps({"echo": WAYS["ascii85_in_lines"]("K<*O0000")}).encode()
    assert secrets_with("K<*O0000").redact(body) == b'{"echo": "{secret:KEY}"}'


def test_an_entity_without_a_semicolon_ends_where_its_name_does() -> None:
    assert secrets_with("00000<0;").redact(b"|00000&lt0;|") == b"|{secret:KEY}|"


def test_an_ampersand_before_what_is_no_name_is_one() -> None:
    assert secrets_with("00&A000;").redact(b"|00&amp;A000;|") == b"|{secret:KEY}|"


def secrets_with(secret: str) -> Secrets:
    secrets = Secrets()
    secrets.add("KEY", secret)
    return secrets


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=15)
@given(SECRETS, PLAIN, PLAIN)
def test_no_way_of_sending_a_secret_back_leaves_it(way: str, secret: str, before: str, after: str) -> None:
    coded = WAYS[way](secret)
    found = secrets_with(secret).redact(f"{before}|{coded}|{after}".encode())
    assert b"{secret:KEY}" in found
    left = found.replace(b"{secret:KEY}", b"").decode()
    assert left.startswith(f"{before}|")
    assert left.endswith(f"|{after}")  # and takes nothing else away
    assert len(left) - len(before) - len(after) <= 2 + MARGIN


@given(SECRETS, st.data())
def test_every_character_may_come_in_a_way_of_its_own(secret: str, data: st.DataObject) -> None:
    ways = [
        WAYS[name]
        for name in ("plain", "percent", "percent_throughout", "json_throughout", "decimal_entities", "octets")
    ]
    coded = "".join(data.draw(st.sampled_from(ways))(sign) for sign in secret)
    assume("%" not in secret and "\\" not in secret and "&" not in secret)  # a plain one would begin an escape
    assert secrets_with(secret).redact(f"[{coded}]".encode()) == b"[{secret:KEY}]"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(SECRETS)
def test_wide_characters_are_no_hiding_place(order: str, secret: str) -> None:
    found = secrets_with(secret).redact(f"a{secret}b".encode(order))
    assert b"{secret:KEY}" in found
    assert len(found.replace(b"{secret:KEY}", b"")) <= 8


@pytest.mark.parametrize("encoding", ["gb18030", "latin-1"])
@pytest.mark.parametrize("way", ["plain", "percent"])
def test_a_password_in_the_encoding_of_an_older_program_is_found(encoding: str, way: str) -> None:
    secret = {"gb18030": "我的密码 café 4711", "latin-1": "mot-de-passé-n°4711"}[encoding]
    sent = secret.encode(encoding)
    found = secrets_with(secret).redact(b"<" + (quote(sent, safe="").encode() if way == "percent" else sent) + b">")
    assert found == b"<{secret:KEY}>"


@given(SECRETS, st.binary(max_size=20), st.binary(max_size=20))
def test_what_is_compressed_as_such_is_looked_into(secret: str, before: bytes, after: bytes) -> None:
    assume(b"\x1f\x8b" not in before + b"\x1f")
    inside = gzip.compress(json.dumps({"echo": secret}).encode())
    found = secrets_with(secret).redact(before + inside + after)
    assert found == before + b"{secret:KEY}" + after


def test_what_is_compressed_and_harmless_stays_as_it_is() -> None:
    packed = [gzip.compress(b"nothing to see" * 9), zlib.compress(b"nothing to see" * 9)]
    for data in (*packed, *(b'{"data": "' + base64.b64encode(each) + b'"}' for each in packed), b"eJ" * 900):
        assert secrets_with("a-secret-that-is-nowhere").redact(data) == data


@given(st.text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", min_size=1, max_size=80))
def test_a_longer_value_in_base58_that_is_harmless_stays_as_it_is(coded: str) -> None:
    data = f"did:key:{coded} {coded}".encode()
    assert secrets_with("a-secret-that-is-nowhere").redact(data) == data


def test_what_is_compressed_costs_no_more_than_its_bounds() -> None:
    """Each of many bombs is unpacked for a megabyte, and sixteen at most."""
    bomb = base64.b64encode(zlib.compress(bytes(50_000_000), 9))
    data = b" ".join([bomb] * 40)
    assert secrets_with("a-secret-that-is-nowhere").redact(data) == data


@given(SECRETS, st.dictionaries(st.text(max_size=5), st.text(max_size=10), max_size=3), st.sampled_from(sorted(WAYS)))
def test_json_with_a_secret_stays_json(secret: str, others: dict[str, str], way: str) -> None:
    value = WAYS[way](secret)
    for ascii_only in (True, False):
        body = json.dumps({**others, "echo": f"a {value} b", value: 1}, ensure_ascii=ascii_only).encode()
        document = parse(secrets_with(secret).redact(body)).document
        assert isinstance(document, dict)
        assert "{secret:KEY}" in document["echo"]
        assert secret not in json.dumps(document, ensure_ascii=False)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=10)
@given(SECRETS, PLAIN)
def test_another_secret_stays_as_it_is_in_every_way(way: str, other: str, around: str) -> None:
    assume("secret" not in other)
    data = f"{around}|{WAYS[way](other)}|{WAYS[way]('a-secret-that-is-nowHere')}".encode()
    assert secrets_with("a-secret-that-is-Nowhere!").redact(data) == data


@pytest.mark.parametrize("way", WAYS)
def test_what_only_begins_or_ends_like_the_secret_stays_as_it_is(way: str) -> None:
    for other in ("open-Sesme-4711", "pen-Sesame-4711", "closed-Sesame-4711", "open-Sesame-47"):
        data = f"[{WAYS[way](other)}]".encode()
        assert secrets_with("open-Sesame-4711").redact(data) == data


@pytest.mark.parametrize("way", ["plain", "percent", "base64", "ascii85", "binary_digits", "zero_width_between"])
def test_many_secrets_cost_no_more_than_their_number(way: str) -> None:
    """Work is counted in calls: four times the text takes no more than about four times as many."""

    def calls(times: int) -> int:
        counted = 0

        def count(_frame: object, event: str, _arg: object) -> None:
            nonlocal counted
            counted += event in ("call", "c_call")

        data, secrets = f"{WAYS[way]('S3cr/t+Tok~en')} ".encode() * times, secrets_with("S3cr/t+Tok~en")
        secrets.redact(data[:100])
        sys.setprofile(count)
        try:
            assert secrets.redact(data).count(b"{secret:KEY}") == times
        finally:
            sys.setprofile(None)
        return counted

    assert calls(400) <= 5 * calls(100)


@given(st.binary(max_size=300))
def test_data_without_the_secret_stays_as_it_is(data: bytes) -> None:
    assert secrets_with("a-secret-that-is-nowhere").redact(data) == data


@given(SECRETS, st.sampled_from(sorted(WAYS)))
def test_what_was_redacted_stays_so(secret: str, way: str) -> None:
    secrets = secrets_with(secret)
    once = secrets.redact(WAYS[way](secret).encode())
    assert secrets.redact(once) == once


def test_the_name_of_a_placeholder_is_not_taken_for_a_secret() -> None:
    secrets = Secrets()
    secrets.add("PASSWORD", "password")
    assert secrets.redact(b"PASSWORD {secret:PASSWORD}") == b"{secret:PASSWORD} {secret:PASSWORD}"


def test_names_and_values_of_headers_and_members_are_redacted_in_any_letter_case() -> None:
    message = Message({"headers": [["X-Open-Sesame-4711", "1"], ["X-Echo", "OPEN-SESAME-4711"]], "Open-Sesame-4711": 1})
    found = received(message, secrets_with("open-sesame-4711"))
    assert found.head["headers"] == [["X-{secret:KEY}", "1"], ["X-Echo", "{secret:KEY}"]]
    assert found.head["{secret:KEY}"] == 1


@pytest.mark.parametrize("way", WAYS)
def test_a_cookie_is_found_in_the_same_ways(way: str) -> None:
    cookie = "Session/4711+abcdefgh"
    body = f"<{WAYS[way](cookie)}>".encode()
    headers = [["Set-Cookie", f"sid={cookie}; Path=/"], ["X-Echo", WAYS[way](cookie).replace("\n", "")]]
    found = received(Message({"headers": headers}, body), Secrets())
    assert b"{secret:cookie-1}" in found.body
    assert "{secret:cookie-1}" in found.head["headers"][1][1]


@pytest.mark.parametrize("around", [0, 600, 5000])
def test_every_form_is_found_in_short_and_in_long_texts(around: int) -> None:
    known = forms("open-sesame-4711")
    for form in known.whole:
        # No form has such a sign, so that what is around one adds none.
        text = b"\x01" * around + form + b"\x01" * around
        assert known.within(text) == [each for each in known.whole if each in text]
        assert form in known.within(text)

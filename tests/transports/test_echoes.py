"""Every way in which a product may send a secret back, alone, mixed and repeated, leaves nothing of it (E2)."""

from __future__ import annotations

import base64
import gzip
import html
import json
import quopri
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conformance.readers.json import parse
from conformance.transports.message import Message
from conformance.transports.redaction import received
from conformance.transports.secrets import SHORTEST, Secrets

Way = Callable[[str], str]
MARGIN = 8  # characters of base32 and base64 that depend on what is beside the secret, and padding
AWKWARD = "/+=%&<>\"'\\#;:? ._-~{}中é😀"
SECRETS = st.text(
    st.sampled_from(AWKWARD) | st.characters(codec="ascii", min_codepoint=33), min_size=SHORTEST, max_size=30
)
PLAIN = st.text("一二三", max_size=8)  # no character of a secret


def lower_percent(text: str) -> str:
    return "".join(f"%{octet:02x}" for octet in text.encode())


def units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def base58(raw: bytes) -> str:
    number, found = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        found = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"[rest] + found
    return found


WAYS: dict[str, Way] = {
    "plain": str,
    "lower_case": lambda text: text.lower() if text.isascii() else text,
    "title_case": lambda text: text.title() if text.isascii() else text,
    "percent": lambda text: quote(text, safe=""),
    "percent_in_lower_case": lambda text: quote(text, safe="").lower(),
    "percent_throughout": lower_percent,
    "percent_twice": lambda text: quote(quote(text, safe=""), safe=""),
    "percent_three_times": lambda text: quote(quote(lower_percent(text), safe=""), safe=""),
    "form": quote_plus,
    "json": lambda text: json.dumps(text)[1:-1],
    "json_as_it_is": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "json_with_solidus": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "json_for_html": lambda text: json.dumps(text)[1:-1].replace("<", "\\u003c").replace("&", "\\u0026"),
    "json_throughout": lambda text: "".join(f"\\u{unit:04x}" for unit in units(text)),
    "json_in_upper_case": lambda text: "".join(f"\\u{unit:04X}" for unit in units(text)),
    "json_in_json": lambda text: json.dumps(json.dumps(text))[1:-1],
    "json_of_percent": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in quote(text, safe="")),
    "percent_of_json": lambda text: quote(json.dumps(text)[1:-1].replace("/", "\\/"), safe=""),
    "code_points": lambda text: "".join(f"\\u{{{ord(sign):x}}}" for sign in text),
    "octets": lambda text: "".join(f"\\x{octet:02x}" for octet in text.encode()),
    "entities": html.escape,
    "entities_twice": lambda text: html.escape(html.escape(text)),
    "decimal_entities": lambda text: "".join(f"&#{ord(sign):05d};" for sign in text),
    "hexadecimal_entities": lambda text: "".join(f"&#x{ord(sign):X};" for sign in text),
    "quoted_printable": lambda text: quopri.encodestring(text.encode(), quotetabs=True).decode(),
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal_in_upper_case": lambda text: text.encode().hex().upper(),
    "hexadecimal_with_colons": lambda text: text.encode().hex(":").upper(),
    "hexadecimal_in_a_dump": lambda text: text.encode().hex(" ", -2),
    "hexadecimal_in_a_list": lambda text: ", ".join(f"0x{octet:02X}" for octet in text.encode()),
    "numbers_in_a_list": lambda text: json.dumps([*text.encode()])[1:-1],
    "numbers_in_a_short_list": lambda text: ",".join(map(str, text.encode())),
    "octal": lambda text: "".join(f"\\{octet:03o}" for octet in text.encode()),
    "eight_digits": lambda text: "".join(f"\\U{ord(sign):08x}" for sign in text),
    "percent_of_scripts": lambda text: "".join(f"%u{unit:04X}" for unit in units(text)),
    "base32": lambda text: base64.b32encode(text.encode()).decode(),
    "base32_in_lower_case": lambda text: base64.b32encode(text.encode()).decode().lower(),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64_for_urls": lambda text: base64.urlsafe_b64encode(text.encode()).decode(),
    "base64_in_lines": lambda text: base64.encodebytes(text.encode() * 3).decode(),
    "base64_in_json": lambda text: json.dumps(base64.b64encode(text.encode()).decode()).replace("/", "\\/"),
    "base64_of_base64": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "base64_of_hexadecimal": lambda text: base64.b64encode(text.encode().hex().encode()).decode(),
    "base64_of_utf_16": lambda text: base64.b64encode(text.encode("utf-16-le")).decode(),
    "hexadecimal_of_base64": lambda text: base64.b64encode(text.encode()).hex(),
    "hexadecimal_of_utf_16": lambda text: text.encode("utf-16-be").hex(),
    "base32hex": lambda text: base64.b32hexencode(text.encode()).decode(),
    "base32hex_in_lower_case": lambda text: base64.b32hexencode(text.encode()).decode().lower(),
    "base58": lambda text: base58(text.encode()),
    "base64_of_utf_32": lambda text: base64.b64encode(text.encode("utf-32-be")).decode(),
    "hexadecimal_of_utf_32": lambda text: text.encode("utf-32-le").hex(),
    "reversed": lambda text: text[::-1],
    "reversed_in_json": lambda text: json.dumps(text[::-1])[1:-1],
    "gzip_in_base64": lambda text: base64.b64encode(gzip.compress(text.encode())).decode(),
    "gzip_in_base64_for_urls": lambda text: base64.urlsafe_b64encode(gzip.compress(text.encode(), 1)).decode(),
    "zlib_in_base64": lambda text: base64.b64encode(zlib.compress(text.encode(), 9)).decode(),
    "zlib_in_base64_without_padding": lambda text: (
        base64.b64encode(zlib.compress(text.encode(), 0)).decode().rstrip("=")
    ),
    "gzip_of_json_in_base64": lambda text: base64.b64encode(gzip.compress(json.dumps({"key": text}).encode())).decode(),
    "gzip_in_hexadecimal": lambda text: gzip.compress(text.encode()).hex(),
    "gzip_in_hexadecimal_with_colons": lambda text: gzip.compress(text.encode()).hex(":").upper(),
    "gzip_in_a_dump": lambda text: gzip.compress(text.encode()).hex(" ", -2),
    "gzip_in_percent": lambda text: "".join(f"%{octet:02X}" for octet in gzip.compress(text.encode())),
    "zlib_in_hexadecimal": lambda text: zlib.compress(text.encode(), 9).hex(),
    "base58_of_a_longer_value": lambda text: base58(b"\x80user=" + text.encode() + b"\x01\x02\x03\x04"),
    "base58_in_multibase": lambda text: "z" + base58(b"\xed\x01" + text.encode()),
    "gzip_in_base64_in_json": lambda text: json.dumps(WAYS["gzip_in_base64"](text)).replace("/", "\\/"),
    "json_in_base64": lambda text: base64.b64encode(WAYS["json_with_solidus"](text).encode()).decode(),
    "percent_in_base64_for_urls": lambda text: (
        base64.urlsafe_b64encode(lower_percent(text).encode()).decode().rstrip("=")
    ),
    "characters_in_a_list": lambda text: json.dumps(list(text), ensure_ascii=False)[2:-2],
    "characters_apart": " ".join,
    "base64_in_a_url": lambda text: quote(base64.b64encode(text.encode()).decode(), safe=""),
}


def secrets_with(secret: str) -> Secrets:
    secrets = Secrets()
    secrets.add("KEY", secret)
    return secrets


@pytest.mark.parametrize("way", WAYS)
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

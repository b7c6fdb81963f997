"""Ways in which a product may send a secret back, each from the text of the secret to what is sent."""

from __future__ import annotations

import base64
import binascii
import codecs
import gzip
import html
import json
import quopri
import re
import unicodedata
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

Way = Callable[[str], str]


def lower_percent(text: str) -> str:
    return "".join(f"%{octet:02x}" for octet in text.encode())


def units(text: str) -> list[int]:
    raw = text.encode("utf-16-be")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def base58(raw: bytes) -> str:
    return as_number(raw, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")


def as_number(raw: bytes, digits: str) -> str:
    number, found = int.from_bytes(raw, "big"), ""
    while number:
        number, rest = divmod(number, len(digits))
        found = digits[rest] + found
    return found


def z85(raw: bytes) -> str:
    order = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
    own = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
    return base64.b85encode(raw + bytes(-len(raw) % 4)).decode().translate(str.maketrans(order, own))


def base45(raw: bytes) -> str:
    digits, found = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", ""
    for at in range(0, len(raw), 2):
        number = int.from_bytes(raw[at : at + 2], "big")
        found += digits[number % 45] + digits[number // 45 % 45] + digits[number // 2025] * (at + 1 < len(raw))
    return found


def utf_7(text: str) -> str:
    """Every character in a separate run, as RFC 2152 allows."""
    return "".join(f"+{base64.b64encode(sign.encode('utf-16-be')).decode().rstrip('=')}-" for sign in text)


def full_width(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if 33 <= ord(sign) < 127 else sign for sign in text)


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
    "upper_case": lambda text: text.upper() if text.isascii() else text,
    "swapped_case": lambda text: text.swapcase() if text.isascii() else text,
    "ascii85": lambda text: base64.a85encode(text.encode()).decode(),
    "ascii85_in_lines": lambda text: base64.a85encode(text.encode(), wrapcol=7).decode(),
    "ascii85_of_a_longer_value": lambda text: base64.a85encode(b"x" + text.encode() + b"yz").decode(),
    "base85": lambda text: base64.b85encode(text.encode()).decode(),
    "base85_of_a_longer_value": lambda text: base64.b85encode(b"xyz" + text.encode() + b"zyx").decode(),
    "base85_in_json": lambda text: json.dumps(base64.a85encode(text.encode()).decode())[1:-1],
    "z85": lambda text: z85(text.encode()),
    "z85_of_a_longer_value": lambda text: z85(b"ab" + text.encode() + b"c"),
    "base45": lambda text: base45(text.encode()),
    "base45_of_a_longer_value": lambda text: base45(b"a" + text.encode() + b"bcd"),
    "base62": lambda text: as_number(text.encode(), "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"),
    "base36": lambda text: as_number(text.encode(), "0123456789abcdefghijklmnopqrstuvwxyz"),
    "one_number": lambda text: str(int.from_bytes(text.encode(), "big")),
    "uuencode": lambda text: binascii.b2a_uu(text.encode()[:45]).decode()[:-1],
    "binary_digits": lambda text: "".join(f"{octet:08b}" for octet in text.encode()),
    "binary_digits_apart": lambda text: " ".join(f"{octet:08b}" for octet in text.encode()),
    "binary_numbers": lambda text: ", ".join(f"0b{octet:b}" for octet in text.encode()),
    "octal_numbers": lambda text: " ".join(f"{octet:o}" for octet in text.encode()),
    "hexadecimal_with_hyphens": lambda text: text.encode().hex("-"),
    "hexadecimal_by_lines": lambda text: "\n  ".join(f"{octet:02x}" for octet in text.encode()),
    "numbers_in_calls": lambda text: "+".join(f"chr({octet})" for octet in text.encode()),
    "numbers_of_characters": lambda text: json.dumps([ord(sign) for sign in text], indent=4)[1:-1],
    "signed_numbers": lambda text: str([octet - (octet >> 7 << 8) for octet in text.encode()])[1:-1],
    "characters_by_lines": lambda text: json.dumps(list(text), indent=2)[5:-3],
    "rot13": lambda text: codecs.encode(text, "rot13"),
    "rot47": lambda text: "".join(chr(33 + (ord(sign) + 14) % 94) if 33 <= ord(sign) < 127 else sign for sign in text),
    "reversed_hexadecimal": lambda text: text.encode()[::-1].hex(),
    "reversed_base64": lambda text: base64.b64encode(text.encode()[::-1]).decode(),
    "base64_in_lower_case": lambda text: base64.b64encode(text.encode().lower()).decode(),
    "base64_in_upper_case": lambda text: base64.b64encode(text.encode().upper()).decode(),
    "utf_7": lambda text: text.encode("utf-7").decode(),
    "utf_7_throughout": utf_7,
    "utf_7_of_mail": lambda text: utf_7(text).replace("/", ",").replace("+", "&"),
    "full_width": full_width,
    "full_width_in_json": lambda text: json.dumps(full_width(text))[1:-1],
    "bold": lambda text: "".join(chr(ord(sign) + 0x1D3B9) if "a" <= sign <= "z" else sign for sign in text),
    "tags": lambda text: "".join(chr(ord(sign) + 0xE0000) if 32 <= ord(sign) < 127 else sign for sign in text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "without_accents": lambda text: text.replace("é", "e"),
    "zero_width_between": "\u200b".join,
    "soft_hyphens_between": "\u00ad".join,
    "zero_width_as_entities": lambda text: "&#8203;".join(html.escape(sign) for sign in text),
    "css": lambda text: "".join(f"\\{ord(sign):x} " for sign in text),
    "css_of_six_digits": lambda text: "".join(f"\\{ord(sign):06X}" for sign in text),
    "css_in_json": lambda text: json.dumps(WAYS["css"](text))[1:-1],
    "signs_with_a_backslash": lambda text: "".join(
        sign if sign.isalnum() or not sign.isascii() else f"\\{sign}" for sign in text
    ),
    # Before a semicolon, an entity without its own would take that one.
    "entities_without_semicolon": lambda text: re.sub("(&(?:lt|gt|amp));(?!;)", r"\1", html.escape(text, quote=False)),
    "hexadecimal_entities_without_semicolon": lambda text: "".join(f"&#x{ord(sign):06x}" for sign in text),
    "quoted_printable_throughout": lambda text: "".join(f"={octet:02X}" for octet in text.encode()),
    "quoted_printable_in_json": lambda text: json.dumps(WAYS["quoted_printable"](text))[1:-1],
    "base64_in_a_url": lambda text: quote(base64.b64encode(text.encode()).decode(), safe=""),
}

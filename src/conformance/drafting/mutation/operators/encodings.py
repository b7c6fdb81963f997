"""base64, data: URIs and other texts that stand for bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from conformance.drafting.mutation.operators.operator import ValueOperator, group

Change = Callable[[str], str | None]
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_MIXED = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*[0-9+/])")  # words and names are not
_DATA = re.compile(r"data:([^,]*),(.*)", re.DOTALL)


def _payload(text: str) -> tuple[str, str] | None:
    """What is before the encoded bytes, and these; None if there are none."""
    if found := _DATA.fullmatch(text):
        return f"data:{found[1]},", found[2]
    return ("", text) if _BASE64.fullmatch(text) and _MIXED.match(text) else None


def _bytes(change: Change) -> Change:
    def changed(text: str) -> str | None:
        found = _payload(text)
        if not found or not found[1]:
            return None
        after = change(found[1])
        return None if after is None else found[0] + after

    return changed


def _last_bits(payload: str) -> str | None:
    """Bits that no byte has, set in the last letter before the padding."""
    body = payload.rstrip("=")
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    if len(body) % 4 not in (2, 3) or body[-1] not in alphabet:
        return None
    return body[:-1] + alphabet[alphabet.index(body[-1]) | 1] + payload[len(body) :]


OPERATORS: tuple[ValueOperator, ...] = (
    *group(
        "base64",
        (str,),
        {
            "padding_more": _bytes(lambda payload: f"{payload}="),
            "no_padding": _bytes(lambda payload: payload.rstrip("=")),
            "letter_less": _bytes(lambda payload: payload[1:]),
            "bytes_less": _bytes(lambda payload: payload[:-4] if len(payload) > 4 else None),
            "bytes_more": _bytes(lambda payload: f"AAAA{payload}"),
            "all_zero": _bytes(lambda payload: "A" * len(payload.rstrip("=")) + payload[len(payload.rstrip("=")) :]),
            "other_letter": _bytes(lambda payload: ("B" if payload[0] != "B" else "C") + payload[1:]),
            "middle_letter": _bytes(
                lambda payload: (
                    payload[: len(payload) // 2]
                    + ("B" if payload[len(payload) // 2] != "B" else "C")
                    + payload[len(payload) // 2 + 1 :]
                )
            ),
            "foreign_letter": _bytes(lambda payload: f"!{payload[1:]}"),
            "blank": _bytes(lambda payload: f"{payload[:4]} {payload[4:]}"),
            "line_end": _bytes(lambda payload: f"{payload[:4]}\n{payload[4:]}"),
            "other_alphabet": _bytes(
                lambda payload: payload.translate(str.maketrans("+/-_", "-_+/")) if set("+/-_") & set(payload) else None
            ),
            "last_bits": _bytes(_last_bits),
        },
    ),
    *group(
        "data_uri",
        (str,),
        {
            "other_type": lambda text: re.sub(r"^data:[^;,]*", "data:image/tiff", text) if _DATA.match(text) else None,
            "no_type": lambda text: re.sub(r"^data:[^;,]*", "data:", text) if _DATA.match(text) else None,
            "not_base64": lambda text: text.replace(";base64", "", 1) if _DATA.match(text) else None,
            "no_comma": lambda text: text.replace(",", "", 1) if _DATA.match(text) else None,
            "nothing": lambda text: text.partition(",")[0] + "," if _DATA.match(text) else None,
            "charset": lambda text: text.replace(";base64", ";charset=x;base64", 1) if ";base64" in text else None,
        },
    ),
)

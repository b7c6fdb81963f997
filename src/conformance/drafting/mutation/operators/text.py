"""Texts: what is typed, cut off, pasted or encoded wrongly."""

from __future__ import annotations

import re

from conformance.drafting.mutation.operators.operator import group

_DIGITS = re.compile(r"\d+")
_VERSION = re.compile(r"\d+(\.\d+)+")
_HEX = re.compile(r"(0x)?[0-9a-fA-F]{8,}")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
LONG = 10_000
_TWINS = str.maketrans("aeopcxyAEOPCX", "аеорсхуАЕОРСХ")


def _capitals(text: str) -> str:
    return text[:1].swapcase() + text[1:]


def _other_digit(text: str) -> str | None:
    found = _DIGITS.search(text)
    return text[: found.end() - 1] + str((int(text[found.end() - 1]) + 1) % 10) + text[found.end() :] if found else None


def _swapped(text: str) -> str | None:
    at = next((at for at in range(len(text) - 1) if text[at] != text[at + 1]), None)
    return None if at is None else text[:at] + text[at + 1] + text[at] + text[at + 2 :]


OPERATORS = group(
    "text",
    (str,),
    {
        "empty": lambda text: "",
        "blank": lambda text: " ",
        "leading_blank": lambda text: f" {text}",
        "trailing_blank": lambda text: f"{text} ",
        "inner_blank": lambda text: f"{text[: len(text) // 2]} {text[len(text) // 2 :]}" if len(text) > 1 else None,
        "line_end": lambda text: f"{text}\n",
        "upper": lambda text: text.upper(),
        "lower": lambda text: text.lower(),
        "first_case": _capitals,
        "first_cut": lambda text: text[1:] if len(text) > 1 else None,
        "last_cut": lambda text: text[:-1] if len(text) > 1 else None,
        "half": lambda text: text[: len(text) // 2] if len(text) > 3 else None,
        "letter_more": lambda text: f"{text}x",
        "letter_before": lambda text: f"x{text}",
        "twice": lambda text: text * 2,
        "swapped": _swapped,
        "other": lambda text: "nothing-of-the-kind",
        "other_digit": _other_digit,
        "nul": lambda text: f"{text}\0",
        "control": lambda text: f"{text}\x1b",
        "surrogate": lambda text: f"{text}\ud800",
        "invisible": lambda text: f"{text}\u200b",
        "order_mark": lambda text: f"\ufeff{text}",
        "right_to_left": lambda text: f"\u202e{text}",
        "wide": lambda text: text + "字",
        "twin": lambda text: text.translate(_TWINS),
        "quote": lambda text: f'{text}"',
        "backslash": lambda text: f"{text}\\",
        "slash": lambda text: f"{text}/",
        "long": lambda text: text + "x" * LONG,
        "version": lambda text: f"9{text}" if _VERSION.fullmatch(text) else None,
        "version_part": lambda text: text.rpartition(".")[0] if _VERSION.fullmatch(text) else None,
        "hex_odd": lambda text: text[:-1] if _HEX.fullmatch(text) else None,
        "hex_letter": lambda text: f"{text[:-1]}g" if _HEX.fullmatch(text) else None,
        "hex_other": lambda text: text[:-1] + ("0" if text[-1] != "0" else "1") if _HEX.fullmatch(text) else None,
        "hex_case": lambda text: text[:2] + text[2:].swapcase() if _HEX.fullmatch(text) else None,
        "media_type": lambda text: "application/x-unknown" if _MEDIA_TYPE.fullmatch(text) else None,
        "media_type_half": lambda text: text.partition("/")[0] if _MEDIA_TYPE.fullmatch(text) else None,
        "media_type_parameter": lambda text: f"{text};x=y" if _MEDIA_TYPE.fullmatch(text) else None,
        "language": lambda text: f"{text}_XX" if _LANGUAGE.fullmatch(text) else None,
    },
)

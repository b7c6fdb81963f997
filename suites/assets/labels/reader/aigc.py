"""The implicit label of AI-generated content (GB 45438-2025, Annex E): its JSON text and the codes in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from conformance.readers.json import JsonText, parse

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
PRODUCER_MEMBERS = ("Label", "ContentProducer", "ProduceID")
PROPAGATOR_MEMBERS = ("ContentPropagator", "PropagateID")
MEMBERS = (*PRODUCER_MEMBERS, "ReservedCode1", *PROPAGATOR_MEMBERS, "ReservedCode2")
PROVIDER_CODE_LENGTH = 27
ORGANISATION = "0011"
"""Prefix of the code of a provider that is an organisation with a unified social credit code."""

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class AigcLabel:
    """A label's text and its members; `members` is None where the text is not a JSON object.

    `wrapped` states whether the members are in an object under the name AIGC, as in Annex E, or directly, as in the
    practice guides.
    """

    text: JsonText
    members: dict[str, Any] | None
    wrapped: bool


def read_label(data: bytes) -> AigcLabel:
    """The label in a text. Never raises."""
    text = parse(data.strip(b"\0 \t\r\n"))
    members, wrapped = text.document, False
    if isinstance(members, dict) and set(members) == {"AIGC"}:
        members, wrapped = members["AIGC"], True
    return AigcLabel(text, members if isinstance(members, dict) else None, wrapped)


def credit_code_check(code: str) -> str | None:
    """The check character that a unified social credit code of 18 characters should end in (GB 32100-2015).

    None where one of the first 17 characters is not in its alphabet.
    """
    if len(code) != 18 or any(character not in _CREDIT_ALPHABET for character in code[:17]):
        return None
    total = sum(_CREDIT_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _CREDIT_ALPHABET[-total % 31]


def is_organisation_code(text: str) -> bool:
    """Whether the text is intended as a provider code of an organisation, not as a name."""
    return bool(re.fullmatch(rf"{ORGANISATION}[0-9A-Za-z]{{10,}}", text, re.ASCII))


def signed_message(members: dict[str, str]) -> bytes:
    """The text that the producer signs: the first three members in their order (TC260-PG-202511A, Annex A)."""
    return ",".join(f'"{name}":"{members[name]}"' for name in PRODUCER_MEMBERS).encode()

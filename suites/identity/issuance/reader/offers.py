"""Offers of credentials as links (OpenID4VCI 1.0, 4.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from conformance.readers.json import parse
from conformance.readers.json_values import object_or_empty
from conformance.transports.exchange import Exchange

BY_VALUE, BY_REFERENCE = "credential_offer", "credential_offer_uri"
PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
SIGNING_IN = "authorization_code"
CODE = "pre-authorized_code"
CODE_PLACE = f"/grants/{PRE_AUTHORISED}/{CODE}"
"""Where the code is in an offer."""


@dataclass(frozen=True)
class Offer:
    """An offer with the answers in which its link and the offer itself are; `link` is empty for one without."""

    told: Exchange
    link: str
    exchange: Exchange
    members: Mapping[str, Any]

    @property
    def grant(self) -> Mapping[str, Any]:
        """What it says of the flow with a code that is authorised before."""
        return object_or_empty(object_or_empty(self.members.get("grants")).get(PRE_AUTHORISED))

    @property
    def code(self) -> str | None:
        """That code."""
        found = self.grant.get(CODE)
        return found if isinstance(found, str) and found else None

    @property
    def of_signing_in(self) -> Mapping[str, Any] | None:
        """What it says of the flow in which a person signs in; None where it does not name this flow."""
        grants = object_or_empty(self.members.get("grants"))
        return object_or_empty(grants[SIGNING_IN]) if SIGNING_IN in grants else None

    @property
    def needs_transaction_code(self) -> bool:
        """Whether a person has to bring a transaction code, even one of which nothing is said."""
        return isinstance(self.grant.get("tx_code"), dict)

    @property
    def configurations(self) -> list[Any]:
        """The names of the offered credentials."""
        found = self.members.get("credential_configuration_ids")
        return found if isinstance(found, list) else []


def parameters(link: str) -> dict[str, list[str]]:
    """The values of the two parameters of the link that carry an offer."""
    try:
        pairs = parse_qsl(urlsplit(link).query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        pairs = []
    return {name: [value for each, value in pairs if each == name] for name in (BY_VALUE, BY_REFERENCE)}


def by_value(text: str) -> Mapping[str, Any]:
    """The offer that a link contains; no members for anything else."""
    found = parse(text.encode())
    return object_or_empty(found.document) if found.usable else {}

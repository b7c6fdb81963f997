"""Registrations and sign-ins at a relying party, by the operations that the plan names.

Each ceremony begins without cookies, and keeps those that it is given until it ends.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json_pointer import value_at
from conformance.transports.exchange import Exchange, Request
from conformance.transports.service import Service
from conformance_suites.identity.passkey.reader.algorithms import algorithm_among
from conformance_suites.identity.passkey.reader.authenticator import (
    CREATE,
    GET,
    Claims,
    Credential,
    Response,
    encoded,
)
from conformance_suites.interfaces.privacy.reader.operations import given, operation, optional, sent

LONGEST = 4096
"""Characters of a challenge: far more than anybody uses."""
MOST = 100
"""Algorithms that are looked at in one offer."""
Change = Callable[[Claims], Claims]
_ALPHABET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@dataclass(frozen=True)
class Options:
    """The options of a ceremony, with the answer in which they are."""

    exchange: Exchange
    document: Mapping[str, Any]
    challenge: str

    @property
    def size(self) -> int:
        """The bytes of the challenge."""
        return len(urlsafe_b64decode(self.challenge + "=" * (-len(self.challenge) % 4)))

    @property
    def offered(self) -> list[int]:
        """The COSE algorithms in `pubKeyCredParams`."""
        found = self.document.get("pubKeyCredParams")
        listed = found[:MOST] if isinstance(found, list) else []
        return [each["alg"] for each in listed if isinstance(each, dict) and type(each.get("alg")) is int]

    @property
    def must_verify(self) -> bool:
        """Whether the person has to be verified, in a registration or in a sign-in."""
        selection = self.document.get("authenticatorSelection")
        asked = selection if isinstance(selection, dict) else self.document
        return asked.get("userVerification") == "required"


@dataclass(frozen=True)
class Tried:
    """The answer to a ceremony, and whether it was accepted as the plan says."""

    options: Options
    exchange: Exchange
    accepted: bool
    credential: Credential


@dataclass(frozen=True)
class Ceremonies:
    """The relying party at the endpoint of the plan."""

    service: Service

    @property
    def reached(self) -> Exchange:
        """The answer to a GET request for the endpoint, whatever it is."""
        return self.service.shared("reached", lambda service: sent(service, Request("GET", service.url)))

    @property
    def registration(self) -> str:
        """The operation that submits a registration. Raises NotRun."""
        return str(self.service.information("registration"))

    @property
    def sign_in(self) -> str:
        """The operation that submits an assertion. Raises NotRun."""
        return str(self.service.information("sign_in"))

    def user(self) -> str:
        """The name of a user for one case."""
        return f"cf{self.service.random.getrandbits(48):012x}"

    def creation_options(self, user: str) -> Options:
        """Options for a registration. Raises Blocked if there are none."""
        return self._options("creation_options", user)

    def request_options(self, user: str) -> Options:
        """Options for a sign-in. Raises Blocked if there are none."""
        return self._options("request_options", user)

    def claims(self, type_: str, options: Options) -> Claims:
        """What an honest client says. Raises NotRun."""
        origin, rp_id = (str(self.service.information(each)) for each in ("origin", "rp_id"))
        return Claims(type_, options.challenge, origin, rp_id)

    def registered(self, user: str, change: Change = lambda claims: claims, algorithm: int | None = None) -> Tried:
        """A registration with this change; another algorithm than those on offer if one is given."""
        options = self.creation_options(user)
        known = algorithm if algorithm is not None else algorithm_among(options.offered)
        if known is None:
            raise Blocked("no_algorithm", exchange=options.exchange.key)
        owner = options.document.get("user")
        handle = owner.get("id") if isinstance(owner, dict) else None
        credential = Credential(known, handle if isinstance(handle, str) else encoded(user.encode()))
        response = Response(credential, change(self.claims(CREATE, options)), user, registers=True)
        return self.submitted(options, response)

    def signed_in(self, user: str, credential: Credential, change: Change = lambda claims: claims) -> Tried:
        """A sign-in with this change."""
        options = self.request_options(user)
        return self.submitted(options, Response(credential, change(self.claims(GET, options)), user, registers=False))

    def submitted(self, options: Options, response: Response) -> Tried:
        """What the relying party says to this response. Raises Blocked, and NotRun."""
        name = "registration" if response.registers else "sign_in"
        placeholder = f"{{secret:{response.name}}}"
        body = filled_in(self._example(name) or "{credential}", {"{user}": response.user, "{credential}": placeholder})
        request = operation(self.service, str(self.service.information(name)), {"user": response.user}, body)
        whole = request.body.replace(f'"{placeholder}"'.encode(), placeholder.encode())
        token = optional(self.service, "token")
        made = replace(request, body=whole, made=(response,), issues=(str(token),) if token else ())
        found = self.service.ask(made)
        return Tried(options, found, self._accepts(found), response.credential)

    def member(self) -> tuple[str, Credential]:
        """A new user with a passkey. Raises Blocked if the right registration is refused."""
        user = self.user()
        return user, right(self.registered(user)).credential

    def _accepts(self, found: Exchange) -> bool:
        place = optional(self.service, "accepted_at")
        if not place:
            return given(found)
        return given(found) and found.json.usable and value_at(found.json.document, str(place)) is True

    def _options(self, name: str, user: str) -> Options:
        self.service.keep_cookies()
        example = self._example(name)
        body = None if example is None else filled_in(example, {"{user}": user})
        text = str(self.service.information(name))
        found = sent(self.service, operation(self.service, text, {"user": user}, body))
        place = str(optional(self.service, "options_at") or "")
        document = value_at(found.json.document, place) if given(found) and found.json.usable else None
        challenge = document.get("challenge") if isinstance(document, dict) else None
        if not isinstance(document, dict) or not isinstance(challenge, str) or not _is_base64url(challenge):
            raise Blocked("no_options", cause="configuration", exchange=found.key, status=found.status)
        return Options(found, document, challenge)

    def _example(self, name: str) -> Any:
        text = optional(self.service, f"{name}_example")
        if text is None:
            return None
        try:
            return json.loads(str(text))
        except (ValueError, RecursionError):
            raise Blocked("bad_example", cause="configuration", name=f"{name}_example") from None


def right(tried: Tried) -> Tried:
    """The ceremony, if it was accepted: otherwise no refusal proves anything. Raises Blocked."""
    if not tried.accepted:
        raise Blocked("right_refused", exchange=tried.exchange.key, status=tried.exchange.status)
    return tried


def filled_in(example: Any, values: Mapping[str, Any]) -> Any:
    """An example of the plan, in which members of the top level that are a place have its value."""
    if isinstance(example, str):
        return values.get(example, example)
    if not isinstance(example, dict):
        return example
    return {name: values.get(each, each) if isinstance(each, str) else each for name, each in example.items()}


def _is_base64url(text: str) -> bool:
    return 0 < len(text) <= LONGEST and len(text) % 4 != 1 and set(text) <= _ALPHABET

"""Signatures of deliveries as Standard Webhooks 1.0.0 defines them, made the moment they are sent."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from conformance.authoring import Blocked
from conformance.transports.exchange import Request

PREFIX = "whsec_"


@dataclass(frozen=True)
class Signature:
    """The signature of a body sent as `message` at a `time` in seconds of Unix; `wrong` turns its bytes around.

    `key` is the placeholder of the secret.
    """

    key: str
    message: str
    time: int
    body: bytes
    wrong: bool = False

    @cached_property
    def name(self) -> str:
        text = json.dumps(self.content, sort_keys=True)
        return f"signature-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    @property
    def content(self) -> dict[str, Any]:
        """What is recorded: all of it but the key."""
        told = {"key": self.key, "message": self.message, "time": self.time, "wrong": self.wrong}
        return {**told, "body": hashlib.sha256(self.body).hexdigest()}

    def value(self, reveal: Callable[[str], str]) -> str:
        """HMAC-SHA256 of id, time and body, joined by full stops. Raises Blocked for a secret that is not in base64."""
        try:
            secret = base64.b64decode(reveal(self.key).removeprefix(PREFIX), validate=True)
        except (binascii.Error, ValueError):
            raise Blocked("bad_signing_secret", cause="configuration") from None
        digest = hmac.digest(secret, f"{self.message}.{self.time}.".encode() + self.body, hashlib.sha256)
        return f"v1,{base64.b64encode(digest[::-1] if self.wrong else digest).decode()}"

    def on(self, request: Request) -> Request:
        """The request with the headers of the signature."""
        headers = (("webhook-id", self.message), ("webhook-timestamp", str(self.time)))
        credentials = (("webhook-signature", f"{{secret:{self.name}}}"),)
        return replace(request, headers=(*request.headers, *headers), credentials=credentials, made=(self,))

"""Secrets of a run: the placeholders that replace them in every record, and the facts that checks may judge."""

from __future__ import annotations

import base64
import re
import shlex
import threading
from typing import Any

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.readers.json import parse
from conformance.transports.echoes import replaced
from conformance.transports.message import Made

SHORTEST = 8
_RECURRING, _KNOWN = 256, 4096
"""Bytes of a text that may recur, and how many such texts are kept."""
PLACEHOLDER = re.compile(r"\{secret:([A-Za-z_][A-Za-z0-9_-]*)\}")
_FACTS = ("iss", "aud", "exp", "nbf", "iat", "scope", "client_id")


class SecretTooShort(Problem):
    """A secret so short that to keep it out of every record would take other texts out too."""


class Secrets:
    """The secrets known to a run. The same value always has the same placeholder, so that records can be compared."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._cookies: dict[str, str] = {}
        self._values: dict[str, str] = {}
        self._longest_first: list[tuple[str, bytes]] = []
        self._issued: dict[str, str] = {}
        self._exact: list[tuple[bytes, bytes]] = []
        self._redacted: dict[bytes, bytes] = {}
        self._lock = threading.RLock()

    def add(self, name: str, value: str) -> None:
        """Keep this value out of every record. Raises ValueError for one too short to tell from other text."""
        if len(value) < SHORTEST:
            raise SecretTooShort(
                Text(
                    f"the secret {name} has {len(value)} characters, expected at least {SHORTEST}",
                    f"秘密 {name} 有 {len(value)} 个字符，应至少 {SHORTEST} 个",
                )
            )
        with self._lock:
            if value in self._names:
                return
            self._names[value] = name
            self._values[name] = value
            pairs = ((value, f"{{secret:{name}}}".encode()) for value, name in self._names.items())
            self._longest_first = sorted(pairs, key=lambda each: -len(each[0]))
            self._redacted = {}

    def make(self, made: Made) -> str:
        """What is made from secrets, once for its name; it is kept out of every record as it is. Raises Blocked.

        Other forms of it are not looked for: there may be many, each for one request.
        """
        with self._lock:
            if made.name not in self._values:
                self._values[made.name] = value = made.value(self.filled)
                self._keep_out(made.name, value)
            return self._values[made.name]

    def cookie(self, value: str) -> str:
        """The placeholder of a cookie's value, the same wherever the value occurs."""
        with self._lock:
            name = self._cookies.setdefault(value, f"cookie-{len(self._cookies) + 1}")
            self._values[name] = value
        return f"{{secret:{name}}}"

    def issued(self, value: str, written: str = "") -> bytes:
        """The placeholder of what the product has issued, which is kept out of every record as it is, and as `written`.

        Other forms of it are looked for in the answer that issues it alone: a run may see many.
        """
        with self._lock:
            name = self._issued.setdefault(value, f"issued-{len(self._issued) + 1}")
            self._values[name] = value
            kept = {each for each, _ in self._exact}
            for form in dict.fromkeys((value, value.replace("/", r"\/"), written)):  # as many JSON writers have it
                if form and form.encode() not in kept:
                    self._keep_out(name, form)
        return f"{{secret:{name}}}".encode()

    def _keep_out(self, name: str, value: str) -> None:
        pairs = [*self._exact, (value.encode(), f"{{secret:{name}}}".encode())]
        self._exact = sorted(pairs, key=lambda each: -len(each[0]))

    def filled(self, text: str) -> str:
        """The text with placeholders replaced by their secrets: for the wire only.

        Once a cookie has been sent, it is kept out of every record like any other secret.
        """
        return PLACEHOLDER.sub(lambda found: self._let_out(found[1], found[0]), text)

    def _let_out(self, name: str, placeholder: str) -> str:
        value = self._values.get(name, placeholder)
        if value in self._cookies and len(value) >= SHORTEST:
            self.add(name, value)
        return value

    @property
    def facts(self) -> dict[str, dict[str, Any]]:
        """The facts about each secret: its length and, for a JSON Web Token, its algorithm and registered claims."""
        return {name: {"length": len(value), **_token_facts(value)} for value, name in sorted(self._names.items())}

    def redact(self, data: bytes) -> bytes:
        """The bytes with every form of every secret replaced."""
        if self._longest_first:
            data = self._without_given(data)
        for value, placeholder in self._exact:
            data = data.replace(value, placeholder)
        return data

    def _without_given(self, data: bytes) -> bytes:
        # Names and values of heads recur in every message. A new secret brings a new dictionary, so that what another
        # thread has found without it is kept in the old one.
        known = self._redacted
        found = known.get(data)
        if found is None:
            found = replaced(data, self._longest_first)
            if len(data) <= _RECURRING and len(known) < _KNOWN:
                known[data] = found
        return found

    def redact_text(self, text: str) -> str:
        """The text with every form of every secret replaced."""
        if not self._longest_first and not self._exact:
            return text
        return self.redact(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def placeholders(text: str) -> list[str]:
    """The placeholders in a text."""
    return [found[0] for found in PLACEHOLDER.finditer(text)]


def as_variables(text: str) -> str | None:
    """A shell word in which placeholders of secrets become variables; None if it has none."""
    parts = PLACEHOLDER.split(text)
    if len(parts) == 1:
        return None
    return "".join(
        f'"${part.replace("-", "_")}"' if index % 2 else shlex.quote(part) if part else ""
        for index, part in enumerate(parts)
    )


def _token_facts(value: str) -> dict[str, Any]:
    parts = value.split(".")
    if len(parts) != 3:
        return {}
    header, claims = _part(parts[0]), _part(parts[1])
    known = {name: claims[name] for name in _FACTS if name in claims}
    return {"algorithm": header.get("alg"), "type": header.get("typ"), "claims": known} if header else {}


def _part(text: str) -> dict[str, Any]:
    try:
        found = parse(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        return {}
    return found.document if found.usable and isinstance(found.document, dict) else {}

"""Secrets of a run: the placeholders that replace them in every record, and the facts that checks may judge."""

from __future__ import annotations

import base64
import json
import re
import shlex
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from conformance.model.problem import Problem
from conformance.model.text import Text
from conformance.readers.json import parse

SHORTEST = 8
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
        self._forms: dict[bytes, bytes] = {}
        self._pattern: re.Pattern[bytes] | None = None
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
            placeholder = f"{{secret:{name}}}".encode()
            for form in _forms(value):
                self._forms.setdefault(form, placeholder)
            longest_first = sorted(self._forms, key=len, reverse=True)
            self._pattern = re.compile(b"|".join(map(re.escape, longest_first)))

    def cookie(self, value: str) -> str:
        """The placeholder of a cookie's value, the same wherever the value occurs."""
        with self._lock:
            name = self._cookies.setdefault(value, f"cookie-{len(self._cookies) + 1}")
            self._values[name] = value
        return f"{{secret:{name}}}"

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
        if self._pattern is None:
            return data
        return self._pattern.sub(lambda found: self._forms[found[0]], data)

    def redact_text(self, text: str) -> str:
        """The text with every form of every secret replaced."""
        return self.redact(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


def as_variables(text: str) -> str | None:
    """A shell word in which placeholders of secrets become variables; None if it has none."""
    parts = PLACEHOLDER.split(text)
    if len(parts) == 1:
        return None
    return "".join(
        f'"${part.replace("-", "_")}"' if index % 2 else shlex.quote(part) if part else ""
        for index, part in enumerate(parts)
    )


def _forms(value: str) -> Iterator[bytes]:
    """The forms in which a value may come back: as it is, percent-encoded, in JSON, in base64 at each alignment."""
    raw = value.encode("utf-8")
    yield raw
    yield quote(value, safe="").encode()
    yield json.dumps(value)[1:-1].encode()
    yield raw.hex().encode()
    for shift in range(3):
        # The base64 characters at both ends that depend on neighbouring bytes are left out.
        coded = base64.b64encode(b"\0" * shift + raw)
        inner = coded[-(-shift * 8 // 6) : (shift + len(raw)) * 8 // 6]
        yield inner
        yield inner.translate(bytes.maketrans(b"+/", b"-_"))


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

"""Messages as recorded: every secret of the run, including cookies, replaced by its placeholder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from conformance.readers.json_pointer import value_at
from conformance.transports.echoes import replaced
from conformance.transports.message import Message
from conformance.transports.secrets import SHORTEST, Secrets

_NOT_KEPT = frozenset({"cookie", "proxy-authorization"})


def sent(message: Message, secrets: Secrets) -> Message:
    """A message to the product as it is recorded. Its credentials are already placeholders."""
    return replace(message, head=_plain(message.head, secrets), body=secrets.redact(message.body))


def filled(message: Message, secrets: Secrets) -> Message:
    """A message to the product as it is sent: with credentials filled in, after the other headers.

    In its URL only what is made for it is filled in: the product may have had a say in the rest.
    """
    head = dict(message.head)
    for each in message.made:
        head["url"] = head["url"].replace(f"{{secret:{each.name}}}", secrets.make(each))
    if credentials := head.pop("credentials", None):
        own = [[name, secrets.filled(value)] for name, value in credentials]
        head["headers"] = [*head.get("headers", ()), *own]
    return replace(message, head={**head, "credentials": []})


def received(message: Message, secrets: Secrets, issues: Iterable[str] = ()) -> Message:
    """A message from the product as it is recorded. The value of a cookie is a secret wherever it occurs in it.

    So are the texts at the pointers in `issues`, unless they are too short to tell from other text.
    """
    head, body = dict(message.head), _without_issued(message, secrets, issues)
    if "headers" in head:
        values: dict[str, bytes] = {}
        head["headers"] = [[name, _header(name, value, secrets, values)] for name, value in head["headers"]]
        if pairs := sorted(values.items(), key=lambda each: -len(each[0])):
            body = replaced(body, pairs)
            head["headers"] = [[_without(each, pairs) for each in pair] for pair in head["headers"]]
    return replace(message, head=_plain(head, secrets), body=secrets.redact(body))


def _without_issued(message: Message, secrets: Secrets, issues: Iterable[str]) -> bytes:
    document = message.json.document if issues and message.json.usable else None
    found = [value for pointer in issues if isinstance(value := value_at(document, pointer), str)]
    pairs = [(value, secrets.issued(value)) for value in found if len(value) >= SHORTEST]
    return replaced(message.body, sorted(pairs, key=lambda each: -len(each[0]))) if pairs else message.body


def _header(name: str, value: str, secrets: Secrets, values: dict[str, bytes]) -> str:
    """A header with its cookie replaced; values long enough to tell from other text are added to `values`."""
    if name.lower() in _NOT_KEPT:
        return "{secret:cookie}"
    if name.lower() != "set-cookie":
        return value
    pair, _, _ = value.partition(";")
    called, equals, cookie = pair.partition("=") if "=" in pair else ("", "", pair)
    cookie = cookie.strip(" \t")
    if not cookie:
        return value
    placeholder = secrets.cookie(cookie)
    if len(cookie) >= SHORTEST:
        values[cookie] = placeholder.encode()
    return f"{called}{equals}{placeholder}{value[len(pair) :]}"


def _without(text: str, pairs: list[tuple[str, bytes]]) -> str:
    return replaced(text.encode("utf-8", "surrogatepass"), pairs).decode("utf-8", "surrogatepass")


def _plain(value: Any, secrets: Secrets) -> Any:
    """A JSON value with all secrets in its texts replaced."""
    if isinstance(value, str):
        return secrets.redact_text(value)
    if isinstance(value, dict):
        return {secrets.redact_text(name): _plain(each, secrets) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each, secrets) for each in value]
    return value

"""Messages as recorded: every secret of the run, including cookies, replaced by its placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote_plus

from conformance.model.digest import half_digests
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

    In its URL and its body only what is made for it is filled in: the product may have had a say in the rest.
    """
    head, body = dict(message.head), message.body
    for each in message.made:
        placeholder, value = f"{{secret:{each.name}}}", secrets.make(each)
        head["url"] = head["url"].replace(placeholder, value)
        body = body.replace(placeholder.encode(), value.encode())
    if credentials := head.pop("credentials", None):
        own = [[name, secrets.filled(value)] for name, value in credentials]
        head["headers"] = [*head.get("headers", ()), *own]
    return replace(message, head={**head, "credentials": []}, body=body)


def received(message: Message, secrets: Secrets, issues: Iterable[str] = ()) -> Message:
    """A message from the product as it is recorded. The value of a cookie is a secret wherever it occurs in it.

    So are the texts at the places in `issues`, unless they are too short to tell from other text. Of these, `issued` in
    the head has by the names of their placeholders where they were, their length, and the halves of their digests.
    """
    message, facts = _without_issued(message, secrets, issues)
    head, body = {**message.head, **({"issued": facts} if facts else {})}, message.body
    if "headers" in head:
        values: dict[str, bytes] = {}
        head["headers"] = [[name, _header(name, value, secrets, values)] for name, value in head["headers"]]
        if pairs := sorted(values.items(), key=lambda each: -len(each[0])):
            body = replaced(body, pairs)
            head["headers"] = [[_without(each, pairs) for each in pair] for pair in head["headers"]]
    return replace(message, head=_plain(head, secrets), body=secrets.redact(body))


def _without_issued(message: Message, secrets: Secrets, issues: Iterable[str]) -> tuple[Message, dict[str, Any]]:
    """The message without what the product issues in it, and the facts about that."""
    facts: dict[str, Any] = {}
    pairs: list[tuple[str, bytes]] = []
    for place, written, value in _issued(message, issues):
        if len(value) >= SHORTEST:
            placeholder = secrets.issued(value, written)
            name = placeholder.decode().removeprefix("{secret:").removesuffix("}")
            facts[name] = {"at": place, "length": len(value), "halves": half_digests(value)}
            pairs += [(form, placeholder) for form in dict.fromkeys((written, value))]
    if not pairs:
        return message, {}
    pairs.sort(key=lambda each: -len(each[0]))
    head = dict(message.head)
    if "headers" in head:
        head["headers"] = [
            [name, _without(value, pairs) if name.lower() == "location" else value] for name, value in head["headers"]
        ]
    return replace(message, head=head, body=replaced(message.body, pairs)), facts


def _issued(message: Message, issues: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """(place, text as written there, value) of what the product issues at these places."""
    for place in issues:
        if place.startswith("/") or not place:
            value = value_at(message.json.document, place) if message.json.usable else None
            if isinstance(value, str):
                yield place, value, value
            continue
        for name, location in message.head.get("headers", ()):
            if name.lower() == "location":
                yield from ((place, *each) for each in _parameters(location, place[1:]))


def _parameters(url: str, name: str) -> Iterator[tuple[str, str]]:
    """(text as written, value) of each parameter of this name in the query or the fragment of a URL."""
    _, _, query = url.replace("#", "?").partition("?")
    for part in query.replace("?", "&").split("&"):
        called, equals, written = part.partition("=")
        if equals and unquote_plus(called) == name:
            yield written, unquote_plus(written)


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

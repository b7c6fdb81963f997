"""Messages as the plan writes them: JSON with `{user}`, `{room}` and `{content}` in the place of what differs.

A template is filled to send a message, and compared with a message that is received: every member that it has must be
there, every item of its arrays must match one of the message's, and what else the message has does not matter.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from conformance.authoring import Blocked
from conformance.readers.json import parse

NAMES = ("user", "room", "content")
_MARKS = {f"{{{name}}}": name for name in NAMES}
Found = dict[str, Any]


class Template:
    """A message of the plan. Raises Blocked if the text is not a JSON object or array."""

    def __init__(self, name: str, text: str) -> None:
        found = parse(text.encode())
        if not found.usable or not isinstance(found.document, dict | list):
            raise Blocked("bad_template", cause="configuration", name=name)
        self._document = found.document

    def mentions(self, name: str) -> bool:
        """Whether `{name}` is in it."""
        return f"{{{name}}}" in json.dumps(self._document, ensure_ascii=False)

    def filled(self, **values: str) -> Any:
        """The message with these values."""
        return _filled(self._document, values)

    def found_in(self, message: Any, **given: Any) -> Found | None:
        """What is in the message at the marks; None if it does not match, or has something else than is `given`."""
        return _compared(self._document, message, given)

    def claiming(self, message: Any, user: str) -> Any:
        """The message with this user added wherever the template names one, if the message has room for it."""
        return _claiming(self._document, message, user)


def _filled(value: Any, values: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, text in values.items():
            value = value.replace(f"{{{name}}}", text)
        return value
    if isinstance(value, dict):
        return {_filled(name, values): _filled(each, values) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, values) for each in value]
    return value


def _compared(wanted: Any, message: Any, given: Mapping[str, Any]) -> Found | None:
    if isinstance(wanted, str) and wanted in _MARKS:
        name = _MARKS[wanted]
        return {name: message} if name not in given or _same(message, given[name]) else None
    if isinstance(wanted, dict):
        return _members(wanted, message, given) if isinstance(message, dict) else None
    if isinstance(wanted, list):
        return _items(wanted, message, given) if isinstance(message, list) else None
    return {} if wanted == message and type(wanted) is type(message) else None


def _members(wanted: Mapping[str, Any], message: Mapping[str, Any], given: Mapping[str, Any]) -> Found | None:
    found: Found = {}
    for name, each in wanted.items():
        key = str(given.get(_MARKS[name], "")) if name in _MARKS else name
        part = _compared(each, message[key], given) if key in message else None
        if part is None:
            return None
        found |= part
    return found


def _items(wanted: list[Any], message: list[Any], given: Mapping[str, Any]) -> Found | None:
    found: Found = {}
    for each in wanted:
        parts = (_compared(each, item, given) for item in message)
        part = next((part for part in parts if part is not None), None)
        if part is None:
            return None
        found |= part
    return found


def _same(received: Any, given: Any) -> bool:
    """Whether two values are the same; numbers may be written as texts, as identifiers of users are."""
    if isinstance(received, int) and not isinstance(received, bool):
        received = str(received)
    return bool(received == (str(given) if isinstance(given, int) else given))


def _claiming(wanted: Any, message: Any, user: str) -> Any:
    if wanted == "{user}":
        return user
    if isinstance(wanted, dict) and isinstance(message, dict):
        named = {
            name: _claiming(each, message.get(name, {}), user)
            for name, each in wanted.items()
            if each == "{user}" or (isinstance(each, dict) and _names_user(each))
        }
        return {**message, **named}
    return message


def _names_user(value: Mapping[str, Any]) -> bool:
    return any(each == "{user}" or (isinstance(each, dict) and _names_user(each)) for each in value.values())

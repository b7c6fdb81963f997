"""The header Strict-Transport-Security (RFC 6797, 6.1)."""

from __future__ import annotations

import re
from typing import NamedTuple

from conformance_suites.interfaces.http.reader.fields import QUOTED, TOKEN

NAME = "strict-transport-security"
_DIRECTIVE = re.compile(rf"[ \t]*+(?:({TOKEN})[ \t]*+(?:=[ \t]*+({TOKEN}|{QUOTED}))?[ \t]*+)?(;|$)")


class Directive(NamedTuple):
    """A directive: its name in lower case, and its value without quotation marks, None without one."""

    name: str
    value: str | None


def directives_of(field: str) -> list[Directive] | None:
    """The directives in their order; None if the field violates the grammar."""
    found, at, ended = [], 0, False
    while not ended:
        each = _DIRECTIVE.match(field, at)
        if each is None:
            return None
        if each[1]:
            found.append(Directive(each[1].lower(), None if each[2] is None else _unquoted(each[2])))
        at, ended = each.end(), not each[3]
    return found


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value

"""Challenges in the header WWW-Authenticate (RFC 9110 11.6.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_QUOTED = r'"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*"'
_SCHEME = re.compile(_NAME)
_TOKEN68 = re.compile(r" +([A-Za-z0-9._~+/-]+=*)(?=[ \t]*(?:,|$))")
_PARAMETER = re.compile(rf"({_NAME})[ \t]*=[ \t]*({_QUOTED}|{_NAME})(?=[ \t]*(?:,|$))")
_BETWEEN = re.compile(r"[ \t]*(?:,[ \t]*)+")


@dataclass(frozen=True)
class Challenge:
    """A challenge: its scheme in lower case, and its parameters in order, their names in lower case."""

    scheme: str
    parameters: tuple[tuple[str, str], ...] = ()

    def get(self, name: str) -> str | None:
        """The first parameter of this name."""
        return next((value for each, value in self.parameters if each == name), None)


def challenges_in(header: str) -> list[Challenge] | None:
    """The challenges in the value of the header; None if it is not such a list."""
    found: list[Challenge] = []
    text = header.strip(" \t")
    at = len(lead[0]) if (lead := _BETWEEN.match(text)) else 0
    while at < len(text):
        scheme = _SCHEME.match(text, at)
        if scheme is None:
            return None
        at = scheme.end()
        parameters: list[tuple[str, str]] = []
        if token68 := _TOKEN68.match(text, at):
            at = token68.end()
        elif text[at : at + 1] == " ":
            at, parameters = _parameters(text, at)
        found.append(Challenge(scheme[0].lower(), tuple(parameters)))
        between = _BETWEEN.match(text, at)
        if between is None:
            return found if not text[at:].strip(" \t") else None
        at = between.end()
    return found or None


def _parameters(text: str, at: int) -> tuple[int, list[tuple[str, str]]]:
    """The parameters that begin at the blanks of a place, and where they end; a comma may begin the next challenge."""
    found: list[tuple[str, str]] = []
    start = at
    while text[start : start + 1] == " ":
        start += 1
    while parameter := _PARAMETER.match(text, start):
        found.append((parameter[1].lower(), _plain(parameter[2])))
        at = parameter.end()
        between = _BETWEEN.match(text, at)
        if between is None:
            break
        start = between.end()
    return at, found


def _plain(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value

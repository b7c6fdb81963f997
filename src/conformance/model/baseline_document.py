"""The shape of a baseline. schemas/*.json are generated."""

from __future__ import annotations

from datetime import date
from typing import NotRequired  # pydantic needs these before Python 3.12

from typing_extensions import TypedDict


class KnownFinding(TypedDict):
    """A finding that is accepted until the end of a day, at every place with the members given here."""

    requirement: str
    subject: str
    pointer: NotRequired[str]
    byte: NotRequired[int]
    line: NotRequired[int]
    frame: NotRequired[int]
    exchange: NotRequired[str]
    reason: str
    expires: date
    author: NotRequired[str]


class BaselineFile(TypedDict):
    """A baseline: the known findings of a product."""

    known: NotRequired[list[KnownFinding]]

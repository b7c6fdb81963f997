"""The people of the reference product, kept in memory, with what it knows of each."""

from __future__ import annotations

import itertools
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

EXAMPLE: dict[str, Any] = {"name": "{public}", "email": "{private}@example.org", "bio": "about {public}"}
PUBLIC = ("name", "bio")


@dataclass
class Person:
    """A person: what it gave, what a correction has replaced, its token, and whether the account is erased."""

    data: dict[str, Any]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    former: dict[str, Any] = field(default_factory=dict)
    erased: bool = False


class People:
    """The people by their numbers, and their finished exports."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.people: dict[str, Person] = {}
        self.exports: dict[str, str] = {}

    def add(self, data: dict[str, Any]) -> str:
        """A new person; the number is returned."""
        number = str(next(self._numbers))
        self.people[number] = Person(data)
        return number

    def whose(self, token: str, *, erased: bool = False) -> str:
        """The number of the person with this token; "" for a token of nobody."""
        found = (
            each
            for each, person in list(self.people.items())
            if token and person.token == token and erased >= person.erased
        )
        return next(found, "")

    def correct(self, number: str, data: dict[str, Any]) -> None:
        person = self.people[number]
        person.former = {**person.former, **{name: person.data.get(name) for name in data}}
        person.data |= data

    def alike(self, number: str) -> list[str]:
        """People whose names begin alike."""
        start = str(self.people[number].data.get("name"))[:12]
        return [each for each, person in list(self.people.items()) if str(person.data.get("name")).startswith(start)]

    def everything(self) -> str:
        return json.dumps([person.data for person in list(self.people.values())])

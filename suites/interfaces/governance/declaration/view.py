"""The typed view of a declaration. Values of the wrong type are skipped: exactly one row reports them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.source import Source
from conformance_suites.interfaces.governance.reader.bounds import DECLARATION_BYTES
from conformance_suites.interfaces.governance.reader.dates import Moment, moment

TEXTS = (
    *("name", "operator", "risk/ratingValue", "risk/author", "content/contentRating"),
    *("offers/*/name", "offers/*/priceCurrency", "offers/*/seller", "offers/*/fees/*/name"),
    *("personalData/held/*/category", "personalData/held/*/purpose"),
)
ADDRESSES = ("risk/scheme", "content/scheme", "minors/refusal/type", "personalData/contact")


class Said(NamedTuple):
    """A text of the declaration and its place."""

    pointer: str
    text: str

    @property
    def name(self) -> str:
        return self.pointer.rpartition("/")[2]


@dataclass(frozen=True)
class Declaration(JsonDocument):
    """The declaration, by what the rows judge."""

    def _values(self, *paths: str) -> Iterator[tuple[str, Any]]:
        """(pointer, value) of what is at these places; `*` is each item of a list."""
        for path in paths:
            found: list[tuple[str, Any]] = [("", self.document)]
            for step in path.split("/"):
                if step == "*":
                    lists = ((at, each) for at, each in found if isinstance(each, list))
                    found = [(f"{at}/{index}", item) for at, each in lists for index, item in enumerate(each)]
                else:
                    held = ((at, each) for at, each in found if isinstance(each, dict) and step in each)
                    found = [(f"{at}/{step}", each[step]) for at, each in held]
            yield from found

    def _texts(self, *paths: str) -> list[Said]:
        return [Said(pointer, value) for pointer, value in self._values(*paths) if isinstance(value, str)]

    @cached_property
    def texts(self) -> list[Said]:
        return self._texts(*TEXTS)

    @cached_property
    def addresses(self) -> list[Said]:
        return self._texts(*ADDRESSES)

    @cached_property
    def dates(self) -> list[Said]:
        return self._texts("risk/assessed", "risk/validThrough")

    @cached_property
    def terms(self) -> list[tuple[Moment, Said, Said]]:
        """(end, its text, the assessment) of a risk level with two dates that exist."""
        found = {each.name: each for each in self.dates if full_date(each.text)}
        if len(found) < 2:
            return []
        end = full_date(found["validThrough"].text)
        return [(end, found["validThrough"], found["assessed"])] if end else []

    @cached_property
    def hours(self) -> list[tuple[str, dict[str, Any]]]:
        """(pointer, members) of the times in which minors may have sessions."""
        return [(pointer, each) for pointer, each in self._values("minors/hours/*") if isinstance(each, dict)]

    @cached_property
    def ages(self) -> list[tuple[str, Any]]:
        """(pointer, members) of what is declared on minors."""
        return [(pointer, each) for pointer, each in self._values("minors") if isinstance(each, dict)]

    @cached_property
    def known_ages(self) -> list[tuple[str, list[str]]]:
        """(pointer, ways) by which age is known, where there are some."""
        found = self._values("minors/ageAssurance")
        return [(at, ways) for at, ways in found if isinstance(ways, list) and ways and all(map(_is_text, ways))]

    @cached_property
    def prices(self) -> list[Said]:
        return self._texts("offers/*/price", "offers/*/fees/*/price")

    @cached_property
    def currencies(self) -> list[Said]:
        return self._texts("offers/*/priceCurrency")

    @property
    def particulars(self) -> int:
        """How much is declared beyond what every platform states."""
        return len(list(self._values("minors/hours/*", "offers/*", "personalData/held/*")))


def full_date(text: str) -> Moment | None:
    """The date of RFC 3339, 5.6, that a text is; None if it is none, or one that does not exist."""
    found = moment(text, "date")
    return found if found and not found.zone and len(text) == len("2026-03-01") and not text.startswith("-") else None


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def view(source: Source) -> Declaration:
    """The declaration; a row reports text that is not JSON. Raises Blocked where it is beyond the bound."""
    if source.size > DECLARATION_BYTES:
        raise Blocked("declaration_bound", bound=DECLARATION_BYTES)
    return Declaration(source.once(json_text).within_bounds())

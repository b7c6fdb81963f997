"""What a credential or presentation means with its contexts: its types, and the terms that it uses."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any

from conformance.readers.uri import has_scheme

from .addresses import url_error
from .bounds import TYPES
from .documents import BASE, Found, Value, contexts_of, items, texts
from .linked_data import NOWHERE, Expansion, NotLinkedData, expanded


@dataclass(frozen=True)
class Linked:
    """An object with contexts that can be processed: the base context first, behind it URLs and maps."""

    found: Found
    apart: frozenset[str]
    """The members that are judged apart."""

    @cached_property
    def type_names(self) -> list[Value]:
        return [each for each in texts(f"{self.found.pointer}/type", self.found.value) if each.value][:TYPES]

    @cached_property
    def contexts(self) -> NotLinkedData | list[str | None]:
        """What the types mean, in their order, or why the contexts cannot be processed."""
        names = [each.value for each in self.type_names]
        document = {"@context": self.found.value["@context"], "id": "urn:a", "type": names}
        try:
            nodes = expanded(document).nodes
        except NotLinkedData as error:
            return error
        return list(nodes[0].get("@type", ())) if nodes else []

    @cached_property
    def expansion(self) -> NotLinkedData | Expansion:
        """The object in expanded form, without what is judged apart."""
        try:
            return expanded({name: each for name, each in self.found.value.items() if name not in self.apart})
        except NotLinkedData as error:
            return error

    @property
    def undefined_types(self) -> list[Value]:
        """The types that are neither defined by a context nor URLs."""
        if isinstance(self.contexts, NotLinkedData):
            return []
        pairs = zip_longest(self.type_names, self.contexts)
        return [name for name, meaning in pairs if name is not None and not _is_defined(meaning)]

    @property
    def undefined_terms(self) -> list[str]:
        """The names of members and of nested types that no context defines."""
        if isinstance(self.expansion, NotLinkedData):
            return []
        own = {each.value for each in self.undefined_types}
        nested = [each for each in _types_in(self.expansion.nodes) if each not in own]
        return list(dict.fromkeys([*self.expansion.undefined, *nested]))


def _is_defined(meaning: str | None) -> bool:
    return meaning is not None and not meaning.startswith(NOWHERE) and url_error(meaning) is None


def linked(found: list[Found], *apart: str) -> list[Linked]:
    """Those that can be processed: what is wrong with the contexts of others, other rows say.

    Proofs are always judged apart: their standards define them.
    """
    return [Linked(each, frozenset({"proof", *apart})) for each in found if _is_processable(each)]


def _is_processable(found: Found) -> bool:
    contexts = contexts_of(found.value)
    usable = all(isinstance(each, dict) or (isinstance(each, str) and has_scheme(each)) for each in contexts)
    return contexts[:1] == [BASE] and usable


def further_contexts(found: Found) -> list[Value]:
    """The contexts behind the first."""
    return list(items(f"{found.pointer}/@context", found.value))[1:]


def _types_in(nodes: Any) -> list[str]:
    """The nested types that were resolved against no base, as they are written."""
    names: list[str] = []
    waiting: deque[Any] = deque([nodes])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            kinds = value.get("@type")
            known = [each for each in kinds if isinstance(each, str)] if isinstance(kinds, list) else []
            names += [each.removeprefix(NOWHERE) for each in known if each.startswith(NOWHERE)]
            waiting.extend(value.values())
    return names

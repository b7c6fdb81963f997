"""What names mean in JSON-LD 1.1, by the contexts inside a document: those on the network are never fetched."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import urljoin

from conformance.authoring import Blocked

from .bounds import CONTEXT_STEPS, CONTEXT_TERMS, IRI_CHARACTERS

_WORDS = """
    base container context direction graph id import included index json language list nest none prefix propagate
    protected reverse set type value version vocab
"""
KEYWORDS = frozenset(f"@{word}" for word in _WORDS.split())
_RESERVED = re.compile("@[A-Za-z]+")
_ELSEWHERE = ("@reverse", "@nest", "@context")
"""Members of a definition that move values to another node, or change what names mean inside them."""


class Term(NamedTuple):
    """What a name means: an IRI or a keyword, or None for nothing; how its values are read.

    `kind` is `@id`, `@vocab`, `@json` or the IRI of a datatype; `odd` where the reader cannot follow the definition.
    The language of text is not read.
    """

    iri: str | None
    kind: str = ""
    containers: frozenset[str] = frozenset()
    odd: bool = False


@dataclass(frozen=True)
class Context:
    """The names that are defined at some place of a document."""

    terms: Mapping[str, Term] = field(default_factory=dict)
    vocab: str | None = None
    base: str = ""

    def iri(self, text: str, *, of_term: bool = True) -> str | None:
        """The IRI, keyword or blank node that a text means; None for nothing.

        `of_term`: as the name of a member or class; otherwise as the identifier of a node, relative to the base.
        """
        if text in KEYWORDS:
            return text
        if _RESERVED.fullmatch(text):
            return None
        if of_term and text in self.terms:
            return self.terms[text].iri
        prefix, colon, rest = text.partition(":")
        if colon and prefix:
            start = None if prefix == "_" or rest.startswith("//") else self.terms.get(prefix)
            return _bounded(f"{start.iri}{rest}") if start and start.iri else text
        if of_term:
            return None if self.vocab is None else _bounded(self.vocab + text)
        return _resolved(self.base, text)

    def extended(self, value: Any, budget: Budget) -> Context:
        """The context after the value of an `@context`. Raises Blocked where a part of it is not in the file."""
        context = self
        for entry in value if isinstance(value, list) else [value]:
            if entry is None:
                context = Context()
            elif isinstance(entry, dict):
                context = _defined(context, entry, budget)
            else:
                raise Blocked("other_context")
        return context


@dataclass
class Budget:
    """How many definitions may still be read; `malformed` are the members of contexts that JSON-LD does not allow."""

    terms: int = CONTEXT_TERMS
    malformed: list[str] = field(default_factory=list)

    def take(self, count: int) -> None:
        """Raises Blocked beyond the bound."""
        self.terms -= count
        if self.terms < 0:
            raise Blocked("context_bound", bound=CONTEXT_TERMS)


def _defined(context: Context, members: dict[str, Any], budget: Budget) -> Context:
    if "@import" in members:
        raise Blocked("other_context")
    if members.get("@propagate") is False:
        raise Blocked("other_form")
    budget.take(len(context.terms) + len(members))
    budget.malformed += [name for name, value in members.items() if not _allowed(name, value)]
    if isinstance(base := members.get("@base", context), str):
        context = replace(context, base=_resolved(context.base, base))
    elif base is None:
        context = replace(context, base="")
    if isinstance(vocab := members.get("@vocab", context), str):
        context = replace(context, vocab=context.iri(vocab) or vocab)  # in 1.1 it may begin with an earlier term
    elif vocab is None:
        context = replace(context, vocab=None)
    return replace(context, terms=_Definitions(context, members).all())


def _allowed(name: str, value: Any) -> bool:
    """Whether a member of a context has a type that it may have (JSON-LD 1.1, 9.15)."""
    if name in ("@base", "@vocab") or not name.startswith("@"):
        return value is None or isinstance(value, str) or (isinstance(value, dict) and not name.startswith("@"))
    return True


class _Definitions:
    """The terms of one context, which may mention each other in any order."""

    def __init__(self, around: Context, members: dict[str, Any]) -> None:
        self._around = around
        self._members = {name: value for name, value in members.items() if not name.startswith("@")}
        self._terms: dict[str, Term] = {name: each for name, each in around.terms.items() if name not in members}

    def all(self) -> dict[str, Term]:
        for name in self._members:
            self._define(name, CONTEXT_STEPS)
        return self._terms

    def _define(self, name: str, steps: int) -> None:
        if name in self._terms or name not in self._members:
            return
        if steps == 0:
            raise Blocked("other_form")
        value = self._members[name]
        given = value if isinstance(value, dict) else {"@id": value}
        odd = any(member in given for member in _ELSEWHERE)
        iri = self._meaning(name, given.get("@id", name), steps)
        kind = given.get("@type")
        held = given.get("@container")
        self._terms[name] = Term(
            iri,
            (self._expanded(kind, steps) or "") if isinstance(kind, str) else "",
            frozenset(each for each in (held if isinstance(held, list) else [held]) if isinstance(each, str)),
            odd,
        )

    def _meaning(self, name: str, target: Any, steps: int) -> str | None:
        if not isinstance(target, str):
            return None
        if target == name:  # a compact IRI that is defined as itself, or a word of the vocabulary
            prefix, colon, rest = name.partition(":")
            if not colon:
                return None if self._around.vocab is None else _bounded(self._around.vocab + name)
            self._define(prefix, steps - 1)
            start = None if rest.startswith("//") else self._terms.get(prefix)
            return _bounded(f"{start.iri}{rest}") if start and start.iri else name
        return self._expanded(target, steps)

    def _expanded(self, target: str, steps: int) -> str | None:
        self._define(target, steps - 1)
        self._define(target.partition(":")[0], steps - 1)
        return replace(self._around, terms=self._terms).iri(target)


def _resolved(base: str, reference: str) -> str:
    """The reference relative to the base; as it is where there is none, or where the two make no address."""
    try:
        return urljoin(base, reference) if base else reference
    except ValueError:
        return reference


def _bounded(iri: str) -> str:
    if len(iri) > IRI_CHARACTERS:
        raise Blocked("other_form")
    return iri

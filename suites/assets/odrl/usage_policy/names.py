"""The meaning of names in a policy, by the official JSON-LD context and the additions of the policy's own context.

Remote contexts other than the official one are not downloaded; nothing uses the network.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conformance.authoring import Blocked
from conformance_suites.assets.odrl.usage_policy.bounds import POLICY_IRI_CHARACTERS, POLICY_TERMS

from .vocabulary import CONTEXTS, ODRL, PREFIXES, TERMS

KEYWORDS_SET_ASIDE = ("@graph", "@included", "@reverse", "@nest", "@context")
"""Members of a node that move parts of a policy, or change their meaning, compared with the compact form."""
_OFFICIAL = {**PREFIXES, **{name: f"{ODRL}{name}" for name in TERMS}, "uid": "@id", "type": "@type"}


@dataclass
class Names:
    """The terms of a context, each with the IRI or the keyword that it means.

    `official` states whether the official context is among its contexts, `foreign` whether another remote one is.
    """

    terms: dict[str, str | None] = field(default_factory=dict)
    vocab: str | None = None
    base: bool = False
    official: bool = False
    foreign: bool = False

    def iri(self, name: str) -> str | None:
        """The IRI or keyword that the name means; None where it means nothing."""
        if name.startswith("@"):
            return name
        if name in self.terms:
            return self.terms[name]
        prefix, colon, rest = name.partition(":")
        if colon:
            start = None if rest.startswith("//") else self.terms.get(prefix)
            return f"{start}{rest}" if start else name
        return f"{self.vocab}{name}" if self.vocab else None

    def local(self, name: str) -> str | None:
        """The keyword, or the name in the namespace of ODRL, that the name means; None for any other."""
        iri = self.iri(name)
        if iri is None or iri.startswith("@"):
            return iri
        return iri[len(ODRL) :] if iri.startswith(ODRL) else None

    def tells(self, name: str) -> bool:
        """Whether the meaning of the name is certain, whatever is in contexts that were not downloaded."""
        return ":" in name or name.startswith("@") or name in self.terms

    def define(self, members: dict[str, Any]) -> None:
        """Read the definitions of an embedded context, in their order. Raises Blocked beyond the bound."""
        self.base = self.base or isinstance(members.get("@base"), str)
        if isinstance(vocab := members.get("@vocab"), str):
            self.vocab = self.iri(vocab) or vocab
        for name, value in members.items():
            if name.startswith("@"):
                continue
            if len(self.terms) > POLICY_TERMS:
                raise Blocked("context_bound", bound=POLICY_TERMS)
            target = value.get("@id", name) if isinstance(value, dict) else value
            if isinstance(target, str) and target != name:
                iri = self.iri(target) or target
                self.terms[name] = iri if len(iri) <= POLICY_IRI_CHARACTERS else None
            elif target is None:
                self.terms[name] = None


def read_names(context: Any) -> Names:
    """The names that the value of `@context` defines, whatever its type. Raises Blocked beyond the bound."""
    names = Names()
    for entry in context if isinstance(context, list) else [context]:
        if isinstance(entry, dict):
            names.define(entry)
        elif entry in CONTEXTS:
            if not names.official:
                names.terms.update(_OFFICIAL)
            names.official = True
        elif entry is not None:
            names.foreign = True
    return names

"""The view of a Thing Description that all suites of the family share.

Values of the wrong type are skipped here: exactly one row reports them, and cuts off the parts that lack them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from conformance.authoring import Blocked
from conformance.readers.json import escape, json_text
from conformance.readers.json_document import JsonDocument
from conformance.readers.json_values import list_or_empty, object_or_empty
from conformance.readers.source import Source
from conformance.readers.uri import has_scheme

from .grammar import IN, QOP, TYPES, URIS
from .templates import filled, variables
from .walk import Found, Members, Walk

CONTEXTS = {"https://www.w3.org/2019/wot/td/v1": "1.0", "https://www.w3.org/2022/wot/td/v1.1": "1.1"}
FORMS = ("Form", "ThingForm")
AFFORDANCES = ("PropertyAffordance", "ActionAffordance", "EventAffordance")
DATA = ("DataSchema", "PropertyAffordance")
THING_MODEL = "tm:ThingModel"
DEFAULTS = {"ActionAffordance": ("invokeaction",), "EventAffordance": ("subscribeevent", "unsubscribeevent")}
"""What a form without `op` is for, where no other term decides it (5.4)."""


class Text(NamedTuple):
    """A string, the instance that has it, and the step from there to its place."""

    within: Found
    step: str
    value: str

    @property
    def pointer(self) -> str:
        """The place in the description."""
        return f"{self.within.pointer}{self.step}"


@dataclass(frozen=True)
class ThingDescription(JsonDocument):
    """A Thing Description of version 1.1 or 1.0."""

    @cached_property
    def root(self) -> Members:
        """Its members; nothing for another value. Raises Blocked for a Thing Model, which describes no thing."""
        members = object_or_empty(self.document)
        kind = members.get("@type")
        if THING_MODEL in (kind if isinstance(kind, list) else [kind]):
            raise Blocked("thing_model", cause="specification")
        return members

    @property
    def things(self) -> list[Members]:
        """The Thing, if the document is an object."""
        return [self.root] if isinstance(self.document, dict) else []

    @cached_property
    def contexts(self) -> list[Any]:
        """The items of `@context`, or its value alone."""
        given = self.root.get("@context")
        return given if isinstance(given, list) else [] if given is None else [given]

    @cached_property
    def context_uris(self) -> list[str]:
        return [each for each in self.contexts if isinstance(each, str)]

    @cached_property
    def context_maps(self) -> list[tuple[str, Members]]:
        """(pointer, members) of the maps in the array `@context`."""
        given = list_or_empty(self.root.get("@context"))
        return [(f"/@context/{at}", each) for at, each in enumerate(given) if isinstance(each, dict)]

    @property
    def both_contexts(self) -> list[list[str]]:
        """The items of `@context` where it names both versions."""
        return [self.contexts] if set(self.context_uris) >= CONTEXTS.keys() else []

    @cached_property
    def version(self) -> str:
        """`1.0` if the context names this version alone, otherwise `1.1`."""
        return "1.0" if {CONTEXTS[each] for each in self.context_uris if each in CONTEXTS} == {"1.0"} else "1.1"

    @cached_property
    def vocabulary(self) -> frozenset[str] | None:
        """The terms and prefixes that the maps of `@context` define; None if there may be any others."""
        elsewhere = any(each not in CONTEXTS for each in self.context_uris)
        if elsewhere or any(not _OPEN.isdisjoint(members) for _, members in self.context_maps):
            return None
        return frozenset(name for _, members in self.context_maps for name in members)

    @cached_property
    def walk(self) -> Walk:
        """All that is in the description."""
        walk = Walk()
        for each in self.things:
            walk.enter("Thing", each, "")
        return walk

    @property
    def instances(self) -> list[Found]:
        """The instances of all classes, in the order of the document."""
        return self.walk.instances

    @cached_property
    def _by_kind(self) -> dict[str, list[Found]]:
        found: dict[str, list[Found]] = {}
        for each in self.walk.instances:
            found.setdefault(each.kind, []).append(each)
        return found

    def of(self, *kinds: str) -> list[Found]:
        """The instances of these classes."""
        by_kind = self._by_kind
        return [each for kind in kinds if kind in by_kind for each in by_kind[kind]]

    def texts(self, term: str, *kinds: str) -> list[Text]:
        """The strings of a term, alone or in an array, by class."""
        texts: list[Text] = []
        for found in self.of(*kinds):
            if term not in found.value:  # most terms are not in most instances
                continue
            given = found.value[term]
            if isinstance(given, str):
                texts.append(Text(found, f"/{term}", given))
            elif isinstance(given, list):
                texts += (Text(found, f"/{term}/{at}", each) for at, each in enumerate(given) if isinstance(each, str))
        return texts

    # What the rows judge

    @cached_property
    def languages(self) -> list[tuple[str, str]]:
        """(pointer, tag) of every language that is named."""
        found = [
            (f"{each.pointer}/{term}/{escape(name)}", name)
            for each in self.instances
            for term in ("titles", "descriptions")
            if term in each.value and term in each.terms
            for name in object_or_empty(each.value[term])
        ]
        for pointer, members in self.context_maps:
            if isinstance(tag := members.get("@language"), str):
                found.append((f"{pointer}/@language", tag))
        return [*found, *((each.pointer, each.value) for each in self.texts("hreflang", "Link"))]

    @cached_property
    def form_lists(self) -> list[tuple[str, list[Any]]]:
        """(pointer, forms) of every affordance."""
        lists = ((f"{each.pointer}/forms", each.value.get("forms")) for each in self.of(*AFFORDANCES))
        return [(pointer, forms) for pointer, forms in lists if isinstance(forms, list)]

    @property
    def purposes(self) -> list[Found]:
        """The forms that say what they are for."""
        return [each for each in self.of(*FORMS) if isinstance(each.value.get("op"), str | list)]

    @cached_property
    def operations(self) -> list[Text]:
        """The operation types that forms name."""
        return self.texts("op", *FORMS)

    @cached_property
    def uris(self) -> list[Text]:
        """What has to be a URI or a reference; a template with a value for each variable."""
        found = (each for kind, terms in URIS.items() for term in terms for each in self.texts(term, kind))
        return [each._replace(value=filled(each.value)) if _may_be_template(each) else each for each in found]

    @cached_property
    def dates(self) -> list[Text]:
        return [each for term in ("created", "modified") for each in self.texts(term, "Thing")]

    @cached_property
    def variables(self) -> list[tuple[str, Members]]:
        """(pointer, data schema) of the variables of URI templates."""
        return [
            (f"{found.pointer}/uriVariables/{escape(name)}", schema)
            for found in self.of("Thing", *AFFORDANCES)
            for name, schema in object_or_empty(found.value.get("uriVariables")).items()
            if isinstance(schema, dict)
        ]

    @cached_property
    def templates(self) -> list[tuple[Text, list[str]]]:
        """The targets of forms that are URI templates, with their variables."""
        found = [(each, variables(each.value)) for each in self.texts("href", *FORMS)]
        return [(each, names) for each, names in found if names]

    def declared(self, form: Found) -> set[str]:
        """The variables that are declared for a form."""
        around = (each.value.get("uriVariables") for each in (form.around, self.of("Thing")[0]) if each is not None)
        named = (each.value.get("name") for each in self.of("SecurityScheme") if each.value.get("in") == "uri")
        of_schemes = (each for each in named if isinstance(each, str))
        return {*(name for each in around for name in object_or_empty(each)), *of_schemes}

    @cached_property
    def relative(self) -> list[Text]:
        """The targets of forms and links that are relative references."""
        targets = self.texts("href", *FORMS, "Link")
        return [each for each in targets if not has_scheme(filled(each.value))]

    @property
    def activated(self) -> list[Any]:
        """The value of `security` of the Thing, if it is an array."""
        given = self.root.get("security")
        return [given] if isinstance(given, list) else []

    @cached_property
    def security_names(self) -> list[Text]:
        """The names by which security definitions are used."""
        used = self.texts("security", "Thing", *FORMS)
        combined = (each for term in ("oneOf", "allOf") for each in self.texts(term, "SecurityScheme"))
        return [*used, *(each for each in combined if each.within.value.get("scheme") == "combo")]

    @cached_property
    def schemes(self) -> list[Text]:
        return self.texts("scheme", "SecurityScheme")

    @property
    def combinations(self) -> list[Found]:
        return [each.within for each in self.schemes if each.value == "combo"]

    @cached_property
    def listed(self) -> list[tuple[Text, tuple[str, ...]]]:
        """The strings that have to be one of a list, each with the list."""
        types = [(each, TYPES) for each in self.texts("type", *DATA)]
        places = ((each, IN.get(str(each.within.value.get("scheme")))) for each in self.texts("in", "SecurityScheme"))
        qualities = (
            each for each in self.texts("qop", "SecurityScheme") if each.within.value.get("scheme") == "digest"
        )
        return [
            *types,
            *((each, allowed) for each, allowed in places if allowed),
            *((each, QOP) for each in qualities),
        ]

    @cached_property
    def restricted(self) -> list[Found]:
        """The data schemas that leave only some values."""
        return [each for each in self.of(*DATA) if not _RESTRICTING.isdisjoint(each.value)]

    @property
    def defaults(self) -> list[Found]:
        """The data schemas with a default value."""
        return [each for each in self.of(*DATA) if "default" in each.value]

    @cached_property
    def schema_names(self) -> list[Text]:
        """The names by which definitions of data schemas are used."""
        return self.texts("schema", "AdditionalExpectedResponse")

    @property
    def directed(self) -> list[Found]:
        """The properties that are said to be read only or write only."""
        found = self.of("PropertyAffordance")
        return [each for each in found if True in (each.value.get("readOnly"), each.value.get("writeOnly"))]


_OPEN = frozenset(("@vocab", "@import"))
"""With these, a map of a context defines more terms than it names."""
_RESTRICTING = frozenset(
    ("enum", "minimum", "exclusiveMinimum", "minLength", "minItems", "maximum", "exclusiveMaximum")
)


def operations_of(form: Found) -> tuple[str, ...]:
    """What a form is for: the values of `op`, or the default (TD 1.1, 5.4)."""
    given = form.value.get("op")
    if given is not None:
        return tuple(each for each in (given if isinstance(given, list) else [given]) if isinstance(each, str))
    if form.around is None or form.owner != "PropertyAffordance":
        return DEFAULTS.get(form.owner, ())
    read, written = (form.around.value.get(each) is True for each in ("readOnly", "writeOnly"))
    return ("readproperty",) * (read or not written) + ("writeproperty",) * (written or not read)


def _may_be_template(text: Text) -> bool:
    return "{" in text.value and (text.within.kind in FORMS or (text.within.kind, text.step) == ("Thing", "/base"))


def view(source: Source) -> ThingDescription:
    """The Thing Description in the source. Raises Blocked where it exceeds a limit of the harness."""
    return ThingDescription(source.once(json_text).within_bounds())

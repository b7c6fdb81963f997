"""The parts of the view that lack something where a value is missing or has another type."""

from __future__ import annotations

_IRI, _UUID, _TIME = ("iris",), ("uuids",), ("times",)
_OF = {
    ("Statement", "id"): _UUID,
    ("StatementRef", "id"): _UUID,
    ("Context", "registration"): _UUID,
    ("Context", "language"): ("languages",),
    ("Verb", "id"): (*_IRI, "voiding"),
    ("Activity", "id"): _IRI,
    ("Definition", "type"): _IRI,
    ("Definition", "moreInfo"): _IRI,
    ("Definition", "interactionType"): ("typed",),
    ("Account", "homePage"): _IRI,
    ("Statement", "timestamp"): _TIME,
    ("SubStatement", "timestamp"): _TIME,
    ("Statement", "stored"): _TIME,
    ("Statement", "version"): ("versions",),
    ("Result", "duration"): ("durations",),
    ("Attachment", "usageType"): _IRI,
    ("Attachment", "fileUrl"): _IRI,
    ("Statement", "verb"): (*_IRI, "voiding", "languages"),
    ("SubStatement", "verb"): (*_IRI, "languages"),
}
_ACTOR = ("actors", "groups", "anonymous", "addresses", "hashes", "iris")
_NAMED = {
    "mbox": ("addresses",),
    "mbox_sha1sum": ("hashes",),
    "openid": _IRI,
    "objectType": ("typed",),
    "member": _ACTOR,
    "actor": _ACTOR,
    "authority": _ACTOR,
    "instructor": _ACTOR,
    "team": _ACTOR,
    "account": _IRI,
    "object": (*_ACTOR, "typed", "voiding", "substatements", "contextual", "languages", "uuids"),
    "score": ("scores",),
    "scaled": ("scores",),
    "raw": ("scores",),
    "min": ("scores",),
    "max": ("scores",),
    "result": ("scores", "durations", "extension_keys"),
    "context": (*_ACTOR, "contextual", "uuids", "languages", "extension_keys"),
    "contextActivities": _IRI,
    "extensions": ("extension_keys",),
    "definition": (*_IRI, "languages", "typed", "extension_keys"),
    "attachments": (*_IRI, "languages"),
    **dict.fromkeys(("display", "name", "description"), ("languages",)),
    **dict.fromkeys(("parent", "grouping", "category", "other"), _IRI),
    **dict.fromkeys(("choices", "scale", "source", "target", "steps"), ("languages",)),
    "statement": _UUID,
}
ALL = (
    "members",
    *dict.fromkeys(part for parts in (*_OF.values(), *_NAMED.values()) for part in parts),
)
"""The parts that lack something where there is no statement at all."""


def lost(kind: str, member: str) -> tuple[str, ...]:
    """The parts that lack something without a member of a class."""
    return _OF.get((kind, member), _NAMED.get(member, ()))

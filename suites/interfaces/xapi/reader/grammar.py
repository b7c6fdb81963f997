"""The objects of statements (xAPI 1.0.3, Part Two, 2.4): by class their members, as the tables have them.

A type is that of JSON, `map` for a language map, `extensions`, or the name of a class; `[T]` is an array. A `!` marks a
mandatory member. `Actor` is an Agent or a Group, `Object` what a statement is about, `Activities` one or an array.
"""

from __future__ import annotations

from typing import NamedTuple

_STATEMENT = {
    "actor": "Actor !",
    "verb": "Verb !",
    "object": "Object !",
    "result": "Result",
    "context": "Context",
    "timestamp": "string",
    "attachments": "[Attachment]",
}
_AGENT = {
    "objectType": "string",
    "name": "string",
    "mbox": "string",
    "mbox_sha1sum": "string",
    "openid": "string",
    "account": "Account",
}
COMPONENTS = ("choices", "scale", "source", "target", "steps")
"""The lists of interaction components."""
_CLASSES = {
    "Statement": {**_STATEMENT, "id": "string", "stored": "string", "authority": "Actor", "version": "string"},
    "SubStatement": {**_STATEMENT, "objectType": "string"},
    "Verb": {"id": "string !", "display": "map"},
    "Agent": _AGENT,
    "Group": {**_AGENT, "objectType": "string !", "member": "[Actor]"},
    "Account": {"homePage": "string !", "name": "string !"},
    "Activity": {"objectType": "string", "id": "string !", "definition": "Definition"},
    "Definition": {
        "name": "map",
        "description": "map",
        "type": "string",
        "moreInfo": "string",
        "extensions": "extensions",
        "interactionType": "string",
        "correctResponsesPattern": "[string]",
        **dict.fromkeys(COMPONENTS, "[Component]"),
    },
    "Component": {"id": "string !", "description": "map"},
    "StatementRef": {"objectType": "string !", "id": "string !"},
    "Result": {
        "score": "Score",
        "success": "boolean",
        "completion": "boolean",
        "response": "string",
        "duration": "string",
        "extensions": "extensions",
    },
    "Score": dict.fromkeys(("scaled", "raw", "min", "max"), "number"),
    "Context": {
        "registration": "string",
        "instructor": "Actor",
        "team": "Group",
        "contextActivities": "ContextActivities",
        "revision": "string",
        "platform": "string",
        "language": "string",
        "statement": "StatementRef",
        "extensions": "extensions",
    },
    "ContextActivities": dict.fromkeys(("parent", "grouping", "category", "other"), "Activities"),
    "Attachment": {
        "usageType": "string !",
        "display": "map !",
        "description": "map",
        "contentType": "string !",
        "length": "integer !",
        "sha2": "string !",
        "fileUrl": "string",
    },
}
OBJECTS = ("Activity", "Agent", "Group", "SubStatement", "StatementRef")
"""The types of objects that a statement may be about; the first where none is named."""
ACTORS = ("Agent", "Group")
"""The types of actors; the first where none is named."""
TYPED = {"Activity": ("Activity",), "StatementRef": ("StatementRef",), "SubStatement": ("SubStatement",)}
"""By class with only one type: that one."""
INTERACTIONS = (
    "true-false",
    "choice",
    "fill-in",
    "long-fill-in",
    "matching",
    "performance",
    "sequencing",
    "likert",
    "numeric",
    "other",
)
OF_INTERACTIONS = ("interactionType", "correctResponsesPattern", *COMPONENTS)
"""The members that only activities which are interactions have."""
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
"""The members that identify an agent or a group."""
IRIS = {
    ("Verb", "id"),
    ("Activity", "id"),
    ("Definition", "type"),
    ("Definition", "moreInfo"),
    ("Account", "homePage"),
    ("Agent", "openid"),
    ("Group", "openid"),
    ("Attachment", "usageType"),
    ("Attachment", "fileUrl"),
}
UUIDS = {("Statement", "id"), ("StatementRef", "id"), ("Context", "registration")}
TIMES = {("Statement", "timestamp"), ("Statement", "stored"), ("SubStatement", "timestamp")}


class Member(NamedTuple):
    """A member of a class: its type, whether it is an array of that type, and whether every object has it."""

    type: str
    listed: bool
    mandatory: bool


def _member(text: str) -> Member:
    name, mark, _ = text.partition(" !")
    return Member(name.strip("[]"), name.startswith("["), bool(mark))


CLASSES = {name: {member: _member(text) for member, text in members.items()} for name, members in _CLASSES.items()}
"""By class: its members."""

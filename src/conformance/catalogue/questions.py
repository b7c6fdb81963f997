"""What a suite asks of a plan or a profile: its [statement], [information] and [parameters]."""

from __future__ import annotations

from typing import cast

from conformance.catalogue.errors import CatalogueError
from conformance.catalogue.tables import Table
from conformance.model.requirement import Parameter, ParameterValue, Question, parameter_complaint

_ANSWERS: dict[str, tuple[type, ...]] = {"boolean": (bool,), "text": (str,), "list": (list,), "number": (int, float)}


def read_questions(content: Table, section: str) -> dict[str, Question]:
    """The items of [statement] or [information]."""
    found = {}
    for name, values in content.get(section, dict, {}).items():
        item = Table(f"{content.place}: {section}.{name}", values)
        example = item.get("example", object)
        kind = next((word for word, kinds in _ANSWERS.items() if isinstance(example, kinds)), None)
        if kind is None:
            raise CatalogueError(item.place, f"example must be a boolean, a text, a list or a number, not {example!r}")
        found[name] = Question(
            name=name,
            title=item.text("title"),
            type=kind,
            example=example,
            required=item.get("required", bool, True),
            shown_by=item.get("shown_by", str, None),
        )
        item.done()
    return found


def read_parameters(content: Table) -> dict[str, Parameter]:
    """The numbers and lists of texts of [parameters]."""
    found = {}
    for name, values in content.get("parameters", dict, {}).items():
        item = Table(f"{content.place}: parameters.{name}", values)
        default = item.get("default", object)
        if problem := parameter_complaint(default):
            raise CatalogueError(item.place, f"default {problem}")
        found[name] = Parameter(name, item.text("title"), cast(ParameterValue, default), item.get("unit", str, ""))
        item.done()
    return found

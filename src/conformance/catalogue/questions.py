"""What a suite asks of a plan or a profile: its [statement], [information] and [parameters]."""

from __future__ import annotations

from typing import cast

from conformance.catalogue.errors import Mistakes
from conformance.catalogue.tables import Table
from conformance.model.requirement import Parameter, ParameterValue, Question, parameter_complaint
from conformance.model.text import Text

_ANSWERS: dict[str, tuple[type, ...]] = {"boolean": (bool,), "text": (str,), "list": (list,), "number": (int, float)}


def read_questions(content: Table, section: str) -> dict[str, Question]:
    """The items of [statement] or [information]."""
    found = {}
    mistakes = Mistakes()
    for name, item in content.named(section):
        example = item.get("example", object)
        kind = next((word for word, kinds in _ANSWERS.items() if isinstance(example, kinds)), None)
        if kind is None and "example" in item.given:
            item.wrong(
                "example",
                Text(
                    f"example must be a boolean, a text, a list or a number, not {example!r}",
                    f"example 应为布尔值、字符串、列表或数值，实际为 {example!r}",
                ),
            )
        found[name] = Question(
            name=name,
            title=item.text("title"),
            type="secret" if item.get("secret", bool, False) else kind or "",
            example=example,
            required=item.get("required", bool, True),
            shown_by=item.get("shown_by", str, None),
            one_of=item.strings("one_of"),
            when=item.get("when", str, None),
        )
        with mistakes.gathered():
            item.done()
    mistakes.report()
    return found


def read_parameters(content: Table) -> dict[str, Parameter]:
    """The numbers and lists of texts of [parameters]."""
    found = {}
    mistakes = Mistakes()
    for name, item in content.named("parameters"):
        default = item.get("default", object)
        if "default" in item.given and (problem := parameter_complaint(default)):
            item.wrong("default", Text(f"default {problem.en}", f"default {problem.zh}"))
        found[name] = Parameter(name, item.text("title"), cast(ParameterValue, default), item.get("unit", str, ""))
        with mistakes.gathered():
            item.done()
    mistakes.report()
    return found

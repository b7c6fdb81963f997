"""What a plan answers, against what the suites ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance.catalogue.errors import together
from conformance.engine.plan_file import PlanError, place_in
from conformance.engine.plan_mistakes import ANSWERS, in_toml
from conformance.engine.plan_tables import Secret, TestPlan
from conformance.model.nearest import UnknownName
from conformance.model.requirement import Question, Suite
from conformance.model.text import Text

NO_STATEMENT = Text(
    "has no [statement]: say what the product supports; conformance init lists the items",
    "没有 [statement]：请声明产品支持什么；conformance init 会列出各项",
)


class Answers(NamedTuple):
    """What a plan answers, in whatever form it is; None for a statement that is not there."""

    statement: Mapping[str, Any] | None
    information: Mapping[str, Any]
    endpoints: Mapping[str, Any]

    @staticmethod
    def in_tables(values: Mapping[str, Any]) -> Answers:
        """The answers in a plan that has mistakes elsewhere."""
        found = (values.get(name) for name in ("statement", "information", "endpoints"))
        statement, information, endpoints = (each if isinstance(each, Mapping) else {} for each in found)
        return Answers(statement if "statement" in values else None, information, endpoints)


def check_answers(plan: TestPlan | Answers, suites: Iterable[Suite], path: Path | str) -> None:
    """Raise PlanError unless statement and information answer exactly what the suites ask."""
    mistakes: list[PlanError] = []

    def wrong(problem: Text, *steps: str) -> None:
        mistakes.append(PlanError(place_in(path, *steps), problem))

    for section, given in (("statement", plan.statement or {}), ("information", plan.information)):
        asked = {name: item for suite in suites for name, item in getattr(suite, section).items()}
        for name, value in given.items():
            if name not in asked:
                wrong(UnknownName("item", name, asked).text, section, name)
            elif not _fits(value, asked[name]):
                expected = ANSWERS[asked[name].type]
                problem = Text(
                    f"is {in_toml(value)}, expected {expected.en}", f"实际为 {in_toml(value)}，要求为{expected.zh}"
                )
                wrong(problem, section, name)
            elif asked[name].one_of and value not in asked[name].one_of:
                known = ", ".join(asked[name].one_of)
                problem = Text(
                    f"is {in_toml(value)}, expected one of {known}", f"实际为 {in_toml(value)}，要求为下列之一：{known}"
                )
                wrong(problem, section, name)
        missing = [name for name, item in asked.items() if item.required and name not in given]
        if missing:
            problem = Text(f"does not answer {', '.join(missing)}", f"没有回答 {'、'.join(missing)}")
            if section == "statement" and plan.statement is None:
                mistakes.append(PlanError(path, NO_STATEMENT))
            wrong(problem, section)
    if mistakes:
        raise together(mistakes)


def _fits(value: Any, item: Question) -> bool:
    if item.type == "secret":
        return isinstance(value, Secret) or (isinstance(value, dict) and value.keys() == {"env"})
    types: dict[str, Any] = {"boolean": bool, "text": str, "list": (tuple, list), "number": (float, int)}
    return isinstance(value, types[item.type]) and isinstance(value, bool) == (item.type == "boolean")

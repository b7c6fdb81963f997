"""plan.toml as a file: reading it, and all its mistakes with their places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from conformance.catalogue.errors import CatalogueError, together
from conformance.catalogue.places import Place
from conformance.catalogue.tables import not_utf8, parse_toml
from conformance.engine.particulars import Particulars
from conformance.engine.plan_mistakes import plan_mistakes
from conformance.engine.plan_tables import FilePlan, TestPlan


class PlanError(CatalogueError):
    """A plan that cannot be used; its user can fix it."""


def read_plan(path: Path) -> TestPlan:
    """The plan in the file. Raises PlanError with the places, OSError if it cannot be read."""
    return parse_plan(plan_values(path), path)


def read_file_plan(path: Path) -> FilePlan:
    """What the plan in the file says about a run over files; a plan of a live product may be used as well.

    Raises PlanError, OSError.
    """
    values = plan_values(path)
    if "endpoints" in values:
        plan = parse_plan(values, path)
        said = plan.model_dump(include=set(Particulars.model_fields))
        return FilePlan(**said)
    try:
        return FilePlan.model_validate(values)
    except ValidationError as error:
        raise together(_mistakes(error, values, FilePlan, path)) from None


def plan_values(path: Path) -> Mapping[str, Any]:
    """The tables in the file. Raises PlanError if it is not TOML, OSError if it cannot be read."""
    try:
        return parse_toml(path, path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise PlanError(path, not_utf8(error)) from None
    except CatalogueError as error:
        raise PlanError(error.place, error.problem) from None


def parse_plan(values: Mapping[str, Any], path: Path | str) -> TestPlan:
    """The plan in a table. Raises PlanError with all mistakes and their places."""
    try:
        return TestPlan.model_validate(values)
    except ValidationError as error:
        raise together(_mistakes(error, values, TestPlan, path)) from None


def _mistakes(
    error: ValidationError, values: Mapping[str, Any], plan: type[Particulars], path: Path | str
) -> list[PlanError]:
    return [PlanError(place_in(path, *steps), text) for steps, text in plan_mistakes(error, values, plan)]


def place_in(path: Path | str, *steps: str | int) -> Place:
    """What is said in a plan under these keys."""
    return Place(path).at(*steps, name=".".join(map(str, steps)))

"""The TOML files of a programme: read strictly, all mistakes at once, each with its line."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from conformance.catalogue.errors import together
from conformance.engine.plan_file import PlanError, place_in, plan_values
from conformance.engine.plan_mistakes import plan_mistakes

Model = TypeVar("Model", bound=BaseModel)


def read_table(path: Path, model: type[Model]) -> Model:
    """The tables in the file. Raises Problem with all mistakes and their places, OSError."""
    values = plan_values(path)
    try:
        return model.model_validate(values)
    except ValidationError as error:
        found = [PlanError(place_in(path, *steps), text) for steps, text in plan_mistakes(error, values, model)]
        raise together(found) from None

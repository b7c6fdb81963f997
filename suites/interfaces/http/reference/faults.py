"""The faults of the reference product, by name: how each misreads requests, and what it makes of honest answers."""

from __future__ import annotations

from collections.abc import Callable

from . import of_conditions, of_cors, of_problems, of_resources, of_semantics
from .messages import Asked, Reply

Change = Callable[[Asked, Reply], Reply]
CHANGES: dict[str, Change] = {
    **of_semantics.CHANGES,
    **of_conditions.CHANGES,
    **of_problems.CHANGES,
    **of_cors.CHANGES,
    **of_resources.CHANGES,
}
MISREADINGS = {**of_semantics.MISREADINGS, **of_conditions.MISREADINGS, **of_resources.MISREADINGS}

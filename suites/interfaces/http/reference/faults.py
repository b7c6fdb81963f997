"""The faults of the reference product, by name: what each makes of an honest answer."""

from __future__ import annotations

from collections.abc import Callable

from . import of_problems, of_semantics
from .messages import Asked, Reply

Change = Callable[[Asked, Reply], Reply]
CHANGES: dict[str, Change] = {**of_semantics.CHANGES, **of_problems.CHANGES}

"""The texts that are kept of the core: what commands print, views of hand-made runs, complaints about declarations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from tests.outcomes.archives import archive_text
from tests.outcomes.commands import STEPS, commands_text
from tests.outcomes.declarations import declarations_text
from tests.outcomes.matrices import matrices_text
from tests.outcomes.operators import operators_text
from tests.outcomes.papers import papers_text
from tests.outcomes.pilots import pilots_text
from tests.outcomes.products import products_text
from tests.outcomes.runs import runs, views_text

CORE: Mapping[str, Callable[[Path], str]] = {
    **{f"core/commands_{name}": partial(commands_text, name) for name in STEPS},
    **{f"core/views_{name}": partial(views_text, name) for name in runs()},
    "core/archive": archive_text,
    "core/operators": operators_text,
    "core/papers": papers_text,
    "core/pilots": pilots_text,
    "core/products": products_text,
    "core/matrices": lambda folder: matrices_text(runs(), folder),
    "core/declarations": declarations_text,
}
"""By name what makes the text in an empty folder."""

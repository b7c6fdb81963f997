"""How much there is in an input profile."""

from __future__ import annotations

from conformance.readers.json_values import object_or_empty
from conformance.readers.source import Source

from .view import Layout, view


def facts(source: Source) -> dict[str, float]:
    """The components that a gamepad has, in the layout with most of them: without it nobody could use them."""
    return {"components": max((len(_used(each)) for each in source.once(view).layouts), default=0)}


def _used(layout: Layout) -> set[str]:
    """The components that buttons or axes of the gamepad belong to."""
    buttons = [each for _, _, each in layout.items("buttons")]
    axes = [object_or_empty(each).get("componentId") for _, _, each in layout.items("axes")]
    return {each for each in (*buttons, *axes) if isinstance(each, str)} & layout.components.keys()

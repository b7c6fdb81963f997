"""What the generative cases try."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from conformance.authoring import stimuli

from .view import Shelf

NAMES = st.text("abcxyz", min_size=1, max_size=6)


@stimuli("TOY-SHF-003")
def unknown_names(shelf: Shelf) -> Any:
    return NAMES.map(lambda name: f"no-{name}")


@stimuli("TOY-SHF-004")
def histories(shelf: Shelf) -> Any:
    return st.lists(st.tuples(st.sampled_from(["put", "take"]), st.sampled_from(["cup", "jug", "pot"])), max_size=6)

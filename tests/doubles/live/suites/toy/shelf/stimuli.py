"""What the generative cases try."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .view import Shelf

NAMES = st.text("abcxyz", min_size=1, max_size=6)


def unknown_names(shelf: Shelf) -> Any:
    return NAMES.map(lambda name: f"no-{name}")


def histories(shelf: Shelf) -> Any:
    return st.lists(st.tuples(st.sampled_from(["put", "take"]), st.sampled_from(["cup", "jug", "pot"])), max_size=6)


STIMULI = {"TOY-SHF-003": unknown_names, "TOY-SHF-004": histories}

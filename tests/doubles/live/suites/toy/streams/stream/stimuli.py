"""What is echoed."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from conformance.authoring import stimuli

from .view import Stream


@stimuli("TOY-STR-002")
def words(stream: Stream) -> Any:
    return st.text("ab中", max_size=5)

"""What its user can correct, said in both languages."""

from __future__ import annotations

from typing import Any

from conformance.model.text import Text


class Problem(Exception):
    """A mistake the user can correct; `text` says it in both languages, str() in English."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text

    def __reduce__(self) -> tuple[Any, ...]:
        """Rebuilt from its parts when it comes out of a worker process."""
        return type(self), (self.text,)

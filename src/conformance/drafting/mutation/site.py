"""Places of a sample that operators change, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, Protocol

Make = Callable[[], bytes | None]
"""Makes the bytes of a mutant; None where nothing changes."""


class Change(NamedTuple):
    """What an operator does at a site: `after` is shown to people, `make` returns the sample with it."""

    after: Any
    make: Make


class Site(Protocol):
    """A value of a sample.

    `place` is where it is, in the words of findings; `pattern` is the same without indices, which places of a kind
    share. `value` is what is there.
    """

    @property
    def place(self) -> str: ...

    @property
    def pattern(self) -> str: ...

    @property
    def value(self) -> Any: ...

    def put(self, value: Any) -> Change:
        """Another value there."""


Sites = Callable[[bytes], Iterator[Site]]
"""All sites of a sample; none if it is not of that form."""

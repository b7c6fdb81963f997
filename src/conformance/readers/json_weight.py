"""How large a JSON document is for engines that copy parts of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from conformance.readers.bounds import HEAVY_COPIES, HEAVY_VALUES


class Weight(NamedTuple):
    """The number of values; the number of characters and values, counted once for every part that contains them; and
    whether a member has the empty name.
    """

    values: int
    copies: int
    empty_name: bool

    @property
    def is_heavy(self) -> bool:
        """Whether copying every part would be expensive, and the values are few enough for an engine that does not."""
        return self.copies > HEAVY_COPIES and self.values <= HEAVY_VALUES


def weigh(document: Any) -> Weight:
    """Weigh the document level by level, without recursion."""
    values, copies, empty_name = 0, 0, False
    level, depth = [document], 1
    while level:
        values += len(level)
        copies += depth * sum(len(each) if isinstance(each, str) else 1 for each in level)
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                empty_name = empty_name or "" in each
                below += each.values()
            elif isinstance(each, list):
                below += each
        level, depth = below, depth + 1
    return Weight(values, copies, empty_name)

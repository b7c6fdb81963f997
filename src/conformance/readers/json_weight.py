"""How large a JSON document is for engines that copy parts of it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from conformance.readers.bounds import HEAVY_COPIES, HEAVY_VALUES

_UNCLEAR = re.compile(r"(?:\+[0-9]+|0[0-9]+)?")
"""Names that a path of jsonschema-rs leaves out, or gives as a number that may be written in several ways."""


class Weight(NamedTuple):
    """The number of values; the number of characters and values, counted once for every part that contains them; and
    whether a member has a name that paths do not show: the empty one, or a number such as 007.
    """

    values: int
    copies: int
    unclear_name: bool

    @property
    def is_heavy(self) -> bool:
        """Whether copying every part would be expensive, and the values are few enough for an engine that does not."""
        return self.copies > HEAVY_COPIES and self.values <= HEAVY_VALUES


def weigh(document: Any) -> Weight:
    """Weigh the document level by level, without recursion."""
    values, copies, unclear_name = 0, 0, False
    level, depth = [document], 1
    while level:
        values += len(level)
        copies += depth * sum(len(each) if isinstance(each, str) else 1 for each in level)
        below: list[Any] = []
        for each in level:
            if isinstance(each, dict):
                unclear_name = unclear_name or any(map(_UNCLEAR.fullmatch, each))
                below += each.values()
            elif isinstance(each, list):
                below += each
        level, depth = below, depth + 1
    return Weight(values, copies, unclear_name)

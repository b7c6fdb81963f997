"""The platform, as the family reads it."""

from conformance_suites.interfaces.governance.reader.conduct import (
    ADULT,
    EXHAUSTED,
    MEMBERS,
    MINOR,
    NOBODY,
    OTHER,
    Conduct,
    Item,
    Receipt,
    view,
)

__all__ = ["ADULT", "EXHAUSTED", "MEMBERS", "MINOR", "NOBODY", "OTHER", "Conduct", "Item", "Receipt", "view"]

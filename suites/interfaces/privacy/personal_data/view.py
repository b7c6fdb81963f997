"""The platform, as the family reads it."""

from conformance_suites.interfaces.privacy.reader.platform import (
    NOBODY,
    Account,
    Export,
    Platform,
    markers_shown,
    view,
)

__all__ = ["NOBODY", "Account", "Export", "Platform", "markers_shown", "view"]

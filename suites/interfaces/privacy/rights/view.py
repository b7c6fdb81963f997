"""The platform, as the family reads it."""

from conformance_suites.interfaces.privacy.reader.platform import NOBODY, Account, Platform, markers_shown, view

__all__ = ["NOBODY", "Account", "Platform", "markers_shown", "view"]

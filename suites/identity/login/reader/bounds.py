"""The limits of signing in: a hostile product costs only limited time and memory."""

PAGE_BYTES = 256 << 10
"""A longer page is not read: login pages have some thousand bytes without what they load."""

FORMS = 40
"""Forms of one page."""

FIELDS = 200
"""Fields and buttons of one page."""

BUTTON_TEXT = 200
"""Characters that a person reads on a button."""

OPTIONS = 2_000
"""Options of all lists of one page."""

STEPS = 25
"""Requests of one sign-in, redirects among them."""

PASSWORDS = 2
"""Pages of one sign-in that may ask for a password; the next one shows that it is refused."""

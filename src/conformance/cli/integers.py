"""Options that take an integer, with complaints in the user's language."""

from __future__ import annotations

from collections.abc import Callable

from conformance.cli.parser import Misuse
from conformance.model.text import Text

INTEGER = Text("{name} must be an integer, not {given}", "{name} 应为整数，实际为 {given}")
POSITIVE = Text("{name} must be a positive integer, not {given}", "{name} 应为正整数，实际为 {given}")


def integer(name: str) -> Callable[[str], int]:
    """What reads the value of such an option."""

    def read(given: str) -> int:
        if not given.removeprefix("-").isdecimal():
            raise Misuse(INTEGER.filled({"name": name, "given": given}))
        return int(given)

    return read


def positive(name: str) -> Callable[[str], int]:
    """What reads the value of an option that counts something."""

    def read(given: str) -> int:
        if not given.isdecimal() or not int(given):
            raise Misuse(POSITIVE.filled({"name": name, "given": given}))
        return int(given)

    return read

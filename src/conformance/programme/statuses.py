"""Why something is not vouched for: each class of reasons has its own exit status."""

from __future__ import annotations

from enum import IntEnum

from conformance.model.problem import Problem
from conformance.model.text import Text


class Status(IntEnum):
    """The exit statuses of `conformance verify`."""

    VOUCHED = 0
    SIGNATURE = 10
    DIGEST = 11
    UNKNOWN = 12
    EXPIRED = 13
    REVOKED = 14
    CATALOGUE = 15
    VERDICT = 16
    REGISTER = 17
    NOBODY = 18


class Refusal(Problem):
    """Something that is not vouched for, with the class of the reason."""

    def __init__(self, status: Status, text: Text) -> None:
        super().__init__(text)
        self.status = status

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.status, self.text)

"""The certificates that somebody may rely on at a moment, with the evidence of each."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from conformance.programme.moments import moment
from conformance.programme.pilot import EVIDENCE, Pilot
from conformance.programme.register import State, states

ENDED = ("revoked", "superseded")


class InForce(NamedTuple):
    """A certificate that has neither ended nor expired; one that is suspended may be reinstated, and counts."""

    number: str
    state: State
    folder: Path
    """Of its submission."""

    @property
    def issued(self) -> Any:
        """The entry that issued it."""
        return self.state.issued

    @property
    def product(self) -> str:
        """Name and version, as people say them."""
        return f"{self.issued['name']} {self.issued['version']}"

    @property
    def evidence(self) -> Path:
        return self.folder / EVIDENCE


def in_force(pilot: Pilot, at: datetime, *, expired: bool = False) -> list[InForce]:
    """The certificates in force, in the order of their numbers; with `expired`, also those whose time is over.

    Raises Refusal where the register is broken, OSError.
    """
    return [
        InForce(number, state, folder_of(pilot, state.issued))
        for number, state in states(pilot.chain.entries).items()
        if state.name not in ENDED and (expired or at < moment(state.issued["until"]))
    ]


def folder_of(pilot: Pilot, entry: Any) -> Path:
    """The folder of the submission that an entry of the register is about."""
    return pilot.folder.joinpath("submissions", *(str(entry[name]) for name in ("holder", "product", "version")))

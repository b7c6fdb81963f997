"""What to say where the first word is not a command: which one was meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from conformance.cli.parser import Misuse
from conformance.model.nearest import UnknownName
from conformance.model.problem import Problem
from conformance.model.text import Text

_ID = re.compile(r"[A-Za-z]{2,4}-[A-Za-z0-9]{2,4}-\d{3}")


def no_command(name: str, argv: list[str], commands: Iterable[str]) -> Problem:
    """The mistake in a command line that does not begin with a command."""
    known = list(commands)
    if name.startswith("-"):
        command = next((word for word in argv if word in known), "COMMAND")
        rest = " ".join([name, *argv]).replace(f" {command}", "", 1)
        return Misuse(
            Text(
                f"the command comes first: conformance {command} {rest}",
                f"命令应写在最前：conformance {command} {rest}",
            )
        )
    if _ID.fullmatch(name):
        return _meant(name, f"explain {name.upper()}")
    if Path(name).exists() or "." in name:
        return _meant(name, f"run {name}" if name.endswith(".toml") else f"check {name}")
    return UnknownName("command", name, known)


def _meant(name: str, command: str) -> Problem:
    return Misuse(
        Text(
            f"{name} is not a command; did you mean conformance {command}?",
            f"{name} 不是命令；是否指 conformance {command}？",
        )
    )

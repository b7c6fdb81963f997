"""What the harness contributes to clauses that are the programme's duty: by which commands, and which tests show it."""

from __future__ import annotations

from dataclasses import dataclass

from conformance.catalogue.folders import folder
from conformance.catalogue.tables import Table, read_toml
from conformance.model.text import Text


@dataclass(frozen=True)
class Duty:
    """A contribution to some clauses; tests are named as pytest names them."""

    key: str
    does: Text
    commands: tuple[str, ...]
    tests: tuple[str, ...]
    clauses: tuple[str, ...]


def duties() -> list[Duty]:
    """The contributions of suites/duties.toml. Raises CatalogueError."""
    path = folder("suites") / "duties.toml"
    found = []
    for row in Table(path, read_toml(path)).tables("duty", "key"):
        lists = (row.strings(name, required=True) for name in ("commands", "tests", "clauses"))
        found.append(Duty(row.get("key", str), row.text("does"), *lists))
        row.done()
    return found

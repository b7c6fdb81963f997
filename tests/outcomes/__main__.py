"""Write what is kept of outcomes and commands anew: `python -m tests.outcomes [NAME ...]`, all without a name.

A NAME is a domain, family, suite or requirement, or `commands`; with a live suite its whole family is written.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Plan, Selection
from tests.outcomes.commands import STEPS, commands_text
from tests.outcomes.live import live_families, live_text_of
from tests.outcomes.written import path_of, text_of


def main(names: list[str]) -> None:
    if not names or "commands" in names:
        for step in STEPS:
            with tempfile.TemporaryDirectory() as folder:
                write(path_of(f"commands/{step}"), commands_text(step, Path(folder)))
        if names == ["commands"]:
            return
    names = [name for name in names if name != "commands"]
    catalogue = load_catalogue(())
    plan = Plan(Selection(suites=tuple(catalogue.suites)), catalogue)
    chosen = [suite for name in names for suite in catalogue.suites_named(name)] or list(catalogue.suites.values())
    for suite in chosen:
        if not catalogue.kinds[suite.kind].endpoint:
            write(path_of(suite.id), text_of(plan, suite))
    families = {catalogue.family_of(suite).id for suite in chosen if catalogue.kinds[suite.kind].endpoint}
    for family in live_families(catalogue):
        if family.id in families:
            write(path_of(f"{family.id}/live"), live_text_of(catalogue, family))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

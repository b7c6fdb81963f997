"""Write the kept outcomes anew: `python -m tests.outcomes [NAME ...]`, all without a name.

A NAME is a domain, family, suite or requirement, with a live suite its whole family; or `core`: what commands print,
views of hand-made runs and complaints about declarations.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from conformance.catalogue import load_catalogue
from conformance.engine.plan import Selection
from tests.outcomes.core import CORE
from tests.outcomes.faults import families_with_faults, faults_text
from tests.outcomes.written import Counting, path_of, text_of


def main(names: list[str]) -> None:
    if not names or "core" in names:
        for name, make in CORE.items():
            with tempfile.TemporaryDirectory() as folder:
                write(name, make(Path(folder)))
    if names != ["core"]:
        write_suites([name for name in names if name != "core"])


def write_suites(names: list[str]) -> None:
    catalogue = load_catalogue(())
    plan = Counting(Selection(suites=tuple(catalogue.suites)), catalogue)
    chosen = [suite for name in names for suite in catalogue.suites_named(name)] or list(catalogue.suites.values())
    live = {catalogue.family_of(suite).id for suite in chosen if catalogue.kinds[suite.kind].endpoint}
    for suite in chosen:
        if not catalogue.kinds[suite.kind].endpoint:
            write(suite.id, text_of(plan, suite))
    for family in families_with_faults(catalogue):
        if family.id in live:
            write(f"{family.id}/faults", faults_text(catalogue, family))


def write(name: str, text: str) -> None:
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])

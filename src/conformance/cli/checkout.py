"""A checkout of the harness in which another installed copy answers: edits there would be without effect."""

from __future__ import annotations

from pathlib import Path

from conformance.catalogue.folders import checkout_at, folder
from conformance.cli.console import complain
from conformance.model.text import Text


def note_other_checkout(language: str) -> None:
    """Say so on standard error where the current folder is in such a checkout."""
    top = checkout_at(Path.cwd())
    if top is None:
        return
    ours = folder("suites")
    complain(
        Text(
            f"the suites in use are those in {ours}, not those of this checkout; to use these: pip install -e {top}",
            f"正在使用的测试套位于 {ours}，而非此检出副本；如需使用此处的测试套：pip install -e {top}",
        ),
        language,
    )

"""The suites that explain each mutant they let live: `python -m tests.suites.explained` tries all mutants of each.

It ends with 1 where one survives without a reason, a reason is stale, or the samples notice too little of a changed
suite.
"""

from __future__ import annotations

import sys

from conformance.catalogue import load_catalogue
from conformance.cli.main import main
from conformance.drafting.mutation.ledger import FILE


def explained() -> list[str]:
    """Their ids."""
    return [suite.id for suite in load_catalogue(()).suites.values() if (suite.folder / FILE).is_file()]


if __name__ == "__main__":
    sys.exit(max(main([command, suite]) for suite in explained() for command in ("mutate", "strength")))

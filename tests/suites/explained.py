"""The suites that explain each mutant they let live: `python -m tests.suites.explained` tries all mutants of each.

Those that also explain what their samples do not notice of the suite itself are tried for their strength. It ends with
1 where a mutant survives without a reason, a reason is stale, or the samples notice too little of a changed suite.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from conformance.catalogue import load_catalogue
from conformance.cli.main import main
from conformance.drafting.mutation.ledger import TABLES, ledgers, read_ledger


def explained() -> list[str]:
    """Their ids."""
    return [suite.id for suite in load_catalogue(()).suites.values() if ledgers(suite)]


def distinct() -> list[str]:
    """One of them for each ledger: suites with that of their family have the same samples and mutants."""
    suites = load_catalogue(()).suites
    return list({ledgers(suites[name])[0]: name for name in reversed(explained())}.values())


def commands() -> Iterator[list[str]]:
    catalogue = load_catalogue(())
    for name in explained():
        yield ["mutate", name]
        if read_ledger(catalogue.suites[name], TABLES[1]):
            yield ["strength", name]


if __name__ == "__main__":
    sys.exit(max(map(main, commands())))

"""All mutants of all suites, two of each class, and how strong the suites are: `python -m tests.suites.explained`.

Results are kept in a folder, so that the same command goes on where it was stopped and tries only what changed. It ends
with 1 where a mutant survives without a reason, a reason is stale, no mutant violates a row that can be tested, or the
samples notice too little of a changed suite. `--write` only puts the figures that are kept into
docs/mutation.md.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache, partial
from pathlib import Path

from conformance.catalogue import load_catalogue
from conformance.drafting.mutation import elements
from conformance.drafting.mutation.ledger import ledgers
from conformance.drafting.mutation.mutants import EACH
from conformance.drafting.mutation.result import GROUPS
from conformance.drafting.strength import report
from conformance.drafting.strength.trial import FLOOR
from conformance.engine.plan import Plan, Selection
from conformance.model.requirement import Suite
from tests.doubles.browser import lacking
from tests.suites.figures import write

FOLDER = Path(__file__).resolve().parents[2] / ".conformance" / "mutants"
OPTIONS = {"groups": list(GROUPS), "each": EACH, "seed": 1}


def distinct() -> list[str]:
    """A suite for each set of ledgers: suites with that of their family alone have the same samples and mutants."""
    suites = {name: suite for name, suite in load_catalogue(()).suites.items() if ledgers(suite)}
    return list({tuple(ledgers(suite)): name for name, suite in reversed(suites.items())}.values())


@cache
def _plan() -> Plan:
    return Plan(Selection(()))


def tried(folder: Path, name: str) -> str:
    """What is wrong with a suite, in a line; its figures are in the folder then."""
    plan = _plan()
    suite = plan.catalogue.suite(name)
    if reason := lacking(plan.catalogue.family_of(suite)):
        return f"not tried: {reason}"
    return ", ".join((*_of_mutants(plan, suite, folder), *_of_strength(plan, suite, folder)))


def _of_mutants(plan: Plan, suite: Suite, folder: Path) -> Iterator[str]:
    config = elements.reported(plan, suite, OPTIONS, folder)["config"]
    if config["survivors"]:
        yield f"{len(config['survivors'])} classes survive"
    if config["stale"]:
        yield f"stale: {' '.join(config['stale'])}"
    if alive := [row for row, told in config["rows"].items() if not told["killed"]]:
        yield f"no mutant violates {' '.join(alive)}"


def _of_strength(plan: Plan, suite: Suite, folder: Path) -> Iterator[str]:
    if plan.catalogue.kinds[suite.kind].endpoint:
        return
    found = report.reported(plan, suite, None, folder)
    if found["noticed"]["all"] < FLOOR:
        yield f"samples notice {100 * found['noticed']['all']:.1f} %"
    if found["stale"]:
        yield f"stale: {' '.join(found['stale'])}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.suites.explained", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("name", nargs="*", help="a domain, family or suite; default all")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where results are kept")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--write", action="store_true", help="put what is kept into docs/mutation.md, and try nothing")
    options = parser.parse_args(arguments)
    catalogue = load_catalogue(())
    if options.write:
        write(catalogue, options.folder)
        return 0
    names = [each.id for name in options.name for each in catalogue.suites_named(name)] or list(catalogue.suites)
    failed = 0
    with ProcessPoolExecutor(options.processes, multiprocessing.get_context("spawn")) as pool:
        running = {pool.submit(partial(tried, options.folder), name): name for name in names}
        for done in as_completed(running):
            wrong = done.result()
            failed += bool(wrong) and not wrong.startswith("not tried")
            print(f"{running[done]}: {wrong or 'explained'}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

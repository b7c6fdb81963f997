"""Runs of the reference product with random faults, and whether their evidence gives the same verdicts again.

`python -m tests.replay record FOLDER 100` makes the bundles; `python -m tests.replay judge FOLDER` judges them once
more, perhaps with other versions of the libraries, and compares journal and report byte for byte.
"""

from __future__ import annotations

import contextlib
import io
import random
import sys
from importlib.metadata import version
from pathlib import Path

from conformance.cli.main import main as conformance
from conformance.cli.run_command import judge_product
from conformance.engine.plan import Plan, Selection
from conformance.engine.plan_file import parse_plan
from conformance.reference.product import ReferenceProduct, families_with_products

PROFILE = "identity-service"


def record(folder: Path, runs: int) -> int:
    """Run the product with a fault drawn each time, checks in parallel."""
    import argparse

    plan = Plan(Selection(profile=PROFILE, level="mutual_recognition"))
    reference = ReferenceProduct(families_with_products(plan.catalogue, plan.sought), PROFILE)
    chance = random.Random(20261121)
    with reference.start() as product:
        for number in range(runs):
            fault = chance.choice(("", *reference.faults))
            product.switch(fault)
            options = argparse.Namespace(
                plan=Path("plan.toml"), folder=folder / f"{number:03}", lang="en", format="terminal", output=None
            )
            with contextlib.redirect_stdout(io.StringIO()):
                test_plan = parse_plan(reference.plan(product.url, product.servers), "plan")
                judge_product(test_plan, plan, options, environment=reference.environment)
    print(f"recorded {runs} runs with Hypothesis {version('hypothesis')}")
    return 0


def judge(folder: Path) -> int:
    """Judge every bundle again; the exit status is 1 where a byte differs."""
    different, runs = [], sorted(path for path in folder.iterdir() if path.is_dir())
    for run in runs:
        with contextlib.redirect_stdout(io.StringIO()):
            conformance(["rejudge", str(run / "evidence.zip"), "--folder", str(run / "again"), "--lang", "en"])
        names = ("run.jsonl", "report.json")
        different += [run / name for name in names if (run / name).read_bytes() != (run / "again" / name).read_bytes()]
    print(f"judged {len(runs)} runs again with Hypothesis {version('hypothesis')}: {len(different)} files differ")
    print(*different, sep="\n", end="\n" if different else "")
    return 1 if different or not runs else 0


if __name__ == "__main__":
    what, place, *more = sys.argv[1:]
    sys.exit(record(Path(place), int(more[0])) if what == "record" else judge(Path(place)))

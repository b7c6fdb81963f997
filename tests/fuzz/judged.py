"""The formats of all kinds that have samples."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from conformance.catalogue.samples import samples
from conformance.engine.judge_target import judge_target
from conformance.engine.plan import Plan
from conformance.engine.subjects import Target
from conformance.model.outcome import Outcome
from conformance.readers.source import Source
from tests.fuzz import forked_pdf
from tests.fuzz.format import Format, Trouble

MOST_SEEDS = 40
"""Samples of a format that inputs are made from."""
LARGEST_SEED = 1 << 18
FEEDS = {"media_file.pdf": forked_pdf.fed}
"""What is judged in another way than in a process that judges many."""


def judged_formats(plan: Plan) -> Iterator[Format]:
    """Formats by their names, `<kind>.<suffix>`."""
    for name, seeds in _seeds(plan).items():
        feed = partial(judge, plan)
        yield Format(name, seeds, FEEDS[name](feed) if name in FEEDS else feed)


def _seeds(plan: Plan) -> dict[str, list[tuple[str, bytes]]]:
    found: dict[str, list[tuple[str, bytes]]] = {}
    for suite in plan.catalogue.suites.values():
        judge = plan.catalogue.kinds[suite.kind].judge
        # Good samples come first. The bad ones of recordings take minutes to make, and are too much alike.
        for sample in samples(suite) if judge != "services" else ():
            if sample.requirement and judge == "recordings":
                break
            kinds, _ = plan.recognise(Source(sample.name, sample.data))
            if kinds and len(sample.data) <= LARGEST_SEED:
                name = f"{kinds[0]}.{sample.name.rpartition('.')[2]}"
                found.setdefault(name, []).append((sample.name, sample.data))
    return {name: seeds[:: -(-len(seeds) // MOST_SEEDS)] for name, seeds in sorted(found.items())}


def judge(plan: Plan, name: str, data: bytes) -> None:
    """Judge a file. Raises Trouble where a row ends with an internal error."""
    result = judge_target(Target(name, name, True, data), plan)
    for each in result.verdict.open:
        if each.outcome is Outcome.ERROR:
            raise Trouble(f"{each.requirement}: {each.reason.text.en}")
